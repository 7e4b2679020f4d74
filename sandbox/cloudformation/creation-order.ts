import { NotModelled } from '../core/aws-error';
import { unresolvedCondition } from './conditions';
import { inOrderOfDependency } from './order';
import { referencesOf } from './references';
import type { ResourceDeclaration, Template } from './template';
import { templateError } from './template-error';

/** What is known of the template's names before anything is made. */
export interface Names {
  /** Whether a parameter or a pseudo parameter has this name. */
  isParameter(name: string): boolean;
  isCondition(name: string): boolean;
  /** Whether the condition holds. */
  holds(condition: string): boolean;
}

/**
 * Every name that the template mentions exists, in the branches too that are not taken now.
 * @throws AwsError ValidationError, in CloudFormation's words
 */
export function checkReferences(template: Template, names: Names): void {
  const blocks = [
    ...template.resources.map((resource) => ({
      block: 'Resources',
      condition: resource.condition,
      value: [resource.metadata, resource.properties],
      also: resource.dependsOn,
    })),
    ...template.outputs.map(({ condition, value }) => ({ block: 'Outputs', condition, value, also: [] })),
  ];
  const logicalIds = new Set(template.resources.map(({ logicalId }) => logicalId));
  for (const { block, condition, value, also } of blocks) {
    const { refs, attributes, conditions } = referencesOf(value, 'both');
    const resources = [...refs].filter((name) => !names.isParameter(name));
    const missing = [...resources, ...attributes, ...also].filter((name) => !logicalIds.has(name));
    if (missing.length > 0) throw unresolved(missing, block);
    for (const name of [...conditions, ...(condition === undefined ? [] : [condition])]) {
      if (!names.isCondition(name)) throw unresolvedCondition(name, block);
    }
  }
}

/**
 * The resources whose condition holds, each after what it depends on.
 * @throws AwsError ValidationError for a circle, or for a reference to a resource that is not made; NotModelled
 */
export function creationOrder(template: Template, names: Names): ResourceDeclaration[] {
  const made = new Map(
    template.resources
      .filter(({ condition }) => holds(condition, names))
      .map((resource) => [resource.logicalId, resource]),
  );
  const dependencies = [...made.values()].map((resource) => {
    for (const name of resource.dependsOn) {
      if (made.has(name)) continue;
      throw new NotModelled(`DependsOn ${name}, of ${resource.logicalId}, where a condition leaves ${name} out`);
    }
    const mentioned = resourcesIn([resource.metadata, resource.properties], names);
    requireMade(mentioned, made, 'Resources');
    return [resource.logicalId, new Set([...resource.dependsOn, ...mentioned])] as const;
  });
  return inOrderOfDependency(new Map(dependencies)).flatMap((logicalId) => made.get(logicalId) ?? []);
}

/** The outputs whose condition holds. @throws AwsError ValidationError for a reference to a resource that is not made */
export function outputsOf(template: Template, names: Names): Template['outputs'] {
  const made = new Set(
    template.resources.filter(({ condition }) => holds(condition, names)).map(({ logicalId }) => logicalId),
  );
  const outputs = template.outputs.filter(({ condition }) => holds(condition, names));
  for (const { value } of outputs) requireMade(resourcesIn(value, names), made, 'Outputs');
  return outputs;
}

function holds(condition: string | undefined, names: Names): boolean {
  return condition === undefined || names.holds(condition);
}

function resourcesIn(value: unknown, names: Names): string[] {
  const { refs, attributes } = referencesOf(value, (condition) => names.holds(condition));
  return [...[...refs].filter((name) => !names.isParameter(name)), ...attributes];
}

function requireMade(mentioned: readonly string[], made: { has(name: string): boolean }, block: string): void {
  const missing = mentioned.filter((name) => !made.has(name));
  if (missing.length > 0) throw unresolved(missing, block);
}

function unresolved(names: readonly string[], block: string): Error {
  return templateError(
    `Template format error: Unresolved resource dependencies [${[...new Set(names)].join(', ')}] in the ${block} block of the template`,
  );
}
