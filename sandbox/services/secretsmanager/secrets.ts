import type { Account } from '../../core/account';
import { AwsError } from '../../core/aws-error';

/** Secrets Manager's secrets of text, for the dynamic references of templates. */
export class Secrets {
  private readonly texts = new Map<string, string>();

  constructor(private readonly account: Account) {}

  /** Creates the secret, or gives it another text. @returns its ARN */
  put(name: string, text: string): string {
    this.texts.set(name, text);
    return this.arnOf(name);
  }

  /** @param id the secret's name or ARN @throws AwsError ResourceNotFoundException */
  textOf(id: string): string {
    const found = [...this.texts].find(([name]) => name === id || this.arnOf(name) === id);
    if (found) return found[1];
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  private arnOf(name: string): string {
    const { partition, region, accountId } = this.account;
    return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}-AbCdEf`;
  }
}
