import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SYSTEM_TIME, type Time } from './time';

/** What the decision's callers act on: AWS and the clock. */
export interface Dependencies {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly events: EventBridgeClient;
  readonly time: Time;
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

/** AWS itself, and the machine's clock. */
export function liveDependencies(): Dependencies {
  return {
    iam: new IAMClient(CLIENT_OPTIONS),
    config: new ConfigServiceClient(CLIENT_OPTIONS),
    events: new EventBridgeClient(CLIENT_OPTIONS),
    time: SYSTEM_TIME,
  };
}
