import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import { HttpResponse } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/types';
import {
  AwsError,
  type Caller,
  type Endpoint,
  LostAnswer,
  type ServiceName,
  addresseeOf,
  decodeRequest,
  encodeError,
  encodeResponse,
} from '../../sandbox/index';

interface InProcessOptions extends Pick<IAMClientConfig, 'retryStrategy'> {
  /** Waits as long as a client waits for an answer that does not come. */
  readonly waitInVain?: () => Promise<void>;
}

/** The clients of the product's Lambda; see inProcessOptions. */
export function inProcessClients(
  endpoint: Endpoint,
  caller: Caller,
  options: InProcessOptions = {},
): { iam: IAMClient; config: ConfigServiceClient; events: EventBridgeClient; ssm: SSMClient } {
  const shared = inProcessOptions(endpoint, caller, options);
  return {
    iam: new IAMClient(shared),
    config: new ConfigServiceClient(shared),
    events: new EventBridgeClient(shared),
    ssm: new SSMClient(shared),
  };
}

/** For the SDK's own clients on a local AWS in this process: AWS's wire formats, without sockets; by default one attempt. */
export function inProcessOptions(
  endpoint: Endpoint,
  caller: Caller,
  { waitInVain = async () => undefined, ...retries }: InProcessOptions = {},
) {
  const handle = async (request: HttpRequest) => {
    try {
      return { response: await answer(endpoint, caller, request) };
    } catch (error) {
      if (!(error instanceof LostAnswer)) throw error;
      if (error.how === 'silence') await waitInVain();
      // What the SDK's own handler makes of either of them.
      throw Object.assign(new Error(error.message, { cause: error }), { name: 'TimeoutError', code: 'ECONNRESET' });
    }
  };
  return {
    region: 'us-east-1',
    endpoint: 'https://local.aws',
    credentials: { accessKeyId: 'ASIATEST', secretAccessKey: 'test' },
    // Nothing checks a signature in this process.
    signer: { sign: async (signed: HttpRequest) => signed },
    maxAttempts: 1,
    // Otherwise each client looks for these in the environment and in files.
    retryMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: undefined,
    defaultUserAgentProvider: async () => [],
    ...retries,
    requestHandler: { handle },
  };
}

async function answer(endpoint: Endpoint, caller: Caller, request: HttpRequest): Promise<HttpResponse> {
  const wire = { line: `${request.method} ${request.path}`, headers: request.headers, body: textOf(request.body) };
  const { service, operation } = addresseeOf(wire);
  const { status, headers, body } = await respond(endpoint, caller, service, operation, wire);
  return new HttpResponse({ statusCode: status, headers, body: new TextEncoder().encode(body) });
}

async function respond(
  endpoint: Endpoint,
  caller: Caller,
  service: ServiceName,
  operation: string,
  wire: { headers: HttpRequest['headers']; body: string },
) {
  try {
    const input = await decodeRequest(service, operation, wire);
    return encodeResponse(service, operation, await endpoint.call(caller, service, operation, input));
  } catch (error) {
    if (error instanceof AwsError && !(error instanceof LostAnswer)) return encodeError(service, error);
    throw error;
  }
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}
