import { NotModelled } from '../core/aws-error';
import { itemsOf, membersOf, scalarText } from '../core/json';
import { resolve, type Scope } from './resolve';
import { objectAt, refuseOthers, templateError } from './template-error';

/**
 * Evaluates each of the template's Conditions once. AWS: "Conditions", CloudFormation User Guide.
 * @param ref the value of a parameter or pseudo parameter
 * @returns whether a named condition is true; it throws for a name that is not in the section
 * @throws AwsError ValidationError; NotModelled for another function
 */
export function evaluateConditions(section: unknown, ref: Scope['ref']): (name: string) => boolean {
  const values = new Map(
    [...objectAt(section ?? {}, 'Conditions')].map(([name, expression]) => [
      name,
      evaluateBoolean(expression, { place: `the condition ${name}`, ref }),
    ]),
  );
  return (name) => {
    const value = values.get(name);
    if (value === undefined) throw unresolvedCondition(name, 'Conditions');
    return value;
  };
}

/** CloudFormation's error for a condition that the template does not declare. */
export function unresolvedCondition(name: string, block: string): Error {
  return templateError(
    `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
  );
}

/**
 * Checks the template's Rules before any resource is created. AWS: "Rule functions", CloudFormation Template Reference.
 * AWS does not document the sentence around an assertion's description; this one is the sandbox's own.
 * @param ref the value of a parameter or pseudo parameter
 * @throws AwsError ValidationError with the AssertDescription of the first assertion that fails; NotModelled by name
 */
export function checkRules(section: unknown, ref: Scope['ref']): void {
  for (const [name, value] of objectAt(section ?? {}, 'Rules')) {
    const rule = objectAt(value, `Rules.${name}`);
    refuseOthers(rule, ['Assertions'], `the member of rule ${name}:`);
    const assertions = itemsOf(rule.get('Assertions'));
    if (!assertions) throw templateError(`Template format error: Rules.${name}.Assertions must be a list.`);
    for (const [index, item] of assertions.entries()) {
      const assertion = objectAt(item, `Rules.${name}.${index}`);
      refuseOthers(assertion, ['Assert', 'AssertDescription'], `the member of an assertion of rule ${name}:`);
      const place = `the rule ${name}`;
      if (evaluateBoolean(assertion.get('Assert'), { place, ref, contains: true })) continue;
      throw templateError(
        `Rule ${name} failed: ${scalarText(assertion.get('AssertDescription')) ?? 'it has no description'}`,
      );
    }
  }
}

interface BooleanScope {
  /** Named in errors. */
  readonly place: string;
  readonly ref: Scope['ref'];
  /** Whether Fn::Contains is allowed: only Rules allow it. */
  readonly contains?: boolean;
}

/** AWS: "Condition functions", CloudFormation Template Reference. @throws AwsError ValidationError; NotModelled */
function evaluateBoolean(expression: unknown, scope: BooleanScope): boolean {
  const [[name, argument] = ['', undefined], ...others] = membersOf(expression) ?? [];
  if (name === '' || others.length > 0) {
    throw templateError(`Template format error: expected one condition function, got ${JSON.stringify(expression)}`);
  }
  // Every operand is evaluated, even if the first ones settle the result: a mistake in the last one shows at once.
  const all = (least: number, most: number, requirement: string) =>
    operands(argument, least, most, requirement).map((operand) => evaluateBoolean(operand, scope));
  if (name === 'Fn::Equals') {
    const [left, right] = operands(argument, 2, 2, 'Fn::Equals object requires a list of 2 string parameters');
    return textOf(left, scope) === textOf(right, scope);
  }
  if (name === 'Fn::Not') return all(1, 1, 'Fn::Not object requires one boolean parameter').includes(false);
  if (name === 'Fn::Or') {
    return all(2, 10, 'Fn::Or object requires a list of at least 2 and at most 10 boolean parameters').includes(true);
  }
  if (name !== 'Fn::Contains' || !scope.contains) throw new NotModelled(`the function ${name} in ${scope.place}`);
  const [list, text] = operands(argument, 2, 2, 'Fn::Contains object requires a list and a string');
  return (itemsOf(list) ?? []).map((item) => textOf(item, scope)).includes(textOf(text, scope));
}

function textOf(operand: unknown, { ref, place }: BooleanScope): string {
  const refuse = (): never => {
    throw templateError(`Template error: Fn::GetAtt and Fn::If cannot be used in ${place}`);
  };
  const text = scalarText(resolve(operand, { ref, getAtt: refuse, condition: refuse }));
  if (text !== undefined) return text;
  throw templateError(`Template error: ${place} cannot compare ${JSON.stringify(operand)}: it is not a string.`);
}

function operands(argument: unknown, least: number, most: number, requirement: string): readonly unknown[] {
  const items = itemsOf(argument);
  if (items && items.length >= least && items.length <= most) return items;
  throw templateError(`Template error: every ${requirement}, got ${JSON.stringify(argument)}.`);
}
