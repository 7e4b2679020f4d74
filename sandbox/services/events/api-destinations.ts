import type { Account, Ids } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import { authorize } from '../../policy/authorize';
import type { RoleStore } from '../../policy/role-store';

interface ApiDestinationsContext {
  readonly clock: Pick<SandboxClock, 'now'>;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly roles: Pick<RoleStore, 'assume'>;
}

/** The header with which EventBridge authorizes itself. */
interface Connection {
  readonly name: string;
  readonly headerName: string;
  readonly headerValue: string;
}

interface ApiDestination {
  readonly name: string;
  readonly connectionArn: string;
  readonly method: string;
  readonly url: string;
}

/** An HTTP request that EventBridge makes. Time in milliseconds since the epoch. */
export interface HttpCall {
  readonly time: number;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * EventBridge's API destinations. No request leaves this machine: it is kept here, and `answer` decides its status.
 * AWS: "API destinations as targets in Amazon EventBridge", EventBridge User Guide.
 */
export class ApiDestinations {
  readonly requests: HttpCall[] = [];
  /** The HTTP status that a request gets. */
  answer: (request: HttpCall) => number = () => 200;
  private readonly connections = new Map<string, Connection>();
  private readonly destinations = new Map<string, ApiDestination>();

  constructor(private readonly context: ApiDestinationsContext) {}

  /** Adds a connection, or changes the one of that name. @returns its ARN */
  putConnection(connection: Connection): string {
    const arn = arnNamed(connection.name, this.connections) ?? this.arnOf(`connection/${connection.name}`);
    this.connections.set(arn, connection);
    return arn;
  }

  deleteConnection(name: string): void {
    this.connections.delete(arnNamed(name, this.connections) ?? name);
  }

  /**
   * Adds a destination, or changes the one of that name.
   * @returns its ARN @throws AwsError ResourceNotFoundException for the connection
   */
  putDestination(destination: ApiDestination): string {
    const { connectionArn, name } = destination;
    if (!this.connections.has(connectionArn)) {
      throw new AwsError('ResourceNotFoundException', `Connection ${connectionArn} does not exist.`);
    }
    const arn = arnNamed(name, this.destinations) ?? this.arnOf(`api-destination/${name}`);
    this.destinations.set(arn, destination);
    return arn;
  }

  deleteDestination(name: string): void {
    this.destinations.delete(arnNamed(name, this.destinations) ?? name);
  }

  /**
   * Invokes a destination with a target's role.
   * @throws AwsError if there is no such destination, the role may not invoke it, or the answer is no success
   */
  invoke(arn: string, roleArn: string, ruleArn: string, body: string): void {
    const { clock, account, roles } = this.context;
    const by = { service: 'events.amazonaws.com', sourceAccount: account.accountId, sourceArn: ruleArn };
    authorize(roles.assume(roleArn, by, 'events'), 'events', 'events:InvokeApiDestination', [{ arn }]);
    const destination = this.destinations.get(arn);
    const connection = destination && this.connections.get(destination.connectionArn);
    if (!connection) throw new AwsError('ResourceNotFoundException', `ApiDestination ${arn} does not exist.`);
    const { method, url } = destination;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      [connection.headerName]: connection.headerValue,
    };
    const request = { time: clock.now(), method, url, headers, body };
    this.requests.push(request);
    const status = this.answer(request);
    if (status < 200 || status > 299) throw new AwsError('SDK_CLIENT_ERROR', `the endpoint answered ${status}`);
  }

  private arnOf(resource: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:events:${region}:${accountId}:${resource}/${this.context.ids.uuid()}`;
  }
}

function arnNamed(wanted: string, resources: ReadonlyMap<string, { readonly name: string }>): string | undefined {
  return [...resources].find(([, { name }]) => name === wanted)?.[0];
}
