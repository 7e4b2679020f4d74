import { createHash } from 'node:crypto';

/** The account and region of the local AWS. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
  /** Those of the SDKs' partitions.json. */
  readonly partition:
    | 'aws'
    | 'aws-cn'
    | 'aws-eusc'
    | 'aws-iso'
    | 'aws-iso-b'
    | 'aws-iso-e'
    | 'aws-iso-f'
    | 'aws-us-gov';
}

/** The sample account of AWS's documentation, in the region where most accounts record IAM. */
export const SAMPLE_ACCOUNT: Account = { accountId: '111122223333', region: 'us-east-1', partition: 'aws' };

/**
 * Unique ids of AWS's form, the same in every run: a prefix (AIDA for a user, AROA for a role, AKIA for an access key)
 * and 17 characters, 16 for an access key.
 */
export class Ids {
  private count = 0;

  next(prefix: 'AIDA' | 'AROA' | 'AKIA'): string {
    this.count += 1;
    const digest = createHash('sha256').update(`${prefix}${this.count}`).digest();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const length = prefix === 'AKIA' ? 16 : 17;
    return prefix + [...digest.subarray(0, length)].map((byte) => alphabet.charAt(byte % 32)).join('');
  }

  /** In the form of a version 4 UUID, like execution ids and resource names. */
  uuid(): string {
    this.count += 1;
    const hex = createHash('sha256').update(`uuid${this.count}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
