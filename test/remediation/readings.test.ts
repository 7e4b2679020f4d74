import type { Execution, LocalAwsOptions } from '../../sandbox/index';
import { activeUser, DeployedAccount, HOUR, inactiveUser, MINUTE, NOW } from '../support/deployed-account';
import { deleteDocument, messages, passwordHolders } from '../support/operator';

type Readings = Pick<LocalAwsOptions, 'unconfirmed' | 'iam' | 'config'>;

let account: DeployedAccount;
afterEach(() => account.close());

/** Everything that a run's steps and its document put out, as one text. */
function outputsOf({ steps, outputs }: Execution): string {
  const ended = steps.filter(({ status }) => status === 'Success');
  return JSON.stringify([outputs, ended.map((step) => step.outputs)]);
}

const READINGS: Readings[] = [
  ...(['sentence', 'literal', 'fails'] as const).flatMap((outputOfStepNotRun) =>
    (['bare', 'quoted'] as const).flatMap((lambdaPayload) =>
      [true, false].map((functionErrorFailsStep) => ({
        unconfirmed: { outputOfStepNotRun, lambdaPayload, functionErrorFailsStep },
      })),
    ),
  ),
  { unconfirmed: { criticalFailureWithJump: 'Success' } },
  { unconfirmed: { documentDeletedDuringRun: 'fails' } },
  { iam: { unmodifiableSeconds: 10 } },
  { iam: { reportQuoting: 'never' } },
  { iam: { reportForm: '2021' } },
  { config: { repeatedNonCompliant: 'ignored' } },
  { config: { repeatedPut: 'ignored' } },
];

describe.each(READINGS)('If AWS behaves as in %j,', (readings) => {
  it.each([
    ['at once', 0],
    ['after a wait for a report', 3 * HOUR],
  ])(
    "only the inactive user's password is deleted %s; one event reports it, another the kept password",
    async (_when, age) => {
      account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin' }), activeUser()], {
        ...readings,
      });
      account.aws.iam.makeReport(NOW - age);

      await account.remediateAfter(() => account.aws.iam.signIn('erin'));

      expect(passwordHolders(account)).toEqual(['alice', 'erin']);
      expect(account.executions().map(({ status }) => status)).toEqual(['Success', 'Success']);
      expect(account.events('IAM User Password Deleted')).toMatchObject([{ userName: 'dave' }]);
      expect(account.events('IAM User Password Kept')).toMatchObject([{ userName: 'erin' }]);
      const [deleted, kept] = account.executions().map(outputsOf);
      expect(deleted).toMatch(/inactive: inactive for more than 90 days.*password was deleted/);
      expect(kept).not.toMatch(/deleted|inactive: /);
    },
  );
});

it.each(['execution', 'absent'] as const)(
  'If the aws:SourceArn of a run that Config started is %s, it deletes the password all the same',
  async (sourceArnOfConfigRuns) => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { sourceArnOfConfigRuns } });
    await account.remediateAfter(() => undefined);

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(false);
  },
);

describe('If a run’s document is deleted while it waits for a report, by an update of the stack,', () => {
  const waiting = async (documentDeletedDuringRun: 'goes on' | 'fails') => {
    account = await DeployedAccount.create([inactiveUser()], {
      unconfirmed: { documentDeletedDuringRun },
      parameters: { NotificationEmail: 'security@example.com' },
    });
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(10 * MINUTE);
    await deleteDocument(account);
    await account.pass(2 * HOUR);
  };

  it('and it goes on, it deletes and sends its event as usual', async () => {
    await waiting('goes on');

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(false);
    expect(account.events('IAM User Password Deleted')).toHaveLength(1);
  });

  it('and it fails, it deletes nothing, and a message reports the failure', async () => {
    await waiting('fails');

    expect(account.theExecution().status).toBe('Failed');
    expect(account.hasPassword('dave')).toBe(true);
    expect(account.events('IAM User Password Deleted')).toEqual([]);
    expect(messages(account).at(-1)).toMatch(/^A run to remove .* ended as Failed/);
  });
});

describe('If a run’s document is deleted after the deletion of the password,', () => {
  it.each(['goes on', 'fails'] as const)('and it %s, the deletion has already been reported', async (reading) => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { documentDeletedDuringRun: reading } });
    await account.evaluate();
    await account.pass(20_000);
    await deleteDocument(account);
    await account.pass(10 * MINUTE);

    expect(account.theExecution().status).toBe(reading === 'fails' ? 'Failed' : 'Success');
    expect(account.hasPassword('dave')).toBe(false);
    expect(account.events('IAM User Password Deleted')).toHaveLength(1);
  });
});
