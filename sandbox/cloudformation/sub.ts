import { templateError } from './template-error';
import { itemsOf, membersOf } from '../core/json';

type Part = { readonly text: string } | { readonly name: string };

/** An Fn::Sub taken apart: literal texts and names, and the values that its own map gives. */
export interface Substitution {
  readonly parts: readonly Part[];
  readonly variables: ReadonlyMap<string, unknown>;
}

/**
 * `"text ${Name} ${Resource.Attribute} ${!Literal}"`, or that and a map. AWS: "Fn::Sub", CloudFormation Template Reference.
 * @throws AwsError ValidationError
 */
export function parseSub(argument: unknown): Substitution {
  const [text, map, ...more] = typeof argument === 'string' ? [argument, {}] : (itemsOf(argument) ?? []);
  const variables = membersOf(map);
  if (typeof text !== 'string' || !variables || more.length > 0) throw malformed(argument);
  const parts = text.split(/(\$\{[^}]*\})/).flatMap((piece): Part[] => {
    const name = /^\$\{([^}]*)\}$/.exec(piece)?.[1];
    if (name === undefined && piece.includes('${')) throw malformed(argument);
    if (name === undefined) return piece === '' ? [] : [{ text: piece }];
    if (name.startsWith('!')) return [{ text: `\${${name.slice(1)}}` }];
    if (!/^[A-Za-z0-9_.:]+$/.test(name)) throw malformed(argument);
    return [{ name }];
  });
  return { parts, variables };
}

function malformed(argument: unknown): Error {
  return templateError(
    "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first " +
      'argument, and an optional second argument to specify a mapping of values to replace in the string, got ' +
      JSON.stringify(argument),
  );
}
