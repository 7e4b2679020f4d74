import { AwsError, type SeedUser } from '../../sandbox/index';
import { DAY, DeployedAccount, HOUR, inactiveUser, NOW } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const STAGES = { WarnDays: '14,3' };

/** Dave signed in so many days ago, at the threshold of 90. */
function idle(days: number, overrides: Partial<SeedUser> = {}): SeedUser {
  return inactiveUser({ passwordLastUsed: NOW - days * DAY, ...overrides });
}

describe('A user who will become inactive', () => {
  it('stays compliant, with the date in the annotation, and one event with tags, last activity and date', async () => {
    account = await DeployedAccount.create([idle(76, { tags: [{ Key: 'mail', Value: 'dave@example.com' }] })]);

    const { error, recorded } = await account.evaluate();

    // The result without its remark proves the token before anything is announced.
    expect({ error, recorded }).toEqual({ error: undefined, recorded: 2 });
    expect(account.compliance()).toEqual({
      dave: 'COMPLIANT dave: signed in, or password set, within 90 days; becomes inactive after 2026-12-08T08:00:00Z without a new sign-in (notice of 14 days)',
    });
    expect(notices()).toEqual([
      {
        ruleName: 'inactive-iam-users',
        userName: 'dave',
        userId: account.aws.iam.find('dave')?.userId,
        message:
          'IAM user dave becomes inactive after 2026-12-08T08:00:00Z without a new sign-in (notice of 14 days); last activity: sign-in on 2026-09-09T08:00:00Z.',
        tags: { mail: 'dave@example.com' },
        lastActivity: { kind: 'sign-in', date: '2026-09-09T08:00:00.000Z' },
        inactiveAfter: '2026-12-08T08:00:00.000Z',
        noticeDays: 14,
      },
    ]);
  });

  it("is notified once a stage, however many days pass and however often a day's event is delivered", async () => {
    account = await DeployedAccount.create([idle(75)], { parameters: STAGES });

    for (let day = 0; day < 16; day += 1) {
      await account.evaluate();
      await account.evaluate();
      await account.pass(DAY);
    }

    expect(stages()).toEqual([14, 3]);
  });

  it('is notified of the latest stage only if days were skipped', async () => {
    account = await DeployedAccount.create([idle(75)], { parameters: STAGES });
    await account.evaluate();
    await account.pass(13 * DAY);

    await account.evaluate();

    expect(stages()).toEqual([3]);
  });

  it('is notified again, with the new date, after a sign-in between two stages', async () => {
    account = await DeployedAccount.create([idle(76)], { parameters: STAGES });
    await account.evaluate();
    await account.pass(5 * DAY);
    account.aws.iam.signIn('dave');
    await account.evaluate();
    const afterSignIn = account.compliance()['dave'];
    await account.pass(76 * DAY + HOUR);

    await account.evaluate();

    expect(afterSignIn).toBe('COMPLIANT dave: signed in, or password set, within 90 days');
    expect(stages()).toEqual([14, 14]);
    expect(notices()[1]).toMatchObject({ inactiveAfter: '2027-02-27T08:00:03.000Z' });
  });

  it.each<[string, Partial<SeedUser>, Record<string, string>]>([
    ['has an access key', { accessKeys: [{ createDate: NOW - 300 * DAY }] }, {}],
    ['has no password', { loginProfile: undefined }, {}],
    ['is exempt', { tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] }, {}],
    ['lives in an account with WarnDays 0', {}, { WarnDays: '0' }],
  ])('is not notified if the user %s', async (_, overrides, parameters) => {
    account = await DeployedAccount.create([idle(80, overrides)], { parameters });

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(notices()).toEqual([]);
  });

  it('is notified of "1 day" in the singular', async () => {
    account = await DeployedAccount.create([idle(89)], { parameters: { WarnDays: '1' } });

    await account.evaluate();

    expect(notices()).toMatchObject([{ message: expect.stringContaining('(notice of 1 day)'), tags: {} }]);
  });

  it('has an event of its own, with the ARN: ten with all their tags are too large for one PutEvents', async () => {
    const tags = Array.from({ length: 50 }, (_, index) => ({
      Key: `${'k'.repeat(120)}-${index}`,
      Value: 'ä'.repeat(256),
    }));
    const users = Array.from({ length: 10 }, (_, index) =>
      idle(80, { userName: `user-${index}`, path: '/staff/', tags }),
    );
    account = await DeployedAccount.create(users);

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(account.calls('events')).toEqual({ PutEvents: 10 });
    const puts = account.putEvents();
    expect(JSON.stringify(puts).length).toBeGreaterThan(256 * 1024 * 0.7);
    expect(new Set(puts.flatMap((entries) => entries.map(({ Resources }) => String(Resources))))).toEqual(
      new Set(users.map(({ userName }) => `arn:aws:iam::111122223333:user/staff/${userName}`)),
    );
  });

  it('is notified by the next evaluation if EventBridge refuses only this event', async () => {
    account = await DeployedAccount.create([idle(80, { userName: 'alice' }), idle(80)]);
    let refusing = true;
    account.alterAnswers('PutEvents', (output, input) =>
      refusing && JSON.stringify(input).includes('user/dave')
        ? { FailedEntryCount: 1, Entries: [{ ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }] }
        : output,
    );

    const { error } = await account.evaluate();
    const between = account.compliance();
    refusing = false;
    const second = await account.evaluate();

    expect(error?.message).toBe(
      'all evaluations have been reported, but EventBridge did not take 1 events, the first "IAM User Nearing Inactivity": ThrottlingException',
    );
    expect([between['alice'], between['dave']]).toEqual([
      expect.stringContaining('becomes inactive'),
      expect.not.stringContaining('becomes inactive'),
    ]);
    expect(second.error).toBeUndefined();
    expect(account.compliance()['dave']).toContain('becomes inactive');
    // Once for alice, three times in vain and then once for dave.
    expect(account.putEvents()).toHaveLength(5);
  });

  it('is notified by the next evaluation if EventBridge answers nothing at all', async () => {
    account = await DeployedAccount.create([idle(80)]);
    account.alterAnswers('PutEvents', () => ({}));

    const { error } = await account.evaluate();

    expect(error?.message).toMatch(/ did not take 1 events, the first "IAM User Nearing Inactivity": no answer$/);
    expect(account.compliance()['dave']).toBe('COMPLIANT dave: signed in, or password set, within 90 days');
  });

  it('is notified if Config has stored a result without an annotation', async () => {
    account = await DeployedAccount.create([idle(80)]);
    const ResourceId = account.aws.iam.find('dave')?.userId;
    const stored = {
      EvaluationResultIdentifier: { EvaluationResultQualifier: { ResourceId } },
      ComplianceType: 'COMPLIANT',
    };
    account.alterAnswers('GetComplianceDetailsByConfigRule', () => ({ EvaluationResults: [stored] }));

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(stages()).toEqual([14]);
  });

  it('is notified by the next evaluation if EventBridge took no event: the evaluation fails, its results are kept', async () => {
    account = await DeployedAccount.create([idle(76), inactiveUser({ userName: 'erin' })], {
      parameters: { AutomaticRemediation: 'false' },
    });
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'PutEvents') throw new AwsError('AccessDeniedException', 'not today', 400);
    });

    const first = await account.evaluate();
    account.aws.endpoint.interceptors.pop();
    const afterFirst = account.compliance();
    const second = await account.evaluate();

    expect(first.error?.message).toMatch(
      /^all evaluations have been reported, but EventBridge did not take 2 events, the first "IAM User \w+ ?\w*": AccessDenied/,
    );
    expect(afterFirst).toMatchObject({ dave: 'COMPLIANT dave: signed in, or password set, within 90 days' });
    expect(afterFirst['erin']).toMatch(/^NON_COMPLIANT erin: inactive .*; its event is yet to be sent$/);
    expect(second.error).toBeUndefined();
    expect(stages()).toEqual([14]);
    expect(account.events('IAM User Inactive')).toMatchObject([{ userName: 'erin' }]);
    expect(account.compliance()['erin']).not.toContain('yet to be sent');
  });

  it('is not announced before Config has proven the result token', async () => {
    account = await DeployedAccount.create([idle(76)]);
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'PutEvaluations') throw new AwsError('InvalidResultTokenException', 'no', 400);
    });

    const { error } = await account.evaluate();

    expect(error?.message).toContain('no');
    expect(account.calls()['PutEvents']).toBeUndefined();
  });

  it('is not read again after a notice, until the next stage', async () => {
    account = await DeployedAccount.create([idle(76)], { parameters: STAGES });
    const reads: (number | undefined)[] = [];
    for (let day = 0; day < 12; day += 1) {
      await account.evaluate();
      reads.push(account.calls('iam')['GetUser']);
      await account.pass(DAY);
    }

    // Once for the stage of 14 days, once for that of 3.
    expect(reads).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
    expect(stages()).toEqual([14, 3]);
  });
});

function notices(): readonly Record<string, unknown>[] {
  return account.events('IAM User Nearing Inactivity');
}

function stages(): unknown[] {
  return notices().map(({ noticeDays }) => noticeDays);
}
