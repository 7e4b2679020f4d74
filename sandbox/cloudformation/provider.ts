import type { Account } from '../core/account';
import { AwsError } from '../core/aws-error';
import type { Properties } from './properties';

/** Creates, changes and deletes resources of one type. What a provider cannot do fails by name. */
export interface ResourceProvider {
  create(properties: Properties, context: ResourceContext): CreatedResource | Promise<CreatedResource>;
  /** Changes a resource in place: `physicalName` gives its physical id, which it keeps. */
  update?(properties: Properties, context: ResourceContext): CreatedResource | Promise<CreatedResource>;
  /** The properties that cannot be changed in place: the resource is replaced. AWS: "Update requires: Replacement". */
  readonly createOnly?: readonly string[];
  /** @param properties those of the resource as it is */
  delete?(physicalId: string, properties: Properties): void | Promise<void>;
}

export interface ResourceContext {
  readonly logicalId: string;
  readonly account: Account;
  /** A new name for a resource that the template does not name. */
  readonly physicalName: (maxLength: number) => string;
}

export interface CreatedResource {
  /** The value of Ref: the physical id. */
  readonly ref: string;
  /** The values of Fn::GetAtt, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** For a service that creates and changes a resource by the same call, e.g. PutMetricAlarm. */
export function put(write: ResourceProvider['create']): Required<Pick<ResourceProvider, 'create' | 'update'>> {
  return { create: write, update: write };
}

/**
 * The error for a resource of a given name that is there already: a stack never takes over another's.
 * AWS: "Resource type handler contract", CloudFormation Command Line Interface User Guide.
 */
export function alreadyExists(type: string, name: string): AwsError {
  return new AwsError('AlreadyExists', `Resource of type '${type}' with identifier '${name}' already exists.`);
}

/** The providers by resource type, e.g. `AWS::IAM::Role`. */
export type ResourceProviders = Readonly<Record<string, ResourceProvider>>;
