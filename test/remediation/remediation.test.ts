import { AwsError } from '../../sandbox/index';
import {
  activeUser,
  answerOf,
  DAY,
  DeployedAccount,
  HOUR,
  inactiveUser,
  MINUTE,
  NOW,
  RULE,
  stepsOf,
} from '../support/deployed-account';
import { pressRemediate } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

describe('The remediation of an inactive user', () => {
  it('deletes the login profile and nothing else, and Config shows the user as compliant', async () => {
    account = await DeployedAccount.create([
      inactiveUser({ mfaActive: true, tags: [{ Key: 'team', Value: 'x' }] }),
      activeUser(),
    ]);
    const before = structuredClone(account.aws.iam.users());

    await account.evaluate();
    await account.settle();

    expect(stepsOf(account.theExecution())).toEqual([
      'FindUser Success',
      'Confirm Success',
      'Decide Success',
      'DeleteLoginProfile Success',
      'Tell Success',
      'LetRunsGather Success',
      'Evaluate Success',
      'End Success',
    ]);
    expect(account.theExecution().status).toBe('Success');
    const [alice, dave] = [account.aws.iam.find('alice'), account.aws.iam.find('dave')];
    expect(before.map((user) => (user.userName === 'dave' ? { ...user, loginProfile: undefined } : user))).toEqual(
      structuredClone([alice, dave]),
    );
    expect(account.compliance()['dave']).toBe('COMPLIANT dave: no console password');
  });

  it('says why and when the user was found inactive', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await account.evaluate();
    await account.settle();

    expect(answerOf(account.theExecution())).toBe(
      'inactive: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z; confirmed on 2026-11-24T08:00:03Z',
    );
  });

  it('waits for a report that can show a reset, when the last one is three hours old', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);

    await account.evaluate();
    await account.settle();

    const execution = account.theExecution();
    expect(stepsOf(execution)).toEqual([
      'FindUser Success',
      'Confirm Success',
      'Decide Success',
      'WaitForReport Success',
      'ConfirmAgain Success',
      'DecideAgain Success',
      'DeleteLoginProfile Success',
      'Tell Success',
      'LetRunsGather Success',
      'Evaluate Success',
      'End Success',
    ]);
    const waited = execution.steps.find(({ name }) => name === 'WaitForReport');
    const minutes = ((waited?.end ?? 0) - (waited?.start ?? 0)) / MINUTE;
    expect(minutes).toBeGreaterThan(60);
    expect(minutes).toBeLessThanOrEqual(71);
    expect(account.hasPassword('dave')).toBe(false);
  });

  it('shares one evaluation between users who are remediated together', async () => {
    account = await DeployedAccount.create(
      Array.from({ length: 12 }, (_, index) => inactiveUser({ userName: `user-${index}` })),
      { parameters: { MaxRemovals: '12' } },
    );

    await account.evaluate();
    await account.settle();

    expect(account.executions().map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'Success'));
    expect(Object.values(account.compliance()).filter((result) => result.startsWith('COMPLIANT'))).toHaveLength(12);
    expect(account.aws.config.runs.length).toBeLessThanOrEqual(4);
  });

  it.each([
    ['is refused once', 1],
    ['is refused twice', 2],
  ])('is a success also when the evaluation afterwards %s', async (_name, refusals) => {
    account = await DeployedAccount.create([inactiveUser()]);
    let refused = 0;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== 'StartConfigRulesEvaluation' || refused === refusals) return;
      refused += 1;
      throw new AwsError('LimitExceededException', 'an evaluation is in progress');
    });

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(false);
  });

  it('waits for the Remediate button if it is not automatic', async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();
    await account.settle();
    expect(account.executions()).toHaveLength(0);

    await pressRemediate(account, 'dave');
    await account.settle();

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(false);
  });
});

describe('If SSM hands a Lambda’s string on with its JSON quotes,', () => {
  it.each([
    ['a fresh report', 0, 'WaitSeconds Pending'],
    ['an old report', 3 * HOUR, 'WaitSeconds Success'],
  ])('an inactive user is remediated with %s', async (_name, age, wait) => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { lambdaPayload: 'quoted' } });
    account.aws.iam.makeReport(NOW - age);

    await account.evaluate();
    await account.settle();

    const execution = account.theExecution();
    expect(execution.status).toBe('Success');
    expect(execution.steps.map(({ name, status }) => `${name} ${status}`)).toContain(wait);
    expect(account.hasPassword('dave')).toBe(false);
  });

  it('a run waits no longer than until the next report, which another evaluation has IAM make', async () => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { lambdaPayload: 'quoted' } });
    account.aws.iam.makeReport(NOW - HOUR);
    await account.evaluate();

    await account.pass(3 * HOUR);
    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(false);
  });

  it('a user who has signed in is kept', async () => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { lambdaPayload: 'quoted' } });

    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('Config’s brake', () => {
  it('engages after five failed attempts on daily evaluations, and lets the user be remediated once it is cleared', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    const deny = ({ operation }: { operation: string }) => {
      if (operation === 'DeleteLoginProfile') throw new AwsError('ServiceFailure', 'not now', 500);
    };
    account.aws.endpoint.interceptors.push(deny);
    for (let day = 0; day < 7; day += 1) {
      await account.evaluate();
      await account.settle();
      await account.pass(DAY);
    }
    expect(account.executions()).toHaveLength(5);
    const call = (operation: string, input: object) =>
      account.aws.endpoint.call(account.aws.operator, 'config', operation, input);
    const exceptions = await call('DescribeRemediationExceptions', { ConfigRuleName: RULE });
    const userId = account.aws.iam.find('dave')?.userId;
    expect(exceptions).toMatchObject({ RemediationExceptions: [{ ResourceId: userId }] });

    account.aws.endpoint.interceptors.pop();
    await call('DeleteRemediationExceptions', {
      ConfigRuleName: RULE,
      ResourceKeys: [{ ResourceType: 'AWS::IAM::User', ResourceId: userId }],
    });
    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('dave')).toBe(false);
  });
});
