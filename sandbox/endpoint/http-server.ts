import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SandboxClock } from '../core/clock';
import { AwsError, NotModelled } from '../core/aws-error';
import { type CredentialStore, regionOf } from './credentials';
import type { Endpoint } from './endpoint';
import { LostAnswer } from './lost-answer';
import type { ServiceName } from '../core/service-names';
import { addresseeOf, decodeRequest, encodeError, encodeResponse } from '../protocols/wire';
import type { WireRequest, WireResponse } from '../protocols/protocol';

/** The local AWS on HTTP, on the loopback interface only. */
export class HttpServer {
  private readonly server: Server;

  constructor(
    endpoint: Endpoint,
    private readonly credentials: CredentialStore,
    private readonly clock: SandboxClock,
    /** Where a request of a service arrives that is signed for a region. */
    private readonly endpointOf: (service: ServiceName, region?: string) => Endpoint = () => endpoint,
  ) {
    this.server = createServer({ keepAlive: true }, (request, response) => {
      const release = this.clock.hold();
      void this.answer(request, response).finally(release);
    });
  }

  /** Listens on 127.0.0.1. @returns the endpoint's URL @throws where the port is taken */
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

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { status, headers, body } = await this.serve(request);
      response.writeHead(status, { ...headers, date: new Date(this.clock.now()).toUTCString() }).end(body);
    } catch (error) {
      // That only the caller's own timeout can end its wait, its runtime has to know: the clock is to go on.
      if (error instanceof LostAnswer && error.how === 'silence') response.writeProcessing();
      // Or the client has gone: there is nobody left to answer.
      else response.destroy();
    }
  }

  private async serve(message: IncomingMessage): Promise<WireResponse> {
    const line = `${message.method} ${message.url}`;
    const request = { line, headers: headersOf(message), body: await bodyOf(message) };
    let service: ServiceName = 'iam';
    try {
      const addressee = addresseeOf(request);
      service = addressee.service;
      const caller = this.credentials.callerOf(request.headers['authorization'], service);
      const input = await decodeRequest(service, addressee.operation, request);
      const endpoint = this.endpointOf(service, regionOf(request.headers['authorization']));
      const output = await endpoint.call(caller, service, addressee.operation, input);
      return encodeResponse(service, addressee.operation, output);
    } catch (error) {
      if (error instanceof LostAnswer) throw error;
      return encodeError(service, asAwsError(error));
    }
  }
}

function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  // 501 is no status that a client retries: what is not modelled is said once.
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

async function bodyOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
