import { AwsError } from '../../sandbox/endpoint/aws-error';
import type { LocalAwsOptions } from '../../sandbox/local-aws';
import { DAY, DeployedAccount, HOUR, inactiveUser, NOW } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const TOLD = { NotificationEmail: 'security@example.com', WarnDays: '14,3' };

/** From the notice to the restored access, a day at a time. */
async function wholeLife(options: Partial<LocalAwsOptions> = {}): Promise<void> {
  account = await DeployedAccount.create([inactiveUser({ passwordLastUsed: NOW - 75 * DAY })], {
    ...options,
    parameters: TOLD,
  });
  for (let day = 0; day < 20; day += 1) {
    await account.evaluate();
    await account.settle();
    await account.pass(DAY);
  }
  await account.administer('CreateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-1' });
  await account.pass(DAY);
  await account.evaluate();
  await account.settle();
}

const LIFE = [
  'IAM user dave becomes inactive after 2026-12-09T08:00:00Z without a new sign-in (notice of 14 days); last activity: sign-in on 2026-09-10T08:00:00Z (account 111122223333)',
  'IAM user dave becomes inactive after 2026-12-09T08:00:00Z without a new sign-in (notice of 3 days); last activity: sign-in on 2026-09-10T08:00:00Z (account 111122223333)',
  'IAM user dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2026-09-10T08:00:00Z (account 111122223333). The runbook will confirm this and then delete the console password.',
  'IAM user dave: the console password has been deleted. dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2026-09-10T08:00:00Z; confirmed TIME; give access back by: aws iam create-login-profile --user-name=dave --password-reset-required --password NEW_PASSWORD (account 111122223333)',
];

describe('The messages of a user’s whole life', () => {
  it.each<'bare' | 'quoted'>(['bare', 'quoted'])(
    'are one for each event, in words, where SSM hands a string on %s',
    async (lambdaPayload) => {
      await wholeLife({ unconfirmed: { lambdaPayload } });

      expect(messages().map((text) => text.replace(/confirmed \S+;/, 'confirmed TIME;'))).toEqual(LIFE);
      expect(account.aws.sns.lost).toEqual([]);
      expect(account.compliance()['dave']).toBe('COMPLIANT dave: signed in, or password set, within 90 days');
    },
  );

  it('are none, and there is no topic and no rule, without an address', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await account.evaluate();
    await account.settle();

    expect(messages()).toEqual([]);
    const types = Object.values(account.stack.resources).map(({ type }) => type);
    expect(types.filter((type) => /SNS|KMS|Events|Dashboard/.test(type))).toEqual([]);
  });
});

describe('A message', () => {
  const told = async (parameters: Record<string, string> = {}) => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { ...TOLD, ...parameters } });
  };

  it('says whose password was kept, and why', async () => {
    await told();

    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    expect(messages().at(-1)).toBe(
      'IAM user dave: the console password has been kept. dave: signed in, or password set, within 90 days (account 111122223333)',
    );
  });

  it('says after a wait what the second answer was', async () => {
    await told();
    account.aws.iam.makeReport(NOW - 3 * HOUR);

    await account.remediateAfter(() => undefined);

    expect(messages().at(-1)).toMatch(/^IAM user dave: the console password has been deleted\. dave: inactive/);
  });

  it('says that a run has failed, and how to see whose', async () => {
    await told({ MaximumAutomaticAttempts: '1' });
    failDeletions();

    await account.evaluate();
    await account.settle();

    expect(messages().at(-1)).toBe(
      `A run that was to remove the console password of an IAM user in account 111122223333 has ended as Failed. To see whose and why: aws ssm get-automation-execution --automation-execution-id ${account.theExecution().id}`,
    );
  });

  it('says that a remediation exception blocks a user, and how to clear it', async () => {
    await told({ MaximumAutomaticAttempts: '1' });
    failDeletions();
    await account.evaluate();
    await account.settle();
    await account.pass(DAY);

    await account.evaluate();
    await account.settle();

    expect(messages().at(-1)).toMatch(
      /^IAM user dave is inactive, but a remediation exception blocks .* clear it: aws configservice delete-remediation-exceptions /,
    );
  });

  it('says what can be done where nothing is done automatically', async () => {
    await told({ AutomaticRemediation: 'false' });

    await account.evaluate();

    expect(messages().at(-1)).toMatch(
      /The console password can be deleted by the button Remediate of the AWS Config rule\.$/,
    );
  });

  it('that EventBridge refuses changes nothing of what is deleted, and does not fail the run', async () => {
    await told();
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'PutEvents') throw new AwsError('AccessDeniedException', 'not today', 400);
    });

    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('dave')).toBe(false);
    expect(account.theExecution().status).toBe('Success');
    expect(JSON.stringify(account.logs())).toMatch(/EventBridge did not take the event of dave: AccessDenied/);
  });
});

function failDeletions(): void {
  account.aws.endpoint.interceptors.push(({ operation }) => {
    if (operation === 'DeleteLoginProfile') throw new AwsError('ServiceFailure', 'not now', 500);
  });
}

/** What was sent, oldest first, without the quotes around a JSON string. */
function messages(): string[] {
  return account.aws.sns.messages.map(({ message }) => message.replace(/^"|"$/g, ''));
}
