import { randomBytes } from 'node:crypto';

/** A password that nobody learns: it meets every password policy that IAM knows. */
export function randomPassword(): string {
  return `aA1!${randomBytes(48).toString('base64url')}`;
}
