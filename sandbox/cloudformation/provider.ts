import type { Account } from '../core/account';
import type { Properties } from './properties';

/** Creates resources of one type. */
export interface ResourceProvider {
  create(properties: Properties, context: ResourceContext): CreatedResource | Promise<CreatedResource>;
}

interface ResourceContext {
  readonly logicalId: string;
  readonly account: Account;
  /** A new name for a resource that the template does not name. */
  readonly physicalName: (maxLength: number) => string;
}

interface CreatedResource {
  /** The value of Ref: the physical id. */
  readonly ref: string;
  /** The values of Fn::GetAtt, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The providers by resource type, e.g. `AWS::IAM::Role`. */
export type ResourceProviders = Readonly<Record<string, ResourceProvider>>;
