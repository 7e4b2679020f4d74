import type { Fields } from '../core/fields';
import type { AuthorizedResource, Caller } from '../policy/caller';

/** One API operation: what is authorized, and what is done. The output is encoded by the SDK's own schema. */
export interface Operation {
  /** The resources that the caller needs the action on; `*` where AWS offers none. */
  authorize(input: Fields): readonly AuthorizedResource[];
  /** IAM action, where it is not `service:OperationName`. */
  readonly action?: string;
  handle(input: Fields, caller: Caller): object | undefined | Promise<object | undefined>;
}

export type Operations = Readonly<Record<string, Operation>>;
