import { AccountClient } from '@aws-sdk/client-account';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountOptions } from './options';

/** A region that does not respond must not hold up the others. */
const FAIL_FAST = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

export function clientsOf({ profile, region }: AccountOptions) {
  const options = {
    retryMode: 'adaptive',
    maxAttempts: 10,
    ...(profile && { profile }),
    ...(region && { region }),
  } as const;
  const iam = new IAMClient(options);
  return {
    iam,
    config: new ConfigServiceClient(options),
    configIn: (name: string) => new ConfigServiceClient({ ...options, ...FAIL_FAST, region: name }),
    account: new AccountClient({ ...options, ...FAIL_FAST }),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
    region: async () => await iam.config.region(),
  };
}
