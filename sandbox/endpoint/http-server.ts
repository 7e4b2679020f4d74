import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SandboxClock } from '../core/clock';
import { AwsError, NotModelled } from '../core/aws-error';
import { type CredentialStore, credentialScopeOf } from './credentials';
import type { Endpoint } from './endpoint';
import { LostAnswer } from './lost-answer';
import type { Caller } from '../policy/caller';
import type { ServiceName } from '../core/service-names';
import { addresseeOf, decodeRequest, encodeError, encodeResponse } from '../protocols/wire';
import type { WireRequest, WireResponse } from '../protocols/protocol';

/** AWS documents no limit for the services served here. The largest request among them is PutEvents, with 256 KB. */
const LARGEST_BODY = 2 ** 20;
/** How long a request may take to arrive, in real milliseconds. */
const ARRIVAL_MS = 10_000;

/** The endpoint that answers a caller's request to a service in a region. */
type Route = (service: ServiceName, region: string | undefined, caller: Caller) => Endpoint;

/** The local AWS on HTTP, on the loopback interface only. */
export class HttpServer {
  private readonly server: Server;
  private readonly route: Route;

  /** @param route one endpoint answers every request, or a function chooses */
  constructor(
    route: Endpoint | Route,
    private readonly credentials: CredentialStore,
    private readonly clock: SandboxClock,
    arrivalMs = ARRIVAL_MS,
  ) {
    this.route = typeof route === 'function' ? route : () => route;
    this.server = createServer(
      { keepAlive: true, headersTimeout: arrivalMs, requestTimeout: arrivalMs, connectionsCheckingInterval: arrivalMs },
      (message, response) => void this.answer(message, response),
    );
  }

  /** Listens on 127.0.0.1. @returns the endpoint's URL @throws if the port is taken */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the local AWS has no TCP address');
    return `http://127.0.0.1:${address.port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  /** Time stops while a request is answered, but not while it arrives: a client may stop halfway. */
  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = headersOf(message);
    const scope = credentialScopeOf(headers['authorization']);
    let release: (() => void) | undefined;
    try {
      // A web page has no key: its request is refused before its body is read.
      const caller = this.credentials.callerOf(scope, headers['x-amz-security-token'], this.clock.now());
      const request = { line: `${message.method} ${message.url}`, headers, body: await bodyOf(message) };
      release = this.clock.hold();
      const { service, operation } = addresseeOf(request);
      const input = await decodeRequest(service, operation, request);
      const output = await this.route(service, scope?.region, caller).call(caller, service, operation, input);
      this.send(response, encodeResponse(service, operation, output));
    } catch (error) {
      // Only the caller's own timeout ends its wait. Its runtime must know, or the clock would never move again.
      if (error instanceof LostAnswer && error.how === 'silence') response.writeProcessing();
      else if (error instanceof LostAnswer) response.destroy();
      else this.send(response, encodeError(scope?.service ?? 'iam', asAwsError(error)));
    } finally {
      release?.();
    }
  }

  private send(response: ServerResponse, { status, headers, body }: WireResponse): void {
    response.writeHead(status, { ...headers, date: new Date(this.clock.now()).toUTCString() }).end(body);
  }
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  // Clients do not retry a 501.
  if (error instanceof NotModelled) return new AwsError('NotModelledByLocalAws', error.message, 501);
  return new AwsError(
    'InternalFailure',
    `the local AWS failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    500,
  );
}

function headersOf(message: IncomingMessage): WireRequest['headers'] {
  return Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** Reads an oversized body to its end, or the client would not see the answer, but does not keep it. */
async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= LARGEST_BODY) chunks.push(bytes);
  }
  if (size <= LARGEST_BODY) return Buffer.concat(chunks).toString('utf8');
  throw new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${LARGEST_BODY} bytes`, 413);
}
