import { ConfigServiceClient, type ConfigServiceClientConfig } from '@aws-sdk/client-config-service';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SYSTEM_TIME, type Time } from './account/time';

/** What the decision's callers act on: AWS, the clock and standard output. */
export interface Dependencies {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly events: EventBridgeClient;
  readonly ssm: SSMClient;
  /** The same services for reads that must be fresh: each call answers within seconds or fails. */
  readonly brisk: { readonly iam: IAMClient; readonly config: ConfigServiceClient };
  readonly time: Time;
  /** Writes one line to standard output, past the console, which Lambda wraps. */
  readonly print: (line: string) => void;
}

/**
 * How the Lambda calls AWS. Adaptive: under throttling the client slows down as a whole instead of each call retrying
 * on its own. A call that does not answer is given up and tried again, long before the function's own timeout.
 */
export const CLIENT_OPTIONS = {
  retryMode: 'adaptive',
  maxAttempts: 10,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const satisfies IAMClientConfig;

/** How the confirmation calls AWS for what it decides on: what is slow to come is old when it comes. */
export const BRISK_CLIENT_OPTIONS = {
  retryMode: 'standard',
  maxAttempts: 2,
  requestHandler: { ...CLIENT_OPTIONS.requestHandler, requestTimeout: 5_000 },
} as const satisfies IAMClientConfig;

/** AWS itself, and the machine's clock. */
export function liveDependencies(): Dependencies {
  const clients = (options: IAMClientConfig & ConfigServiceClientConfig) => ({
    iam: new IAMClient(options),
    config: new ConfigServiceClient(options),
  });
  return {
    ...clients(CLIENT_OPTIONS),
    events: new EventBridgeClient(CLIENT_OPTIONS),
    ssm: new SSMClient(CLIENT_OPTIONS),
    brisk: clients(BRISK_CLIENT_OPTIONS),
    time: SYSTEM_TIME,
    print: (line) => process.stdout.write(`${line}\n`),
  };
}
