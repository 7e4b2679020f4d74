import { AwsError, type Call, LostAnswer } from '../../sandbox/index';
import { answerOf, DeployedAccount, inactiveUser } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

/** What the confirmation decides on, each read once in a round. */
const READS = [
  'DescribeConfigRules',
  'GetComplianceDetailsByConfigRule',
  'ListAccessKeys',
  'GetLoginProfile',
  'GetUser',
] as const;
const FAULTS = {
  silence: () => new LostAnswer('silence'),
  reset: () => new LostAnswer('reset'),
  throttling: () => new AwsError('Throttling', 'Rate exceeded', 400),
} as const;
type Fault = keyof typeof FAULTS;

/** One of the reads fails this often; `happen` comes with the first time. The run goes on to its end. */
async function remediateWith(
  operation: string,
  fault: Fault,
  times: number,
  happen: () => void | Promise<unknown> = () => undefined,
): Promise<void> {
  account = await DeployedAccount.create([inactiveUser()]);
  await account.evaluate();
  account.aws.endpoint.calls.splice(0);
  let failures = 0;
  account.aws.endpoint.interceptors.push(async (call) => {
    if (call.operation !== operation || call.caller === account.aws.operator.arn || failures === times) return;
    failures += 1;
    if (failures === 1) await happen();
    throw FAULTS[fault]();
  });
  await account.settle();
}

/** How old each read was, in milliseconds, when the password was deleted: of each operation the last one. */
function agesAtDeletion(): number[] {
  const { calls } = account.aws.endpoint;
  const until = calls.findIndex(({ operation }) => operation === 'DeleteLoginProfile');
  const deleted = calls[until]?.time ?? Number.NaN;
  const before = calls.slice(0, until);
  const last = (read: string): Call | undefined =>
    before.findLast(({ operation, error }) => operation === read && error === undefined);
  return READS.map((read) => deleted - (last(read)?.time ?? Number.NaN));
}

const cases = READS.flatMap((read) => (['silence', 'throttling'] as const).map((fault) => [read, fault] as const));

describe('An access key that is made in the middle of a round of reads', () => {
  const made = () => account.administer('CreateAccessKey', { UserName: 'dave' });

  it.each(cases)('is at most ten seconds old if it is missed: %s fails once, by %s', async (operation, fault) => {
    let since = Number.NaN;
    await remediateWith(operation, fault, 1, async () => {
      since = account.aws.clock.now();
      await made();
    });

    const deletion = account.aws.endpoint.calls.find(({ operation: called }) => called === 'DeleteLoginProfile');
    expect((deletion?.time ?? since) - since).toBeLessThanOrEqual(10_000);
  });

  it.each(cases)('is seen if the round has to be repeated: %s fails twice, by %s', async (operation, fault) => {
    await remediateWith(operation, fault, 2, made);

    expect(answerOf(account.theExecution())).toBe('keep: has access keys: used for API access, out of scope');
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('No password is deleted on a read that is older than ten seconds', () => {
  it.each(cases.flatMap(([read, fault]) => [1, 5].map((times) => [read, times, fault] as const)))(
    'if %s fails %i times by %s',
    async (operation, times, fault) => {
      await remediateWith(operation, fault, times);

      expect(account.hasPassword('dave')).toBe(false);
      expect(Math.max(...agesAtDeletion())).toBeLessThanOrEqual(10_000);
    },
  );
});

describe('A confirmation whose reads keep failing', () => {
  it.each(cases)('ends after three rounds, and says so: %s, by %s', async (operation, fault) => {
    await remediateWith(operation, fault, 100);

    const { status, failureMessage, steps } = account.theExecution();
    expect(status).toBe('Failed');
    expect(failureMessage).toContain('not confirmed in 3 rounds of reads; nothing is deleted: ');
    expect(account.hasPassword('dave')).toBe(true);
    // Two attempts in each of three rounds, in each of the step's three attempts.
    expect(steps.find(({ name }) => name === 'Confirm')?.attempts).toBe(3);
    expect(account.aws.endpoint.calls.filter(({ operation: called }) => called === operation)).toHaveLength(18);
  });
});
