import { NotModelled } from '../core/aws-error';
import { getAttArguments, ifArguments, type Intrinsic, intrinsicOf, refArgument } from './intrinsic';
import { parseSub, type Substitution } from './sub';
import { templateError } from './template-error';
import { itemsOf, membersOf, scalarText } from '../core/json';

/** What AWS::NoValue leaves: the property or the list's element is taken away. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** What a function looks up while it is resolved. Each throws AwsError or NotModelled for a name that it does not know. */
export interface Scope {
  ref(name: string): string | typeof NO_VALUE;
  getAtt(logicalId: string, attribute: string): string;
  condition(name: string): boolean;
}

/**
 * The value with each intrinsic function replaced by what it says, or NO_VALUE.
 * AWS: "Intrinsic function reference", CloudFormation Template Reference.
 * @throws AwsError ValidationError; NotModelled for any other function
 */
export function resolve(value: unknown, scope: Scope): unknown {
  const intrinsic = intrinsicOf(value);
  if (intrinsic) return resolveIntrinsic(intrinsic, scope);
  const items = itemsOf(value);
  if (items) return items.map((item) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  const members = membersOf(value);
  if (!members) return value;
  return Object.fromEntries(
    [...members].map(([key, member]) => [key, resolve(member, scope)]).filter(([, member]) => member !== NO_VALUE),
  );
}

function resolveIntrinsic({ name, argument }: Intrinsic, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return scope.ref(refArgument(argument));
    case 'Fn::GetAtt': {
      const { logicalId, attribute } = getAttArguments(argument);
      return scope.getAtt(logicalId, attribute);
    }
    case 'Fn::If': {
      const { condition, whenTrue, whenFalse } = ifArguments(argument);
      return resolve(scope.condition(condition) ? whenTrue : whenFalse, scope);
    }
    case 'Fn::Sub':
      return sub(parseSub(argument), scope);
    case 'Fn::Join':
      return join(argument, scope);
    case 'Fn::Select':
      return select(argument, scope);
    case 'Fn::Split':
      return split(argument, scope);
    default:
      throw new NotModelled(`the function ${name}`);
  }
}

function sub({ parts, variables }: Substitution, scope: Scope): string {
  return parts
    .map((part) => {
      if ('text' in part) return part.text;
      const value = variables.has(part.name)
        ? scalarText(resolve(variables.get(part.name), scope))
        : substitute(part.name, scope);
      if (typeof value === 'string') return value;
      throw templateError(`Template error: variable ${part.name} in Fn::Sub expression does not resolve to a string`);
    })
    .join('');
}

function substitute(name: string, scope: Scope): string | typeof NO_VALUE {
  if (!name.includes('.')) return scope.ref(name);
  const { logicalId, attribute } = getAttArguments(name);
  return scope.getAtt(logicalId, attribute);
}

function join(argument: unknown, scope: Scope): string {
  const [delimiter, list, ...more] = itemsOf(argument) ?? [];
  const texts = itemsOf(resolve(list, scope))?.map(scalarText);
  if (typeof delimiter !== 'string' || !texts || more.length > 0 || texts.includes(undefined)) {
    throw templateError(
      'Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings ' +
        `to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined, got ${JSON.stringify(argument)}.`,
    );
  }
  return texts.join(delimiter);
}

function select(argument: unknown, scope: Scope): unknown {
  const [position, list, ...more] = itemsOf(argument) ?? [];
  const index = scalarText(resolve(position, scope));
  const items = itemsOf(resolve(list, scope));
  if (index === undefined || !/^\d+$/.test(index) || !items || more.length > 0) {
    throw templateError(
      'Template error: every Fn::Select object requires two parameters, an index and a list of strings, got ' +
        JSON.stringify(argument),
    );
  }
  const item = items[Number(index)];
  if (item === undefined) {
    throw templateError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
  }
  return item;
}

function split(argument: unknown, scope: Scope): string[] {
  const [delimiter, text, ...more] = itemsOf(argument) ?? [];
  const source = resolve(text, scope);
  if (typeof delimiter !== 'string' || delimiter === '' || typeof source !== 'string' || more.length > 0) {
    throw templateError(
      'Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be ' +
        `split or a function that returns a string to be split, got ${JSON.stringify(argument)}.`,
    );
  }
  return source.split(delimiter);
}
