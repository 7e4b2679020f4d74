import { resolve } from './resolve';

/** The names that a part of the template mentions. */
export interface References {
  /** What Ref and Fn::Sub name without an attribute: a parameter, a pseudo parameter or a resource. */
  readonly refs: ReadonlySet<string>;
  /** The resources whose attributes Fn::GetAtt and Fn::Sub read. */
  readonly attributes: ReadonlySet<string>;
  /** The conditions of each Fn::If. */
  readonly conditions: ReadonlySet<string>;
}

/**
 * Collects every name in the value before any resource is created: it resolves the value in a scope that records names.
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
