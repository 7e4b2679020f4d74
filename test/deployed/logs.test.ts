import { isRecord } from '../../rule/decision/json';
import { AwsError } from '../../sandbox/index';
import { activeUser, DeployedAccount, inactiveUser } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const PASSWORD = 'Correct-Horse-9-Battery';

describe('The log of the deployed function', () => {
  it('is one JSON object a line, and contains no password, key, token or credential report', async () => {
    account = await DeployedAccount.create(
      [
        inactiveUser({ path: '/a"b{c}/', tags: [{ Key: 'note', Value: 'two\u2028lines' }] }),
        activeUser({ accessKeys: [{ createDate: Date.parse('2020-01-01T00:00:00Z') }] }),
      ],
      { asDeployed: true },
    );
    await account.administer('UpdateLoginProfile', { UserName: 'alice', Password: PASSWORD });
    await account.evaluate();
    account.meanwhile('GetLoginProfile', () => {
      throw new AwsError('InternalFailure', `we failed\nin two lines of ${PASSWORD.length} letters`, 500);
    });
    await account.settle();
    await account.invokeFunction({ task: 'confirm', ruleName: 'x', userId: 'a\nb', userName: 'c\r\nd' });

    const lines = logLines();

    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n]/);
      const parsed: unknown = JSON.parse(line);
      const members = isRecord(parsed) ? Object.keys(parsed) : [];
      expect(members).toEqual(expect.arrayContaining(members.includes('_aws') ? ['Users'] : ['timestamp', 'level']));
    }
    const text = lines.join('\n');
    const keys = account.aws.iam.users().flatMap(({ accessKeys }) => accessKeys.map(({ accessKeyId }) => accessKeyId));
    for (const secret of [PASSWORD, ...keys, 'ASIA', 'password_last_changed', 'AWS_SECRET', 'resultToken":"']) {
      expect(text).not.toContain(secret);
    }
  });
});

function logLines(): string[] {
  const { aws, stack } = account;
  return Object.values(stack.resources)
    .filter(({ type }) => type === 'AWS::Logs::LogGroup')
    .flatMap(({ physicalId }) => aws.logs.lines(physicalId));
}
