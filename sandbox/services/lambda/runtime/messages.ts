/** The messages between the service and an execution environment. Times are milliseconds since the epoch. */

export interface EnvironmentSetup {
  /** The function's code: `index.js`, CommonJS. */
  readonly code: string;
  readonly handlerName: string;
  /** A file from which the AWS SDK is resolved, as Lambda's runtime brings it. */
  readonly sdkFrom: string;
  readonly now: number;
}

export type ToEnvironment =
  | { readonly kind: 'invoke'; readonly requestId: string; readonly event: unknown; readonly now: number }
  /** The clock has reached the moment that the environment was waiting for. */
  | { readonly kind: 'wake'; readonly now: number };

export type FromEnvironment =
  /** Nothing runs and no request is open: the earliest timer is at `until`. */
  | { readonly kind: 'asleep'; readonly until: number }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'done'; readonly payload: string; readonly failed: boolean };
