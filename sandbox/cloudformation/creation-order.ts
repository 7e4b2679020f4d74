import { NotModelled } from '../core/aws-error';
import { unresolvedCondition } from './conditions';
import { referencesOf } from './references';
import type { ResourceDeclaration } from './template';
import { templateError } from './template-error';

/** What is known about the template's names before any resource is created. */
export interface Names {
  /** Whether a parameter or a pseudo parameter has this name. */
  isParameter(name: string): boolean;
  isCondition(name: string): boolean;
  /** Whether the condition holds. */
  holds(condition: string): boolean;
}

/**
 * Checks that every name a resource mentions exists, in both branches of each Fn::If.
 * @throws AwsError ValidationError, with CloudFormation's message
 */
export function checkReferences(declarations: readonly ResourceDeclaration[], names: Names): void {
  const logicalIds = new Set(declarations.map(({ logicalId }) => logicalId));
  for (const { condition, properties, dependsOn } of declarations) {
    const { refs, attributes, conditions } = referencesOf(properties, 'both');
    const resources = [...refs].filter((name) => !names.isParameter(name));
    requireAll([...resources, ...attributes, ...dependsOn], logicalIds);
    for (const name of [...conditions, ...(condition === undefined ? [] : [condition])]) {
      if (!names.isCondition(name)) throw unresolvedCondition(name, 'Resources');
    }
  }
}

/**
 * The resources whose condition is true, each after the ones it depends on.
 * @throws AwsError ValidationError for a circle or a reference to a resource that is not created; NotModelled
 */
export function creationOrder(declarations: readonly ResourceDeclaration[], names: Names): ResourceDeclaration[] {
  const made = new Map(
    declarations
      .filter(({ condition }) => condition === undefined || names.holds(condition))
      .map((resource) => [resource.logicalId, resource]),
  );
  const ordered = new Set<ResourceDeclaration>();
  const visit = (resource: ResourceDeclaration, path: readonly ResourceDeclaration[]): void => {
    if (ordered.has(resource)) return;
    if (path.includes(resource)) {
      const circle = path.slice(path.indexOf(resource)).map(({ logicalId }) => logicalId);
      throw templateError(`Circular dependency between resources: [${circle.join(', ')}]`);
    }
    for (const name of dependenciesOf(resource, made, names)) {
      const dependency = made.get(name);
      if (dependency) visit(dependency, [...path, resource]);
    }
    ordered.add(resource);
  };
  for (const resource of made.values()) visit(resource, []);
  return [...ordered];
}

function dependenciesOf(
  { logicalId, dependsOn, properties }: ResourceDeclaration,
  made: ReadonlyMap<string, unknown>,
  names: Names,
): string[] {
  const left = dependsOn.find((name) => !made.has(name));
  if (left !== undefined) {
    throw new NotModelled(`DependsOn ${left}, of ${logicalId}, if a condition leaves ${left} out`);
  }
  const { refs, attributes } = referencesOf(properties, (condition) => names.holds(condition));
  const mentioned = [...[...refs].filter((name) => !names.isParameter(name)), ...attributes];
  requireAll(mentioned, made);
  return [...dependsOn, ...mentioned];
}

function requireAll(names: readonly string[], known: { has(name: string): boolean }): void {
  const missing = new Set(names.filter((name) => !known.has(name)));
  if (missing.size === 0) return;
  throw templateError(
    `Template format error: Unresolved resource dependencies [${[...missing].join(', ')}] in the Resources block of the template`,
  );
}
