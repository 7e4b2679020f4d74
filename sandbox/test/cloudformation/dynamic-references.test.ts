import { withSecrets } from '../../cloudformation/dynamic-references';
import { SAMPLE_ACCOUNT } from '../../core/account';
import { Secrets } from '../../services/secretsmanager/secrets';

const secrets = new Secrets(SAMPLE_ACCOUNT);
const ARN = secrets.put('a/secret', 'its text');
const resolved = (value: unknown) => withSecrets(value, (id) => secrets.textOf(id));

describe('A dynamic reference', () => {
  it.each<[unknown, unknown]>([
    ['{{resolve:secretsmanager:a/secret:SecretString}}', 'its text'],
    [`{{resolve:secretsmanager:${ARN}:SecretString}}`, 'its text'],
    [{ list: ['before {{resolve:secretsmanager:a/secret:SecretString}} after'] }, { list: ['before its text after'] }],
    ['{{ Confirm.Payload }}', '{{ Confirm.Payload }}'],
    [
      { number: 1, nothing: null, truth: true },
      { number: 1, nothing: null, truth: true },
    ],
  ])('in %j is replaced by the text of the secret', (value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it.each([
    ['{{resolve:secretsmanager:nobody:SecretString}}', "Secrets Manager can't find the specified secret."],
    ['{{resolve:secretsmanager:a/secret:SecretString:key}}', 'not modelled by this local AWS: the dynamic reference'],
    ['{{resolve:ssm:/a/parameter}}', 'not modelled by this local AWS: the dynamic reference ssm:/a/parameter'],
  ])('%s is refused: %s', (value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });
});
