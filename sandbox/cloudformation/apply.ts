import { isDeepStrictEqual } from 'node:util';
import type { Account, Ids } from '../core/account';
import { AwsError, NotModelled } from '../core/aws-error';
import { membersOf } from '../core/json';
import { physicalName } from './physical-name';
import type { Plan } from './plan';
import { Properties } from './properties';
import type { CreatedResource, ResourceProvider, ResourceProviders } from './provider';
import type { ResourceDeclaration } from './template';
import { templateError } from './template-error';

/** A resource of a stack. */
export interface StackResource {
  readonly type: string;
  /** The value of Ref. */
  readonly physicalId: string;
  /** The values of Fn::GetAtt. */
  readonly attributes: Readonly<Record<string, string>>;
  /** With their functions resolved. */
  readonly properties: unknown;
  /** Its DeletionPolicy: whether it outlives the stack, or its removal from the template. */
  readonly retained: boolean;
}

/** What happens to a resource, as a stack event shows it. */
export interface ResourceEvent {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: `${'CREATE' | 'UPDATE' | 'DELETE'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';
  /** Of a failure. */
  readonly reason?: string;
}

export interface ApplyOptions {
  readonly account: Account;
  readonly ids: Ids;
  readonly providers: ResourceProviders;
  readonly report?: (event: ResourceEvent) => void;
}

/**
 * Brings a stack's resources to what its plan declares: it creates and changes them in order, then deletes those that
 * were replaced or are no longer declared. AWS: "Update behaviors of stack resources", CloudFormation User Guide.
 * @param resources by logical id; kept up to date at each step, so a failure shows how far the stack came
 * @throws AwsError as a resource's service refuses, naming the resource; NotModelled by name
 */
export async function applyPlan(
  plan: Plan,
  resources: Map<string, StackResource>,
  options: ApplyOptions,
): Promise<void> {
  const before = new Map(resources);
  for (const declaration of plan.resources) {
    resources.set(declaration.logicalId, await bring(declaration, plan, resources, options));
  }
  const declared = new Map(plan.resources.map(({ logicalId }) => [logicalId, made(logicalId, resources)]));
  const outdated = [...before].flatMap(([logicalId, resource]): Removal[] => {
    const present = declared.get(logicalId);
    if (!present) return [[logicalId, resource]];
    // The DeletionPolicy does not concern a resource that is replaced.
    return present.physicalId === resource.physicalId ? [] : [[logicalId, { ...resource, retained: false }]];
  });
  resources.clear();
  for (const [logicalId, resource] of declared) resources.set(logicalId, resource);
  await remove(outdated, options);
}

type Removal = readonly [logicalId: string, resource: StackResource];

/** Deletes all resources of a stack, the last first. The first that fails stays, with all that were made before it. */
export async function deleteResources(resources: Map<string, StackResource>, options: ApplyOptions): Promise<void> {
  for (const entry of [...resources].toReversed()) {
    await remove([entry], options);
    resources.delete(entry[0]);
  }
}

/** The resource as declared: as it is, changed in place, or made anew. */
async function bring(
  declaration: ResourceDeclaration,
  plan: Plan,
  resources: ReadonlyMap<string, StackResource>,
  options: ApplyOptions,
): Promise<StackResource> {
  const { logicalId, type, retained } = declaration;
  const values = plan.propertiesOf(declaration, {
    ref: (name) => made(name, resources).physicalId,
    getAtt: (name, attribute) => attributeOf(name, made(name, resources), attribute),
  });
  const present = resources.get(logicalId);
  if (present && isDeepStrictEqual(present.properties, values)) return { ...present, retained };
  const provider = providerOf(type, options);
  const { account, ids } = options;
  const properties = Properties.of(logicalId, type, values);
  const subject = { logicalId, type, physicalId: present?.physicalId ?? '' };
  const change = async (): Promise<CreatedResource> => {
    if (!present || isReplaced(present.properties, values, provider)) {
      const name = (maxLength: number) => physicalName(plan.stackName, logicalId, maxLength, ids);
      return await provider.create(properties, { logicalId, account, physicalName: name });
    }
    if (!provider.update) throw new NotModelled(`an update of ${type} in place, of ${logicalId}`);
    return await provider.update(properties, { logicalId, account, physicalName: () => present.physicalId });
  };
  const { ref, attributes } = await reported(subject, present ? 'UPDATE' : 'CREATE', options, change);
  return { type, physicalId: ref, attributes, properties: values, retained };
}

async function remove(resources: readonly Removal[], options: ApplyOptions): Promise<void> {
  for (const [logicalId, { type, physicalId, properties, retained }] of resources.toReversed()) {
    if (retained) {
      options.report?.({ logicalId, type, physicalId, status: 'DELETE_SKIPPED' });
      continue;
    }
    const provider = providerOf(type, options);
    await reported({ logicalId, type, physicalId }, 'DELETE', options, async () => {
      if (!provider.delete) throw new NotModelled(`the deletion of ${type}, of ${logicalId}`);
      await provider.delete(physicalId, Properties.of(logicalId, type, properties));
      return undefined;
    });
  }
}

/** Reports the beginning and the end of a change. An error of the service names the resource. */
async function reported<T extends CreatedResource | undefined>(
  subject: Pick<ResourceEvent, 'logicalId' | 'type' | 'physicalId'>,
  action: 'CREATE' | 'UPDATE' | 'DELETE',
  { report = () => undefined }: ApplyOptions,
  change: () => Promise<T>,
): Promise<T> {
  report({ ...subject, status: `${action}_IN_PROGRESS` });
  try {
    const result = await change();
    report({ ...subject, physicalId: result?.ref ?? subject.physicalId, status: `${action}_COMPLETE` });
    return result;
  } catch (error) {
    report({ ...subject, status: `${action}_FAILED`, reason: error instanceof Error ? error.message : String(error) });
    const name = `${subject.logicalId} (${subject.type})`;
    if (!(error instanceof AwsError) || error.message.includes(name)) throw error;
    throw new AwsError(error.code, `${name} failed to ${action.toLowerCase()}: ${error.message}`, error.status);
  }
}

function isReplaced(before: unknown, after: unknown, { createOnly = [] }: ResourceProvider): boolean {
  const [old, wanted] = [membersOf(before), membersOf(after)];
  return createOnly.some((name) => !isDeepStrictEqual(old?.get(name), wanted?.get(name)));
}

function providerOf(type: string, { providers }: ApplyOptions): ResourceProvider {
  const provider = providers[type];
  if (provider) return provider;
  throw new NotModelled(`the resource type ${type}`);
}

function made(logicalId: string, resources: ReadonlyMap<string, StackResource>): StackResource {
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
