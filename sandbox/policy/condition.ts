import { NotModelled } from '../core/aws-error';
import type { Condition, ConditionOperator } from './policy-document';
import { arnParts, matchesArn, matchesWildcards } from './wildcard';

/** The values of a request's condition keys, e.g. `aws:SourceAccount`. Keys ignore case. */
export type RequestContext = Readonly<Record<string, string>>;

/** Whether the request's value meets one of the policy's. It is undefined if the request does not have the key. */
type Test = (wanted: string, actual: string | undefined) => boolean;

/** AWS: "IAM JSON policy elements: Condition operators", IAM User Guide. */
const TESTS: Readonly<Record<ConditionOperator, Test>> = {
  StringEquals: (wanted, actual) => wanted === actual,
  // No key has more than one value here.
  'ForAllValues:StringLike': (wanted, actual) => actual === undefined || matchesWildcards(wanted, actual),
  ArnLike: (wanted, actual) => actual !== undefined && matchesArn(wanted, actual),
  ArnLikeIfExists: (wanted, actual) => actual === undefined || matchesArn(wanted, actual),
  Null: (wanted, actual) => (wanted === 'true') === (actual === undefined),
};

const KEYS = [
  /^aws:sourceaccount$/i,
  /^aws:sourcearn$/i,
  /^aws:resourcetag\/.+$/i,
  /^events:source$/i,
  /^ses:(fromaddress|recipients)$/i,
  /^aws:principalorgid$/i,
  /^sts:externalid$/i,
];

/** @throws NotModelled for an operator, a key or a value that conditionHolds does not handle */
export function conditionOf(operator: string, key: string, values: readonly string[], where: string): Condition {
  const name = `${where}: the condition ${operator} on ${key}`;
  if (!isModelled(operator)) throw new NotModelled(`${name} (this operator)`);
  if (!KEYS.some((known) => known.test(key))) throw new NotModelled(`${name} (this key)`);
  if (values.length === 0) throw new NotModelled(`${name} without a value`);
  const odd = values.find(
    (value) =>
      (operator === 'Null' && value !== 'true' && value !== 'false') ||
      (operator.startsWith('ArnLike') && !arnParts(value)),
  );
  if (odd !== undefined) throw new NotModelled(`${name} with the value ${JSON.stringify(odd)}`);
  return { operator, key, values };
}

/** Whether the request meets the condition: any one of its values. */
export function conditionHolds({ operator, key, values }: Condition, context: RequestContext): boolean {
  const actual = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return values.some((value) => TESTS[operator](value, actual));
}

function isModelled(operator: string): operator is ConditionOperator {
  return Object.hasOwn(TESTS, operator);
}
