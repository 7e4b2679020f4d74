import { AccountClient } from '@aws-sdk/client-account';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { ServiceException } from '@smithy/core/client';
import { isThrottlingError } from '@smithy/core/retry';
import type { MetadataBearer, MiddlewareStack } from '@smithy/types';
import { credentialsOf, requireProfile } from './credentials';
import type { ProxyAgents } from './proxy';

interface ClientOptions {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Instead of the profile's. */
  readonly credentials?: NonNullable<IAMClientConfig['credentials']>;
}

/** Hears of each call that AWS throttles, e.g. `iam:ListUsers`. The SDK repeats the call. */
type Throttled = (action: string) => void;

export function clientsOf(
  { profile, region, credentials }: ClientOptions,
  proxy: ProxyAgents | undefined,
  throttled: Throttled = () => undefined,
) {
  const options = {
    retryMode: 'adaptive',
    maxAttempts: 10,
    credentials: credentials ?? credentialsOf(profile, proxy),
    ...(proxy && { requestHandler: proxy }),
    ...(profile && { profile }),
    ...(region && { region }),
  } as const;
  const iam = new IAMClient(options);
  // Shared, so a role is assumed once for all of them.
  const shared = { ...options, credentials: iam.config.credentials };
  /** A region that does not respond must not hold up the others. */
  const failFast = {
    ...shared,
    maxAttempts: 3,
    requestHandler: { ...proxy, connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  };
  const config = new ConfigServiceClient(shared);
  const sts = new STSClient(shared);
  const organizations = new OrganizationsClient(shared);
  hear(iam, 'iam', throttled);
  hear(config, 'config', throttled);
  hear(sts, 'sts', throttled);
  hear(organizations, 'organizations', throttled);
  return {
    iam,
    config,
    configIn: (name: string) => new ConfigServiceClient({ ...failFast, region: name }),
    account: new AccountClient(failFast),
    organizations,
    ssm: new SSMClient(shared),
    sts,
    region: async () => {
      await requireProfile(profile);
      return await iam.config.region();
    },
  };
}

/** After the SDK's retries in the order of the stack, so it sees each attempt. */
function hear<Input extends object, Output extends MetadataBearer>(
  { middlewareStack }: { readonly middlewareStack: Pick<MiddlewareStack<Input, Output>, 'add'> },
  service: string,
  throttled: Throttled,
): void {
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (request) => {
        try {
          return await next(request);
        } catch (error) {
          if (isThrottling(error)) throttled(`${service}:${commandName.replace(/Command$/, '')}`);
          throw error;
        }
      },
    { step: 'finalizeRequest', priority: 'low', name: 'hearThrottling' },
  );
}

/** As the SDK's retries see it. */
function isThrottling(error: unknown): boolean {
  if (!(error instanceof ServiceException)) return false;
  const { name, message, $metadata, $retryable } = error;
  return isThrottlingError({ name, message, $metadata, ...($retryable && { $retryable }) });
}
