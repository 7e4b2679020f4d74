import { randomBytes } from 'node:crypto';
import { AwsError } from '../core/aws-error';
import type { Caller } from '../policy/caller';
import { SERVICES, type ServiceName } from '../core/service-names';

/** Fake keys, which only this local AWS accepts. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What was issued with an access key. */
interface Session {
  readonly caller: Caller;
  readonly sessionToken: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** The services that speak AWS Query, and its errors. */
const QUERY_PROTOCOL: ReadonlySet<ServiceName> = new Set(['iam', 'sts', 'cloudformation']);

/** The key, region and service of a signature. */
interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** Undefined for a service that is not served here. */
  readonly service: ServiceName | undefined;
}

/** The services that sign with another name than their IAM prefix. */
const SIGNING_NAMES: ReadonlyMap<ServiceName, string> = new Map([['cloudwatch', 'monitoring']]);

/** AWS: "Elements of an AWS API request signature", IAM User Guide. @returns undefined if the request is not signed */
export function credentialScopeOf(authorization = ''): CredentialScope | undefined {
  const [, accessKeyId, region, signingName] =
    /\bCredential=([^/,\s]+)\/[^/,\s]+\/([^/,\s]+)\/([^/,\s]+)\//.exec(authorization) ?? [];
  if (accessKeyId === undefined || region === undefined) return undefined;
  const service = SERVICES.find((name) => (SIGNING_NAMES.get(name) ?? name) === signingName);
  return { accessKeyId, region, service };
}

/** The caller behind each access key. Signatures are not verified: the key and its session token identify the caller. */
export class CredentialStore {
  private readonly sessions = new Map<string, Session>();

  /** @param expires in milliseconds since the epoch; by default never */
  issue(caller: Caller, expires = Infinity): Credentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const sessionToken = `local-aws-session-of-${accessKeyId}`;
    this.sessions.set(accessKeyId, { caller, sessionToken, expires });
    return { accessKeyId, secretAccessKey: `local-aws-${randomBytes(15).toString('hex')}`, sessionToken };
  }

  /**
   * @param sessionToken the request's header X-Amz-Security-Token
   * @param now in milliseconds since the epoch
   * @throws AwsError for a request that is not signed, is signed with a key that was not issued here, comes without the
   * key's session token, or comes too late
   */
  callerOf(scope: CredentialScope | undefined, sessionToken: string | undefined, now: number): Caller {
    if (!scope) throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    const session = this.sessions.get(scope.accessKeyId);
    const known = session !== undefined && session.sessionToken === sessionToken;
    if (known && now < session.expires) return session.caller;
    const query = scope.service !== undefined && QUERY_PROTOCOL.has(scope.service);
    if (known) {
      const message = 'The security token included in the request is expired';
      throw query ? new AwsError('ExpiredToken', message, 403) : new AwsError('ExpiredTokenException', message);
    }
    if (query) {
      throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', 403);
    }
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
}
