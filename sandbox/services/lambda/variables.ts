import type { Account } from '../../core/account';
import type { Credentials } from '../../endpoint/credentials';
import type { FunctionDefinition } from './lambda';

/**
 * All environment variables of a function, none from the shell. AWS: "Defined runtime environment variables", Lambda
 * Developer Guide; besides, what keeps the SDK on the local AWS: its endpoint, and no configuration file to read.
 *
 * @throws if the endpoint is not on the loopback interface
 */
export function environmentVariables(
  definition: FunctionDefinition,
  { region }: Account,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  endpointUrl: string,
): Record<string, string> {
  const nowhere = '/var/empty/aws-config-of-the-sandbox';
  return {
    ...definition.environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMiB),
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: 'sandbox',
    LAMBDA_TASK_ROOT: '/var/task',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: loopbackUrl(endpointUrl),
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
    HOME: nowhere,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The SDK warns about this machine's Node, which is not the function's.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** @throws if the URL leaves this machine */
export function loopbackUrl(url: string): string {
  const { hostname, protocol } = new URL(url);
  if (protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw new Error(`the sandbox's endpoint must be http on the loopback interface, got ${url}`);
  }
  return url;
}
