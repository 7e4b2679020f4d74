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

  /** @returns its ARN */
  createConnection(connection: Connection): string {
    const arn = this.arnOf(`connection/${connection.name}`);
    this.connections.set(arn, connection);
    return arn;
  }

  /** @returns its ARN @throws AwsError ResourceNotFoundException for the connection */
  createDestination(destination: ApiDestination): string {
    const { connectionArn, name } = destination;
    if (!this.connections.has(connectionArn)) {
      throw new AwsError('ResourceNotFoundException', `Connection ${connectionArn} does not exist.`);
    }
    const arn = this.arnOf(`api-destination/${name}`);
    this.destinations.set(arn, destination);
    return arn;
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
