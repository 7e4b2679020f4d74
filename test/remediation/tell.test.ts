import { DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, RULE } from '../support/deployed-account';
import { changeParameters, idOf, startRunbook } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

const DELETED = 'IAM User Password Deleted';
const KEPT = 'IAM User Password Kept';

/** Somebody invokes the function as the runbook does when it tells. */
async function tell(event: object): Promise<string> {
  const { payload } = await account.invokeFunction({ task: 'tell', ...event });
  return payload;
}

describe('The event of a run', () => {
  it('names the user whose password was deleted, the rule and the run', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.settle();

    expect(account.events(DELETED)).toEqual([
      {
        ruleName: RULE,
        userId: idOf(account, 'dave'),
        userName: 'dave',
        executionId: account.theExecution().id,
        message:
          'IAM user dave: the console password was deleted: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z; confirmed on 2026-11-24T08:00:03Z. To give access back: aws iam create-login-profile --user-name=dave --password-reset-required --password NEW_PASSWORD',
      },
    ]);
    expect(account.events(KEPT)).toEqual([]);
  });

  it('names the user whose password was kept, and the reason', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    expect(account.events(KEPT)).toEqual([
      {
        ruleName: RULE,
        userId: idOf(account, 'dave'),
        userName: 'dave',
        executionId: account.theExecution().id,
        message: 'IAM user dave: the console password was not removed: signed in, or password set, within 90 days.',
      },
    ]);
    expect(account.events(DELETED)).toEqual([]);
  });

  it('says that the password was kept if somebody else has deleted it', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.remediateAfter(async () => {
      await account.administer('DeleteLoginProfile', { UserName: 'dave' });
    });

    expect(account.events(KEPT)).toMatchObject([
      { message: 'IAM user dave: the console password was not removed: no console password.' },
    ]);
    expect(account.events(DELETED)).toEqual([]);
  });

  it('gives the second answer after a wait', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(30 * MINUTE);
    account.aws.iam.signIn('dave');
    await account.settle();

    expect(account.events(KEPT)).toHaveLength(1);
    expect(account.events(KEPT)[0]).toMatchObject({ message: expect.stringMatching(/not removed: signed in, or/) });
  });

  it('is not sent if nothing was decided: held, stopped, or the name is gone', async () => {
    account = await DeployedAccount.create(['dave', 'erin'].map((userName) => inactiveUser({ userName })));
    await account.remediateAfter(async () => {
      await account.administer('DeleteLoginProfile', { UserName: 'erin' });
      await account.administer('DeleteUser', { UserName: 'erin' });
      await changeParameters(account, { maxRemovals: '0' });
    });

    expect(account.executions().map(({ status }) => status)).toEqual(['Success', 'Success']);
    expect([...account.events(DELETED), ...account.events(KEPT)]).toEqual([]);
  });
});

describe('The event that the function is asked to send', () => {
  it('reports what the run has done, whatever the input says', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.pass(20_000);
    const [told] = account.events(DELETED);

    await tell({
      executionId: account.theExecution().id,
      message: 'all is well',
      userName: 'alice',
      ruleName: 'another',
      first: 'keep: no',
    });

    expect(account.events(DELETED)).toEqual([told, told]);
    expect(account.events(KEPT)).toEqual([]);
  });

  it('reports a deletion although the user has been given a new password since', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.pass(20_000);
    await account.administer('CreateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-1' });

    await tell({ executionId: account.theExecution().id });

    expect(account.events(DELETED)).toHaveLength(2);
    expect(account.events(KEPT)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['no id', undefined, 'event field executionId must be the id of an automation execution'],
    ['an empty id', '', 'ValidationException'],
    ['a list of ids', ['x'], 'event field executionId must be the id of an automation execution'],
    ['an id that no run has', '00000000-0000-4000-a000-000000000000', 'AutomationExecutionNotFound'],
    ['a reference', '{{ automation:EXECUTION_ID }}', 'ValidationException'],
  ])('is refused for %s', async (_what, executionId, message) => {
    account = await DeployedAccount.create([inactiveUser()]);

    expect(await tell({ executionId })).toContain(message);
    expect(account.putEvents()).toEqual([]);
  });

  const refused = 'event field executionId must be a reportable run of this runbook; got ';

  it('is refused for a run that has ended', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    await account.settle();

    expect(await tell({ executionId: account.theExecution().id })).toContain(refused);
    expect(account.events(DELETED)).toHaveLength(1);
  });

  it('is refused for a run that waits, and has done nothing yet', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(10 * MINUTE);

    expect(await tell({ executionId: account.theExecution().id })).toContain(refused);
    expect([...account.events(DELETED), ...account.events(KEPT)]).toEqual([]);
  });

  it.each(['Some-Other-Runbook', 'DeleteLoginProfile-inactive-iam-users'])(
    'is refused for a run of another document, named %s',
    async (name) => {
      account = await DeployedAccount.create([inactiveUser()], {
        parameters: { AutomaticRemediation: 'false' },
      });
      account.aws.ssm.putDocument({
        name,
        documentFormat: 'JSON',
        content: {
          schemaVersion: '0.3',
          assumeRole: '{{ AutomationAssumeRole }}',
          parameters: { AutomationAssumeRole: { type: 'String' }, ResourceId: { type: 'String' } },
          mainSteps: [{ name: 'DeleteLoginProfile', action: 'aws:sleep', inputs: { Duration: 'PT1H' }, isEnd: true }],
        },
      });
      await startRunbook(account, { ResourceId: [idOf(account, 'dave')] }, name);
      await account.pass(MINUTE);

      expect(await tell({ executionId: account.theExecution().id })).toContain(refused);
      expect([...account.events(DELETED), ...account.events(KEPT)]).toEqual([]);
    },
  );
});
