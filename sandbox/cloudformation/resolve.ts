import { NotModelled } from '../core/aws-error';
import { itemsOf, membersOf, scalarText } from '../core/json';
import { templateError } from './template-error';

/** The value of AWS::NoValue, which removes the property or the list's element. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** The look-ups of a function that is resolved. Each throws AwsError or NotModelled for an unknown name. */
export interface Scope {
  ref(name: string): string | typeof NO_VALUE;
  getAtt(logicalId: string, attribute: string): string;
  /** Whether the condition is true; `both` resolves both branches of an Fn::If, to look for names. */
  condition(name: string): boolean | 'both';
}

/**
 * The value with each intrinsic function replaced by its result, or NO_VALUE.
 * AWS: "Intrinsic function reference", CloudFormation Template Reference.
 * @throws AwsError ValidationError; NotModelled for any other function, and for a function beside other members
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const items = itemsOf(value);
  if (items) return items.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  const members = membersOf(value);
  if (!members) return value;
  const name = [...members.keys()].find((key) => key === 'Ref' || key.startsWith('Fn::'));
  if (name === undefined) {
    return Object.fromEntries(
      [...members].map(([key, member]) => [key, resolve(member, scope)]).filter(([, member]) => member !== NO_VALUE),
    );
  }
  if (members.size > 1) throw new NotModelled(`${name} beside other members: ${[...members.keys()].join(', ')}`);
  return call(name, members.get(name), scope);
}

function call(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      if (typeof argument === 'string' && argument !== '') return scope.ref(argument);
      throw templateError(
        `Template format error: Every Ref object must have a single String value, got ${JSON.stringify(argument)}.`,
      );
    case 'Fn::GetAtt':
      return getAtt(argument, scope);
    case 'Fn::If':
      return ifElse(argument, scope);
    case 'Fn::Sub':
      return sub(argument, scope);
    case 'Fn::Join':
      return join(argument, scope);
    case 'Fn::Split':
      return split(argument, scope);
    default:
      throw new NotModelled(`the function ${name}`);
  }
}

/** `["LogicalId", "Attribute"]` or `"LogicalId.Attribute"`. */
function getAtt(argument: unknown, scope: Scope): string {
  const [logicalId, attribute, ...more] =
    typeof argument === 'string' ? argument.split(/\.(.*)/s, 2) : (itemsOf(argument) ?? []);
  if (membersOf(attribute)) throw new NotModelled('a function as the attribute of Fn::GetAtt');
  if (typeof logicalId === 'string' && typeof attribute === 'string' && more.length === 0) {
    return scope.getAtt(logicalId, attribute);
  }
  throw templateError(
    'Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource ' +
      `attribute, got ${JSON.stringify(argument)}`,
  );
}

/** `["Condition", then, else]`. */
function ifElse(argument: unknown, scope: Scope): unknown {
  const [condition, whenTrue, whenFalse, ...more] = itemsOf(argument) ?? [];
  if (typeof condition !== 'string' || whenTrue === undefined || whenFalse === undefined || more.length > 0) {
    throw templateError(
      'Template error: Fn::If requires a list argument with three elements, the first one the name of a condition, got ' +
        JSON.stringify(argument),
    );
  }
  const holds = scope.condition(condition);
  if (holds === 'both') resolve(whenFalse, scope);
  return resolve(holds ? whenTrue : whenFalse, scope);
}

/** `"text ${Name} ${Resource.Attribute} ${!Literal}"`. AWS: "Fn::Sub", CloudFormation Template Reference. */
function sub(argument: unknown, scope: Scope): string {
  if (itemsOf(argument)) throw new NotModelled('Fn::Sub with a map of variables');
  if (typeof argument !== 'string') throw malformedSub(argument);
  return argument.replaceAll(/\$\{([^}]*)(\})?/g, (_, name: string, end?: string) => {
    if (end === undefined || !/^(!.*|[A-Za-z0-9_.:]+)$/s.test(name)) throw malformedSub(argument);
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value = name.includes('.') ? getAtt(name, scope) : scope.ref(name);
    if (value !== NO_VALUE) return value;
    throw templateError(`Template error: variable ${name} in Fn::Sub expression does not resolve to a string`);
  });
}

function malformedSub(argument: unknown): Error {
  return templateError(
    "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first " +
      'argument, and an optional second argument to specify a mapping of values to replace in the string, got ' +
      JSON.stringify(argument),
  );
}

function join(argument: unknown, scope: Scope): string {
  const [delimiter, list, ...more] = itemsOf(argument) ?? [];
  const texts = itemsOf(resolve(list, scope))?.map(scalarText);
  if (typeof delimiter === 'string' && texts && more.length === 0 && !texts.includes(undefined)) {
    return texts.join(delimiter);
  }
  throw templateError(
    'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings ' +
      `to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined, got ${JSON.stringify(argument)}.`,
  );
}

function split(argument: unknown, scope: Scope): string[] {
  const [delimiter, text, ...more] = itemsOf(argument) ?? [];
  const source = resolve(text, scope);
  if (typeof delimiter === 'string' && delimiter !== '' && typeof source === 'string' && more.length === 0) {
    return source.split(delimiter);
  }
  throw templateError(
    'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be ' +
      `split or a function that returns a string to be split, got ${JSON.stringify(argument)}.`,
  );
}
