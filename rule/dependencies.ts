import { ConfigServiceClient, type ConfigServiceClientConfig } from '@aws-sdk/client-config-service';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SYSTEM_TIME, type Time } from './account/time';

/** The effects of the Lambda: AWS, the clock and standard output. */
export interface Dependencies {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly events: EventBridgeClient;
  readonly ssm: SSMClient;
  /** For reads that must be fresh: each call returns within seconds or fails. */
  readonly brisk: { readonly iam: IAMClient; readonly config: ConfigServiceClient };
  readonly time: Time;
  /** Writes one line to standard output: Lambda would wrap a line of the console in JSON. */
  readonly print: (line: string) => void;
}

/**
 * Adaptive: when throttled, the client slows down as a whole instead of retrying each call on its own. A call without a
 * response is retried long before the function times out.
 */
export const CLIENT_OPTIONS = {
  retryMode: 'adaptive',
  maxAttempts: 10,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const satisfies IAMClientConfig;

/** For the reads on which the confirmation decides: a slow response is already old. */
export const BRISK_CLIENT_OPTIONS = {
  retryMode: 'standard',
  maxAttempts: 2,
  requestHandler: { ...CLIENT_OPTIONS.requestHandler, requestTimeout: 5_000 },
} as const satisfies IAMClientConfig;

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
