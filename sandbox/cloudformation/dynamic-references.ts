import { NotModelled } from '../core/aws-error';
import { itemsOf, membersOf } from '../core/json';

/** The text of a secret, by its name or ARN. @throws AwsError ResourceNotFoundException */
export type SecretText = (id: string) => string;

/**
 * The value with each dynamic reference to a secret replaced by the secret's text. A stack keeps the references: a new
 * text alone is no change of the stack. AWS: "Get a secret or secret value from Secrets Manager", CloudFormation User Guide.
 * @throws AwsError for a secret that does not exist; NotModelled for any other dynamic reference
 */
export function withSecrets(value: unknown, secretText: SecretText): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\{\{resolve:([^}]*)\}\}/g, (_, reference: string) => {
      const id = /^secretsmanager:(.+):SecretString$/.exec(reference)?.[1];
      if (id === undefined) throw new NotModelled(`the dynamic reference ${reference}`);
      return secretText(id);
    });
  }
  const items = itemsOf(value);
  if (items) return items.map((item) => withSecrets(item, secretText));
  const members = membersOf(value);
  if (!members) return value;
  return Object.fromEntries([...members].map(([key, member]) => [key, withSecrets(member, secretText)]));
}
