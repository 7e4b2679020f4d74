import { NotModelled } from '../core/aws-error';
import type { Condition } from './policy-document';
import { arnParts, matchesArn, matchesWildcards } from './wildcard';

/** The values of a request's condition keys, e.g. `aws:SourceAccount`. The case of a key means nothing. */
export type RequestContext = Readonly<Record<string, string>>;

interface Operator {
  /** Whether one value of the policy is met by the request's value. */
  readonly matches: (wanted: string, actual: string) => boolean;
  /** A negated operator holds where none of the policy's values matches, and where the request has no such key. */
  readonly negated?: true;
  /** What a value must be for this to be modelled. */
  readonly accepts?: (wanted: string) => boolean;
}

const equals: Operator['matches'] = (wanted, actual) => wanted === actual;
const isBoolean = (wanted: string): boolean => /^(true|false)$/i.test(wanted);
// AWS: "The ArnEquals and ArnLike condition operators behave identically."
const arn: Operator = { matches: matchesArn, accepts: (wanted) => arnParts(wanted) !== undefined };

/** AWS: "IAM JSON policy elements: Condition operators", IAM User Guide. Null is apart: it looks at no value. */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: { matches: equals },
  StringNotEquals: { matches: equals, negated: true },
  StringLike: { matches: matchesWildcards },
  ArnEquals: arn,
  ArnLike: arn,
  Bool: { matches: (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase(), accepts: isBoolean },
};

const KEYS = [/^aws:sourceaccount$/i, /^aws:sourcearn$/i, /^aws:resourcetag\/.+$/i, /^events:source$/i];

/** @throws NotModelled for an operator, a key or a value that conditionHolds would not know what to do with */
export function checkCondition({ operator, key, values }: Condition, where: string): void {
  const name = `${where}: the condition ${operator} on ${key}`;
  if (operator !== 'Null' && !operatorOf(operator)) throw new NotModelled(`${name} (this operator)`);
  if (!KEYS.some((known) => known.test(key))) throw new NotModelled(`${name} (this key)`);
  if (values.length === 0) throw new NotModelled(`${name} without a value`);
  const accepts = operator === 'Null' ? isBoolean : (operatorOf(operator)?.accepts ?? (() => true));
  const odd = values.find((value) => !accepts(value));
  if (odd !== undefined) throw new NotModelled(`${name} with the value ${JSON.stringify(odd)}`);
}

/** Whether the request meets the condition: any one of its values. @throws NotModelled as checkCondition */
export function conditionHolds(condition: Condition, context: RequestContext): boolean {
  checkCondition(condition, 'a policy');
  const actual = contextValue(context, condition.key);
  if (condition.operator === 'Null') {
    return condition.values.some((value) => (value.toLowerCase() === 'true') === (actual === undefined));
  }
  const operator = operatorOf(condition.operator);
  if (!operator) throw new NotModelled(`the condition operator ${condition.operator}`);
  if (actual === undefined) return operator.negated === true || condition.operator.endsWith(IF_EXISTS);
  const matched = condition.values.some((value) => operator.matches(value, actual));
  return operator.negated === true ? !matched : matched;
}

const IF_EXISTS = 'IfExists';

function operatorOf(name: string): Operator | undefined {
  const base = name.endsWith(IF_EXISTS) ? name.slice(0, -IF_EXISTS.length) : name;
  return Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
}

function contextValue(context: RequestContext, key: string): string | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
