import { templateError } from './template-error';
import { itemsOf, membersOf, scalarText } from '../core/json';

/** What the functions of a condition or a rule need beside themselves. */
export interface BooleanScope {
  /** The value of an operand: a literal, a Ref, … */
  value(operand: unknown): unknown;
  /** A function other than Fn::Equals, Fn::Not, Fn::And and Fn::Or. @throws for one that does not belong here */
  call(name: string, argument: unknown): boolean;
}

/** AWS: "Condition functions", CloudFormation Template Reference. @throws AwsError ValidationError */
export function evaluateBoolean(expression: unknown, scope: BooleanScope): boolean {
  const [[name, argument] = ['', undefined], ...others] = membersOf(expression) ?? [];
  if (name === '' || others.length > 0) {
    throw templateError(`Template format error: expected one condition function, got ${JSON.stringify(expression)}`);
  }
  switch (name) {
    case 'Fn::Equals': {
      const [left, right] = operands(argument, 2, 2, 'Fn::Equals object requires a list of 2 string parameters');
      return textOf(left, scope) === textOf(right, scope);
    }
    case 'Fn::Not':
      return !evaluateAll(operands(argument, 1, 1, 'Fn::Not object requires one boolean parameter'), scope).every(
        isTrue,
      );
    case 'Fn::And':
      return evaluateAll(operands(argument, 2, 10, andOr('Fn::And')), scope).every(isTrue);
    case 'Fn::Or':
      return evaluateAll(operands(argument, 2, 10, andOr('Fn::Or')), scope).some(isTrue);
    default:
      return scope.call(name, argument);
  }
}

/** Every operand, whatever the first ones say: a mistake in the last must not wait for a day when it matters. */
function evaluateAll(expressions: readonly unknown[], scope: BooleanScope): boolean[] {
  return expressions.map((expression) => evaluateBoolean(expression, scope));
}

function isTrue(value: boolean): boolean {
  return value;
}

function textOf(operand: unknown, scope: BooleanScope): string {
  const text = scalarText(scope.value(operand));
  if (text !== undefined) return text;
  throw templateError(`Template error: Fn::Equals cannot compare ${JSON.stringify(operand)}: it is no string.`);
}

function operands(argument: unknown, least: number, most: number, requirement: string): readonly unknown[] {
  const items = itemsOf(argument);
  if (items && items.length >= least && items.length <= most) return items;
  throw templateError(`Template error: every ${requirement}, got ${JSON.stringify(argument)}.`);
}

function andOr(name: string): string {
  return `${name} object requires a list of at least 2 and at most 10 boolean parameters`;
}
