import { AwsError, type LocalAwsOptions } from '../../sandbox/index';
import { DAY, DeployedAccount, HOUR, inactiveUser, NOW } from '../support/deployed-account';
import { messages } from '../support/operator';

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
  'IAM user dave becomes inactive after 2026-12-09T08:00:00Z without a new sign-in (notice of 14 days); last activity: sign-in on 2026-09-10T08:00:00Z. (account 111122223333)',
  'IAM user dave becomes inactive after 2026-12-09T08:00:00Z without a new sign-in (notice of 3 days); last activity: sign-in on 2026-09-10T08:00:00Z. (account 111122223333)',
  'IAM user dave is inactive for more than 90 days, no access keys; last activity: sign-in on 2026-09-10T08:00:00Z. The runbook confirms this before it deletes the console password; without automatic remediation, press Remediate at the AWS Config rule. (account 111122223333)',
  'IAM user dave: the console password was deleted: inactive for more than 90 days, no access keys; last activity: sign-in on 2026-09-10T08:00:00Z; confirmed on TIME. To give access back: aws iam create-login-profile --user-name=dave --password-reset-required --password NEW_PASSWORD (account 111122223333)',
];

describe('The messages of a user’s whole life', () => {
  it.each<'bare' | 'quoted'>(['bare', 'quoted'])(
    'are one for each event, readable, if SSM hands a string on %s',
    async (lambdaPayload) => {
      await wholeLife({ unconfirmed: { lambdaPayload } });

      expect(messages(account).map((text) => text.replace(/confirmed on [^.]+\./, 'confirmed on TIME.'))).toEqual(LIFE);
      expect(account.aws.sns.lost).toEqual([]);
      expect(account.compliance()['dave']).toBe('COMPLIANT dave: signed in, or password set, within 90 days');
    },
  );

  it('name the user once in each sentence', () => {
    for (const sentence of LIFE.flatMap((text) => text.split('. '))) {
      expect(sentence.split('dave').length - 1).toBeLessThanOrEqual(1);
    }
  });

  it('are not sent without an address, and there is no topic and no rule', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await account.evaluate();
    await account.settle();

    expect(account.aws.sns.messages).toEqual([]);
    const types = Object.values(account.stack.resources).map(({ type }) => type);
    expect(types.filter((type) => /SNS|KMS|Events/.test(type))).toEqual([]);
  });
});

describe('A message', () => {
  const told = async (parameters: Record<string, string> = {}) => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { ...TOLD, ...parameters } });
  };
  const last = () => messages(account).at(-1);

  it('names the user whose password was kept, and the reason', async () => {
    await told();

    await account.remediateAfter(() => account.aws.iam.signIn('dave'));

    expect(last()).toBe(
      'IAM user dave: the console password was not removed: signed in, or password set, within 90 days. (account 111122223333)',
    );
  });

  it('gives the second answer after a wait', async () => {
    await told();
    account.aws.iam.makeReport(NOW - 3 * HOUR);

    await account.remediateAfter(() => undefined);

    expect(last()).toMatch(/^IAM user dave: the console password was deleted: inactive for more than 90 days.*T09:/);
  });

  it('says that a run has failed, and how to see of which user', async () => {
    await told({ MaximumAutomaticAttempts: '1' });
    failDeletions();

    await account.evaluate();
    await account.settle();

    expect(last()).toBe(
      `A run to remove the console password of an IAM user ended as Failed (account 111122223333). To see which user, and why: aws ssm get-automation-execution --automation-execution-id ${account.theExecution().id}`,
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

    expect(last()).toMatch(
      /^IAM user dave is inactive, but a remediation exception blocks .* clear it: aws configservice delete-remediation-exceptions /,
    );
  });

  it('says what can be done if nothing is done automatically', async () => {
    await told({ AutomaticRemediation: 'false' });

    await account.evaluate();

    expect(last()).toMatch(
      / without automatic remediation, press Remediate at the AWS Config rule\. \(account 111122223333\)$/,
    );
  });

  it('that EventBridge refuses does not prevent the deletion or fail the run', async () => {
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
