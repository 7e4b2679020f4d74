import { randomBytes } from 'node:crypto';
import { AwsError } from '../core/aws-error';
import type { Caller } from '../policy/caller';
import type { ServiceName } from '../core/service-names';

/** Fake keys: they mean something to this local AWS and nothing to any other. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The region that a request is signed for. AWS: "Elements of an AWS API request signature", IAM User Guide. */
export function regionOf(authorization: string | undefined): string | undefined {
  return /\bCredential=[^/,\s]+\/[^/,\s]+\/([^/,\s]+)\//.exec(authorization ?? '')?.[1];
}

/** Who holds which access key. Signatures are not verified: the key alone says who is calling. */
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

  /** @throws AwsError for a request that is not signed, or by a key that was not issued here */
  callerOf(authorization: string | undefined, service: ServiceName): Caller {
    const accessKeyId = /\bCredential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];
    if (accessKeyId === undefined)
      throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
    const caller = this.callers.get(accessKeyId);
    if (caller) return caller;
    if (service === 'iam' || service === 'sts') {
      throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', 403);
    }
    throw new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.');
  }
}
