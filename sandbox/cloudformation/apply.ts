import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../core/aws-error';
import { membersOf } from '../core/json';
import {
  type ChangeOptions,
  createResource,
  deleteResource,
  providerOf,
  type StackResource,
  updateResource,
} from './change-resource';
import type { Plan } from './plan';
import type { ResourceProvider } from './provider';
import type { ResourceDeclaration } from './template';
import { templateError } from './template-error';

/** A stack's resources by logical id, each after those that it depends on. */
export type StackResources = Map<string, StackResource>;

/** A resource that a stack no longer has. */
type Outdated = readonly [logicalId: string, resource: StackResource];

/**
 * Creates and changes a stack's resources as its plan declares. AWS: "Update behaviors of stack resources",
 * CloudFormation User Guide.
 * @param resources kept up to date at each step: if one fails, `rollBack` undoes those before it
 * @returns the resources that were replaced or are no longer declared, for `cleanUp`
 * @throws AwsError as a resource's service refuses, naming the resource; NotModelled by name
 */
export async function applyPlan(plan: Plan, resources: StackResources, options: ChangeOptions): Promise<Outdated[]> {
  const before = [...resources];
  for (const declaration of plan.resources) {
    resources.set(declaration.logicalId, await bring(declaration, plan, resources, options));
  }
  const declared = new Map(plan.resources.map(({ logicalId }) => [logicalId, made(logicalId, resources)]));
  become(resources, declared);
  return before.flatMap(([logicalId, resource]): Outdated[] => {
    const present = declared.get(logicalId);
    if (!present) return [[logicalId, resource]];
    // The DeletionPolicy does not concern a resource that is replaced.
    return present.physicalId === resource.physicalId ? [] : [[logicalId, { ...resource, retained: false }]];
  });
}

/**
 * Deletes what an update has left, the last first. A resource that cannot be deleted stays, and is no longer part of the
 * stack: CloudFormation "tries to delete a resource three times" and then "skips the resource and continues the cleanup"
 * (AWS re:Post, "Why is my CloudFormation stack stuck in the … UPDATE_COMPLETE_CLEANUP_IN_PROGRESS state?").
 */
export async function cleanUp(outdated: readonly Outdated[], options: ChangeOptions): Promise<void> {
  for (const [logicalId, resource] of outdated.toReversed()) {
    await deleteResource(logicalId, resource, options).catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
    });
  }
}

/** Undoes what a failed `applyPlan` did, the last first. @throws as `applyPlan` does */
export async function rollBack(
  before: ReadonlyMap<string, StackResource>,
  resources: StackResources,
  options: ChangeOptions,
): Promise<void> {
  for (const [logicalId, resource] of [...resources].toReversed()) {
    const old = before.get(logicalId);
    if (old?.physicalId !== resource.physicalId) {
      await deleteResource(logicalId, { ...resource, retained: false }, options);
    } else if (!isDeepStrictEqual(old.properties, resource.properties)) {
      await updateResource({ ...old, logicalId }, resource, options);
    }
  }
  become(resources, before);
}

/** Deletes all resources of a stack, the last first. The first that fails stays, with all that were made before it. */
export async function deleteResources(resources: StackResources, options: ChangeOptions): Promise<void> {
  for (const [logicalId, resource] of [...resources].toReversed()) {
    await deleteResource(logicalId, resource, options);
    resources.delete(logicalId);
  }
}

/** The resource as declared: as it is, changed in place, or made anew. */
async function bring(
  declaration: ResourceDeclaration,
  plan: Plan,
  resources: StackResources,
  options: ChangeOptions,
): Promise<StackResource> {
  const properties = plan.propertiesOf(declaration, {
    ref: (name) => made(name, resources).physicalId,
    getAtt: (name, attribute) => attributeOf(name, made(name, resources), attribute),
  });
  const present = resources.get(declaration.logicalId);
  if (present && isDeepStrictEqual(present.properties, properties)) {
    return { ...present, retained: declaration.retained };
  }
  const declared = { ...declaration, properties };
  if (present && !isReplaced(present.properties, properties, providerOf(declaration.type, options))) {
    return await updateResource(declared, present, options);
  }
  return await createResource(declared, plan.stackName, options, present);
}

function isReplaced(before: unknown, after: unknown, { createOnly = [] }: ResourceProvider): boolean {
  const [old, wanted] = [membersOf(before), membersOf(after)];
  return createOnly.some((name) => !isDeepStrictEqual(old?.get(name), wanted?.get(name)));
}

function become(resources: StackResources, others: ReadonlyMap<string, StackResource>): void {
  resources.clear();
  for (const [logicalId, resource] of others) resources.set(logicalId, resource);
}

function made(logicalId: string, resources: StackResources): StackResource {
  const resource = resources.get(logicalId);
  if (!resource) throw new Error(`the resource ${logicalId} is needed before it is made`);
  return resource;
}

function attributeOf(logicalId: string, { attributes }: StackResource, attribute: string): string {
  const value = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (value !== undefined) return value;
  throw templateError(
    `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`,
  );
}
