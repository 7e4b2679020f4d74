import { runbookName } from '../../remediation/runbook-name';
import { anotherRule, remediationBy } from '../support/another-rule';
import { inactiveUser } from '../support/deployed-account';
import { NAME, USER_PATH } from './context';
import { AcceptanceAccount, saying } from './local/acceptance-account';

describe('clean', () => {
  let account: AcceptanceAccount;
  beforeEach(async () => {
    account = await AcceptanceAccount.create();
    account.aws.iam.seed(inactiveUser({ userName: 'idle', path: USER_PATH }));
  });
  afterEach(() => account.close());

  it('spares a user below its path that the run has not made', async () => {
    account.aws.iam.seed(inactiveUser({ userName: 'zoe', path: USER_PATH }));
    expect(await account.run('clean')).toBe(0);
    expect(account.aws.iam.find('zoe')?.loginProfile).toBeDefined();
    expect(account.aws.iam.find('idle')).toBeUndefined();
  });

  it('can be repeated, and then finds nothing to remove', async () => {
    for (const users of ["The run's users are deleted", 'There is no user of the run']) {
      expect(await account.run('clean')).toBe(0);
      expect(account.output).toContain(`There is no stack ${NAME}\n`);
      expect(account.output).toContain(users);
    }
  });

  it('removes nothing if the run was begun in another region, where it would go on to remove passwords', async () => {
    const { config } = account.aws.elsewhere('eu-west-1');
    config.putRule(anotherRule(NAME));
    config.putRemediation(remediationBy(runbookName(NAME, '01234567'), NAME));

    expect(await account.refusalOf('clean')).toEqual(
      saying(`the stack ${NAME} is in eu-west-1, .*: give --region eu-west-1`),
    );
    expect(account.present()).toEqual(['user /inactive-iam-users-acceptance/idle']);
  });

  it('removes nothing if a stack has the name but was not made by the run', async () => {
    await account.aws.deploy({ Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } }, {}, NAME);

    expect(await account.refusalOf('clean')).toEqual(saying(`the stack ${NAME} has no tag ${NAME}`));
    expect(account.present()).toHaveLength(2);
  });
});
