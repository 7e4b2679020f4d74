import { AccountClient } from '@aws-sdk/client-account';
import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { ServiceException } from '@smithy/core/client';
import { isThrottlingError } from '@smithy/core/retry';
import type { MetadataBearer, MiddlewareStack } from '@smithy/types';

interface ClientOptions {
  readonly profile?: string;
  readonly region?: string;
  /** Instead of the profile's. */
  readonly credentials?: IAMClientConfig['credentials'];
}

/** Hears of each call that AWS throttles, e.g. `iam:ListUsers`. The SDK repeats the call. */
type Throttled = (action: string) => void;

/** A region that does not respond must not hold up the others. */
const FAIL_FAST = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
} as const;

export function clientsOf({ profile, region, credentials }: ClientOptions, throttled: Throttled = () => undefined) {
  const options = {
    retryMode: 'adaptive',
    maxAttempts: 10,
    ...(profile && { profile }),
    ...(region && { region }),
    ...(credentials && { credentials }),
  } as const;
  const iam = new IAMClient(options);
  // One set of credentials for all: a role is assumed once.
  const shared = { ...options, credentials: iam.config.credentials };
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
    configIn: (name: string) => new ConfigServiceClient({ ...shared, ...FAIL_FAST, region: name }),
    account: new AccountClient({ ...shared, ...FAIL_FAST }),
    organizations,
    ssm: new SSMClient(shared),
    sts,
    region: async () => await iam.config.region(),
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
