import { resolve } from './resolve';

/** The names that a part of the template mentions. */
export interface References {
  /** What Ref and Fn::Sub name without an attribute: a parameter, a pseudo parameter or a resource. */
  readonly refs: ReadonlySet<string>;
  /** The resources of which Fn::GetAtt and Fn::Sub read an attribute. */
  readonly attributes: ReadonlySet<string>;
  /** The conditions of each Fn::If. */
  readonly conditions: ReadonlySet<string>;
}

/**
 * Every name in the value, before anything is made: the value is resolved with a scope that takes note of the names.
 * @param branches which branches of an Fn::If count, by its condition's name
 * @throws AwsError ValidationError; NotModelled
 */
export function referencesOf(value: unknown, branches: 'both' | ((condition: string) => boolean)): References {
  const found = { refs: new Set<string>(), attributes: new Set<string>(), conditions: new Set<string>() };
  resolve(value, {
    ref: (name) => {
      found.refs.add(name);
      return '';
    },
    getAtt: (logicalId) => {
      found.attributes.add(logicalId);
      return '';
    },
    condition: (name) => {
      found.conditions.add(name);
      return branches === 'both' ? branches : branches(name);
    },
  });
  return found;
}
