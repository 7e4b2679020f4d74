import { AwsError } from '../../sandbox/endpoint/aws-error';
import { activeUser, DAY, DeployedAccount, inactiveUser, NOW, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const EIGHTY_DAYS_AGO = NOW - 80 * DAY;

/** The state of the stack's alarm with this in its logical id. */
function stateOf(id: string): string {
  const resources = Object.entries(account.stack.resources);
  const found = resources.find(([logicalId, { type }]) => type === 'AWS::CloudWatch::Alarm' && logicalId.includes(id));
  if (!found) throw new Error(`the stack has no alarm ${id}`);
  return account.aws.cloudwatch.alarmState(found[1].physicalId);
}

const last = (name: string) =>
  account.aws.cloudwatch.metrics.datapoints({ namespace: RULE, name, dimensions: {} }).at(-1)?.value;

describe('The metrics', () => {
  it('count users, inactive, exempt, upcoming and removed, from the log of the evaluation', async () => {
    account = await DeployedAccount.create([
      inactiveUser(),
      inactiveUser({ userName: 'erin', tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] }),
      activeUser(),
      activeUser({ userName: 'soon', passwordLastUsed: EIGHTY_DAYS_AGO }),
    ]);
    await account.evaluate();
    const first = ['Users', 'Inactive', 'Exempt', 'Upcoming', 'Removed'].map(last);
    await account.settle();

    expect(first).toEqual([4, 1, 1, 1, 0]);
    expect([last('Inactive'), last('Removed')]).toEqual([0, 1]);
  });
});

describe('The alarm', () => {
  it('that the function fails rings when an evaluation has failed', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.pass(DAY);
    const before = stateOf('Errors');
    account.meanwhile('ListUsers', () => {
      throw new AwsError('AccessDenied', 'no', 403);
    });

    await account.evaluate();
    await account.pass(5 * 60_000);

    expect([before, stateOf('Errors')]).toEqual(['OK', 'ALARM']);
  });

  it('that no evaluation succeeds rings after two days without one, and not before', async () => {
    account = await DeployedAccount.create([inactiveUser()], {
      parameters: { AutomaticRemediation: 'false' },
      // An alarm that looks back further rings as many days later.
      unconfirmed: { extraPeriods: 0 },
    });
    await account.evaluate();
    await account.pass(DAY);
    const afterOne = stateOf('NoEvaluation');
    await account.pass(2 * DAY);

    expect([afterOne, stateOf('NoEvaluation')]).toEqual(['OK', 'ALARM']);
  });

  it('of the cap rings when too many are inactive at once', async () => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin' })], {
      parameters: { MaxRemovals: '1' },
    });

    await account.evaluate();
    await account.settle();
    await account.pass(5 * 60_000);

    expect(stateOf('Capped')).toBe('ALARM');
  });
});
