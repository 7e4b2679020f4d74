import { AwsError } from '../../core/aws-error';
import type { Fields } from '../../core/fields';

/** As in IAM's model, whose escapes an error shows. */
const PATTERN = new RegExp(String.raw`^[\u0009\u000A\u000D\u0020-\u00FF]+$`);

const SHORTEST = 8;
const KINDS_NEEDED = 3;
const KINDS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'uppercase letter', pattern: /[A-Z]/ },
  { name: 'lowercase letter', pattern: /[a-z]/ },
  { name: 'number', pattern: /[0-9]/ },
  { name: 'symbol', pattern: /[!@#$%^&*()_+\-=[\]{}|']/ },
];

/** The member Password. @throws AwsError ValidationError */
export function readPassword(input: Fields): string {
  return input.text('Password', { min: 1, max: 128, pattern: PATTERN });
}

/**
 * AWS's default password policy: at least 8 characters, at least 3 of 4 kinds (AWS: "Setting an account password
 * policy for IAM users", IAM User Guide). A custom policy and the comparison with the account's name are not
 * modelled.
 * @throws AwsError PasswordPolicyViolation
 */
export function checkPassword(password: string): void {
  if (password.length < SHORTEST) throw violation(`Password should have a minimum length of ${SHORTEST}`);
  const absent = KINDS.filter(({ pattern }) => !pattern.test(password));
  const needed = absent.length - (KINDS.length - KINDS_NEEDED);
  if (needed > 0) {
    const wanted = absent.map(({ name }) => `Password should have at least one ${name}`).join(', ');
    throw violation(`Password should meet ${needed} more of the following requirements: ${wanted}`);
  }
}

function violation(message: string): AwsError {
  return new AwsError('PasswordPolicyViolation', message, 400);
}
