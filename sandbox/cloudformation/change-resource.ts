import type { Account, Ids } from '../core/account';
import { AwsError, NotModelled } from '../core/aws-error';
import { type SecretText, withSecrets } from './dynamic-references';
import { physicalName } from './physical-name';
import { Properties } from './properties';
import type { CreatedResource, ResourceProvider, ResourceProviders } from './provider';

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
  readonly status: `${Action}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';
  /** Of a failure. */
  readonly reason?: string;
}

export interface ChangeOptions {
  readonly account: Account;
  readonly ids: Ids;
  readonly providers: ResourceProviders;
  /** Without it, the account has no secrets. */
  readonly secretText?: SecretText;
  readonly report?: (event: ResourceEvent) => void;
}

/** A resource as declared, with its functions resolved. */
export type DeclaredResource = Pick<StackResource, 'type' | 'properties' | 'retained'> & { readonly logicalId: string };

type Action = 'CREATE' | 'UPDATE' | 'DELETE';

/** @param replaced the resource that it replaces @throws as `change` does */
export async function createResource(
  declared: DeclaredResource,
  stackName: string,
  options: ChangeOptions,
  replaced?: StackResource,
): Promise<StackResource> {
  const { logicalId, type } = declared;
  const { account, ids } = options;
  const name = (maxLength: number) => physicalName(stackName, logicalId, maxLength, ids);
  return await change(replaced ? 'UPDATE' : 'CREATE', declared, replaced?.physicalId, options, async () => {
    const properties = propertiesOf(declared, options);
    return await providerOf(type, options).create(properties, { logicalId, account, physicalName: name });
  });
}

/** Changes a resource in place. @throws as `change` does */
export async function updateResource(
  declared: DeclaredResource,
  { physicalId }: StackResource,
  options: ChangeOptions,
): Promise<StackResource> {
  const { logicalId, type } = declared;
  const { account } = options;
  return await change('UPDATE', declared, physicalId, options, async () => {
    const provider = providerOf(type, options);
    if (!provider.update) throw new NotModelled(`an update of ${type} in place, of ${logicalId}`);
    const properties = propertiesOf(declared, options);
    return await provider.update(properties, { logicalId, account, physicalName: () => physicalId });
  });
}

/** Deletes a resource, unless it is retained. @throws as `change` does */
export async function deleteResource(
  logicalId: string,
  resource: StackResource,
  options: ChangeOptions,
): Promise<void> {
  const { type, physicalId, attributes } = resource;
  if (resource.retained) {
    options.report?.({ logicalId, type, physicalId, status: 'DELETE_SKIPPED' });
    return;
  }
  await change('DELETE', { ...resource, logicalId }, physicalId, options, async () => {
    const provider = providerOf(type, options);
    if (!provider.delete) throw new NotModelled(`the deletion of ${type}, of ${logicalId}`);
    await provider.delete(physicalId, Properties.of(logicalId, type, resource.properties));
    return { ref: physicalId, attributes };
  });
}

function propertiesOf({ logicalId, type, properties }: DeclaredResource, { secretText }: ChangeOptions): Properties {
  return Properties.of(logicalId, type, secretText ? withSecrets(properties, secretText) : properties);
}

export function providerOf(type: string, { providers }: Pick<ChangeOptions, 'providers'>): ResourceProvider {
  const provider = providers[type];
  if (provider) return provider;
  throw new NotModelled(`the resource type ${type}`);
}

/**
 * Makes a change, and reports its beginning and its end.
 * @throws AwsError as the resource's service refuses, naming the resource; NotModelled by name
 */
async function change(
  action: Action,
  { logicalId, type, properties, retained }: DeclaredResource,
  physicalId = '',
  { report = () => undefined }: ChangeOptions,
  make: () => Promise<CreatedResource>,
): Promise<StackResource> {
  report({ logicalId, type, physicalId, status: `${action}_IN_PROGRESS` });
  try {
    const { ref, attributes } = await make();
    report({ logicalId, type, physicalId: ref, status: `${action}_COMPLETE` });
    return { type, physicalId: ref, attributes, properties, retained };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report({ logicalId, type, physicalId, status: `${action}_FAILED`, reason });
    const name = `${logicalId} (${type})`;
    if (!(error instanceof AwsError) || error.message.includes(name)) throw error;
    throw new AwsError(error.code, `${name} failed to ${action.toLowerCase()}: ${error.message}`, error.status);
  }
}
