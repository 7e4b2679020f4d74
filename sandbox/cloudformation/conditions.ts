import { NotModelled } from '../core/aws-error';
import { evaluateBoolean } from './boolean-expression';
import { resolve, type Scope } from './resolve';
import { objectAt, templateError } from './template-error';

/**
 * Evaluates the template's Conditions, each of them, once. AWS: "Conditions", CloudFormation User Guide.
 * @param ref the value of a parameter or pseudo parameter
 * @returns whether a named condition holds; it throws for a name that the section does not have
 * @throws AwsError ValidationError; NotModelled for another function
 */
export function evaluateConditions(section: unknown, ref: Scope['ref']): (name: string) => boolean {
  const expressions = section === undefined ? new Map<string, unknown>() : objectAt(section, 'Conditions');
  const values = new Map<string, boolean>();
  const evaluate = (name: string, path: readonly string[]): boolean => {
    const known = values.get(name);
    if (known !== undefined) return known;
    if (path.includes(name)) {
      throw templateError(`Template format error: Circular dependencies between conditions: [${path.join(', ')}]`);
    }
    if (!expressions.has(name)) throw unresolvedCondition(name, 'Conditions');
    const condition = (other: string): boolean => evaluate(other, [...path, name]);
    const value = evaluateBoolean(expressions.get(name), {
      value: (operand) => resolve(operand, { ref, getAtt, condition }),
      call: (called, argument) => {
        if (called === 'Condition' && typeof argument === 'string') return condition(argument);
        throw new NotModelled(`the function ${called} in the condition ${name}`);
      },
    });
    values.set(name, value);
    return value;
  };
  for (const name of expressions.keys()) evaluate(name, []);
  return (name) => evaluate(name, []);
}

function getAtt(): never {
  throw templateError('Template error: Fn::GetAtt cannot be used in the Conditions block of the template');
}

/** What CloudFormation says of a condition's name that the template does not have. */
export function unresolvedCondition(name: string, block: string): Error {
  return templateError(
    `Template format error: Unresolved condition dependency ${name} in the ${block} block of the template`,
  );
}
