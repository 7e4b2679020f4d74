import type { Fields } from '../core/fields';
import type { AuthorizedResource, Caller } from '../policy/caller';

/**
 * One API operation. It reads the whole request before anything is looked up: AWS refuses a malformed request first, then
 * a caller who lacks permission, and only then a resource that does not exist.
 */
export type Operation = (input: Fields) => WellFormedRequest;

interface WellFormedRequest {
  /** The resources that the caller needs permission for; `*` if AWS offers no resource-level permission. */
  authorize(): readonly AuthorizedResource[];
  /** The output is encoded by the SDK's own schema. */
  handle(caller: Caller): object | undefined | Promise<object | undefined>;
}

export type Operations = Readonly<Record<string, Operation>>;
