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

/** The key, region and service of a signature. */
interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** Undefined for a service that is not served here. */
  readonly service: ServiceName | undefined;
}

/** AWS: "Elements of an AWS API request signature", IAM User Guide. @returns undefined if the request is not signed */
export function credentialScopeOf(authorization = ''): CredentialScope | undefined {
  const [, accessKeyId, region, signingName] =
    /\bCredential=([^/,\s]+)\/[^/,\s]+\/([^/,\s]+)\/([^/,\s]+)\//.exec(authorization) ?? [];
  if (accessKeyId === undefined || region === undefined) return undefined;
  return { accessKeyId, region, service: SERVICES.find((service) => service === signingName) };
}

/** The caller behind each access key. Signatures are not verified: the key alone identifies the caller. */
export class CredentialStore {
  private readonly callers = new Map<string, Caller>();

  issue(caller: Caller): Credentials {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.callers.set(accessKeyId, caller);
    return {
      accessKeyId,
      secretAccessKey: `local-aws-${randomBytes(15).toString('hex')}`,
      sessionToken: `local-aws-session-of-${accessKeyId}`,
    };
  }

  /** @throws AwsError for a request that is not signed, or is signed with a key that was not issued here */
  callerOf(scope: CredentialScope | undefined): Caller {
    if (!scope) throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    const caller = this.callers.get(scope.accessKeyId);
    if (caller) return caller;
    if (scope.service === 'iam' || scope.service === 'sts') {
      throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', 403);
    }
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
}
