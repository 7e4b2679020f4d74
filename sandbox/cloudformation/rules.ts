import { NotModelled } from '../core/aws-error';
import { evaluateBoolean, type BooleanScope } from './boolean-expression';
import { intrinsicOf } from './intrinsic';
import { resolve, type Scope } from './resolve';
import { objectAt, refuseOthers, templateError } from './template-error';
import { itemsOf, scalarText } from '../core/json';

/**
 * Checks the template's Rules before anything is made. AWS: "Rule functions", CloudFormation Template Reference. What
 * CloudFormation says around an assertion's description is not documented: the sentence here is this sandbox's own.
 * @param ref the value of a parameter or pseudo parameter
 * @throws AwsError ValidationError with the AssertDescription of the first assertion that fails; NotModelled by name
 */
export function checkRules(section: unknown, ref: Scope['ref']): void {
  if (section === undefined) return;
  for (const [name, value] of objectAt(section, 'Rules')) {
    const rule = objectAt(value, `Rules.${name}`);
    refuseOthers(rule, ['RuleCondition', 'Assertions'], `the member of rule ${name}:`);
    const scope = ruleScope(name, ref);
    if (rule.has('RuleCondition') && !evaluateBoolean(rule.get('RuleCondition'), scope)) continue;
    const assertions = itemsOf(rule.get('Assertions'));
    if (!assertions) throw templateError(`Template format error: Rules.${name}.Assertions must be a list.`);
    assertions.forEach((assertion, index) =>
      checkAssertion(name, objectAt(assertion, `Rules.${name}.${index}`), scope),
    );
  }
}

function checkAssertion(rule: string, assertion: ReadonlyMap<string, unknown>, scope: BooleanScope): void {
  refuseOthers(assertion, ['Assert', 'AssertDescription'], `the member of an assertion of rule ${rule}:`);
  if (evaluateBoolean(assertion.get('Assert'), scope)) return;
  const description = assertion.get('AssertDescription');
  throw templateError(
    `Rule ${rule} failed: ${typeof description === 'string' ? description : 'it has no description'}`,
  );
}

function ruleScope(rule: string, ref: Scope['ref']): BooleanScope {
  const value = (operand: unknown): unknown => {
    const name = intrinsicOf(operand)?.name;
    if (name !== undefined && name !== 'Ref') throw new NotModelled(`the function ${name} in the rule ${rule}`);
    return resolve(operand, { ref, getAtt: refuse, condition: refuse });
  };
  const refuse = (): never => {
    throw new NotModelled(`a function other than Ref as an operand in the rule ${rule}`);
  };
  const text = (operand: unknown): string => {
    const scalar = scalarText(value(operand));
    if (scalar === undefined) throw templateError(`Template format error: expected a string in the rule ${rule}`);
    return scalar;
  };
  const list = (operand: unknown): string[] => {
    const items = itemsOf(value(operand));
    if (!items) throw templateError(`Template format error: expected a list of strings in the rule ${rule}`);
    return items.map(text);
  };
  return {
    value,
    call: (name, argument) => {
      const [left, right, ...more] = itemsOf(argument) ?? [];
      if (right === undefined || more.length > 0) throw new NotModelled(`${name} in the rule ${rule}`);
      switch (name) {
        case 'Fn::Contains':
          return list(left).includes(text(right));
        case 'Fn::EachMemberEquals':
          return list(left).every((item) => item === text(right));
        case 'Fn::EachMemberIn':
          return list(left).every((item) => list(right).includes(item));
        default:
          throw new NotModelled(`the function ${name} in the rule ${rule}`);
      }
    },
  };
}
