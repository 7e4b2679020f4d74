import { NotModelled } from '../core/aws-error';
import { templateError } from './template-error';
import { itemsOf, membersOf } from '../core/json';

/** One intrinsic function: an object with one member, `Ref` or `Fn::Name`. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: unknown;
}

/** @throws NotModelled for an object that has such a member beside others */
export function intrinsicOf(value: unknown): Intrinsic | undefined {
  const members = membersOf(value);
  const name = [...(members?.keys() ?? [])].find((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (!members || name === undefined) return undefined;
  if (members.size > 1) throw new NotModelled(`${name} beside other members: ${[...members.keys()].join(', ')}`);
  return { name, argument: members.get(name) };
}

/** `["Condition", then, else]`. @throws AwsError ValidationError */
export function ifArguments(argument: unknown): { condition: string; whenTrue: unknown; whenFalse: unknown } {
  const [condition, whenTrue, whenFalse, ...more] = itemsOf(argument) ?? [];
  if (typeof condition !== 'string' || whenTrue === undefined || whenFalse === undefined || more.length > 0) {
    throw templateError(
      'Template error: Fn::If requires a list argument with three elements, the first one the name of a condition, got ' +
        JSON.stringify(argument),
    );
  }
  return { condition, whenTrue, whenFalse };
}

/** `["LogicalId", "Attribute"]` or `"LogicalId.Attribute"`. @throws AwsError ValidationError; NotModelled for a Ref within */
export function getAttArguments(argument: unknown): { logicalId: string; attribute: string } {
  const [logicalId, ...attribute] =
    typeof argument === 'string' ? argument.split(/\.(.*)/s, 2) : (itemsOf(argument) ?? []);
  if (attribute.some((part) => intrinsicOf(part))) throw new NotModelled('a function as the attribute of Fn::GetAtt');
  if (typeof logicalId !== 'string' || typeof attribute[0] !== 'string' || attribute.length !== 1) {
    throw templateError(
      'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource ' +
        `attribute, got ${JSON.stringify(argument)}`,
    );
  }
  return { logicalId, attribute: attribute[0] };
}

/** The name that a Ref names. @throws AwsError ValidationError */
export function refArgument(argument: unknown): string {
  if (typeof argument !== 'string' || argument === '') {
    throw templateError(
      `Template format error: Every Ref object must have a single String value, got ${JSON.stringify(argument)}.`,
    );
  }
  return argument;
}
