import { NotModelled } from '../core/aws-error';
import { getAttArguments, ifArguments, type Intrinsic, intrinsicOf, refArgument } from './intrinsic';
import { parseSub } from './sub';
import { itemsOf, membersOf } from '../core/json';

/** The names that a part of the template mentions. */
export interface References {
  /** What Ref and Fn::Sub name without an attribute: a parameter, a pseudo parameter or a resource. */
  readonly refs: ReadonlySet<string>;
  /** The resources that Fn::GetAtt and Fn::Sub want an attribute of. */
  readonly attributes: ReadonlySet<string>;
  /** The conditions of each Fn::If. */
  readonly conditions: ReadonlySet<string>;
}

/** Which branches of an Fn::If count: by its condition's name. */
export type Branches = 'both' | ((condition: string) => boolean);

/** Every name in the value, before anything is resolved. @throws AwsError ValidationError; NotModelled */
export function referencesOf(value: unknown, branches: Branches): References {
  const found = { refs: new Set<string>(), attributes: new Set<string>(), conditions: new Set<string>() };
  collect(value, branches, found);
  return found;
}

interface Found {
  readonly refs: Set<string>;
  readonly attributes: Set<string>;
  readonly conditions: Set<string>;
}

function collect(value: unknown, branches: Branches, found: Found): void {
  const intrinsic = intrinsicOf(value);
  if (intrinsic) {
    collectIntrinsic(intrinsic, branches, found);
    return;
  }
  for (const item of itemsOf(value) ?? membersOf(value)?.values() ?? []) collect(item, branches, found);
}

function collectIntrinsic({ name, argument }: Intrinsic, branches: Branches, found: Found): void {
  switch (name) {
    case 'Ref':
      found.refs.add(refArgument(argument));
      return;
    case 'Fn::GetAtt':
      found.attributes.add(getAttArguments(argument).logicalId);
      return;
    case 'Fn::Sub': {
      const { parts, variables } = parseSub(argument);
      for (const part of parts) {
        if ('text' in part || variables.has(part.name)) continue;
        if (part.name.includes('.')) found.attributes.add(getAttArguments(part.name).logicalId);
        else found.refs.add(part.name);
      }
      for (const variable of variables.values()) collect(variable, branches, found);
      return;
    }
    case 'Fn::If': {
      const { condition, whenTrue, whenFalse } = ifArguments(argument);
      found.conditions.add(condition);
      const taken = branches === 'both' ? [whenTrue, whenFalse] : [branches(condition) ? whenTrue : whenFalse];
      collect(taken, branches, found);
      return;
    }
    case 'Fn::Join':
    case 'Fn::Select':
    case 'Fn::Split':
      collect(argument, branches, found);
      return;
    default:
      throw new NotModelled(`the function ${name}`);
  }
}
