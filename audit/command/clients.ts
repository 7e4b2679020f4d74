import { AccountClient } from '@aws-sdk/client-account';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { credentialsOf, requireProfile } from './credentials';
import type { AccountOptions } from './options';
import type { ProxyAgents } from './proxy';

export function clientsOf({ profile, region }: AccountOptions, proxy: ProxyAgents | undefined) {
  const options = {
    retryMode: 'adaptive',
    maxAttempts: 10,
    credentials: credentialsOf(profile, proxy),
    ...(proxy && { requestHandler: proxy }),
    ...(profile && { profile }),
    ...(region && { region }),
  } as const;
  /** A region that does not respond must not hold up the others. */
  const failFast = {
    ...options,
    maxAttempts: 3,
    requestHandler: { ...proxy, connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  };
  const iam = new IAMClient(options);
  return {
    iam,
    config: new ConfigServiceClient(options),
    configIn: (name: string) => new ConfigServiceClient({ ...failFast, region: name }),
    account: new AccountClient(failFast),
    ssm: new SSMClient(options),
    sts: new STSClient(options),
    region: async () => {
      await requireProfile(profile);
      return await iam.config.region();
    },
  };
}
