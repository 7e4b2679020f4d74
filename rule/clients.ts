import type { IAMClientConfig } from '@aws-sdk/client-iam';

/**
 * How both Lambdas call AWS. Adaptive: under throttling the client slows down as a whole instead of each call retrying
 * on its own. A call that does not answer is given up and tried again, long before the function's own timeout.
 */
export const CLIENT_OPTIONS = {
  retryMode: 'adaptive',
  maxAttempts: 10,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const satisfies IAMClientConfig;
