import { AwsError } from '../../sandbox/endpoint/aws-error';
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

let account: DeployedAccount;
afterEach(() => account.close());

/** Dave is evaluated as inactive; then something happens; then the remediation that Config started runs to its end. */
async function remediateAfter(happen: () => void | Promise<void>): Promise<void> {
  await account.evaluate();
  await happen();
  await account.settle();
}

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

  it('says whom, why, when, and how to give access back', async () => {
    account = await DeployedAccount.create([inactiveUser({ userName: 'a+b=c,d.e@f-g_h', path: '/team/' })]);

    await account.evaluate();
    await account.settle();

    const { outputs } = account.theExecution();
    expect(outputs['FindUser.UserName']).toEqual(['a+b=c,d.e@f-g_h']);
    expect(outputs['Confirm.Payload']).toEqual([
      'delete: a+b=c,d.e@f-g_h: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z; confirmed 2026-11-24T08:00:03Z; give access back by: aws iam create-login-profile --user-name a+b=c,d.e@f-g_h --password-reset-required --password NEW_PASSWORD',
    ]);
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

  it('needs no more than one evaluation for users who are remediated together', async () => {
    account = await DeployedAccount.create(
      Array.from({ length: 12 }, (_, index) => inactiveUser({ userName: `user-${index}` })),
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

  it('is left to the Remediate button when it is not automatic', async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();
    await account.settle();
    expect(account.executions()).toHaveLength(0);

    await account.aws.endpoint.call(account.aws.operator, 'config', 'StartRemediationExecution', {
      ConfigRuleName: RULE,
      ResourceKeys: [{ resourceType: 'AWS::IAM::User', resourceId: account.aws.iam.find('dave')?.userId }],
    });
    await account.settle();

    expect(account.theExecution().status).toBe('Success');
    expect(account.hasPassword('dave')).toBe(false);
  });
});

describe('The remediation deletes nothing, and ends in Success, for a user who meanwhile', () => {
  const administer = (operation: string, input: object = {}) =>
    account.administer(operation, { UserName: 'dave', ...input });

  it.each<[string, () => void | Promise<unknown>, string]>([
    ['has signed in', () => account.aws.iam.signIn('dave'), 'keep: dave: signed in, or password set, within 90 days'],
    [
      'got an access key',
      () => administer('CreateAccessKey'),
      'keep: dave: has access keys: used for API access, out of scope',
    ],
    [
      'got the exemption tag',
      () => administer('TagUser', { Tags: [{ Key: 'Inactive-Iam-Users:Exempt', Value: '' }] }),
      'keep: dave: exempt by its tag Inactive-Iam-Users:Exempt',
    ],
    [
      'got a new password',
      async () => {
        await administer('DeleteLoginProfile');
        await administer('CreateLoginProfile', { Password: 'Correct-Horse-1' });
      },
      'keep: dave: signed in, or password set, within 90 days',
    ],
    ['has lost the password', () => administer('DeleteLoginProfile'), 'keep: dave: no console password'],
    [
      'has been deleted',
      async () => {
        await administer('DeleteLoginProfile');
        await administer('DeleteUser');
      },
      'later: there is no user dave any more (deleted or renamed)',
    ],
    [
      'has been renamed, of which the inventory does not know yet',
      () => {
        account.aws.config.inventory.lagMilliseconds = HOUR;
        account.aws.config.inventory.observe();
        return administer('UpdateUser', { NewUserName: 'david' });
      },
      'later: there is no user dave any more (deleted or renamed)',
    ],
  ])('%s', async (_name, happen, answer) => {
    account = await DeployedAccount.create([inactiveUser()]);
    const keptBefore = account.aws.iam.users().length;

    await remediateAfter(async () => {
      await happen();
    });

    expect(answerOf(account.theExecution())).toBe(answer);
    expect(account.theExecution().status).toBe('Success');
    expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
    expect(keptBefore).toBe(1);
  });

  it('has got a name that now belongs to another unique id', async () => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'other' })]);
    account.aws.config.inventory.lagMilliseconds = HOUR;
    account.aws.config.inventory.observe();

    await remediateAfter(async () => {
      await account.administer('UpdateUser', { UserName: 'dave', NewUserName: 'former-dave' });
      await account.administer('UpdateUser', { UserName: 'other', NewUserName: 'dave' });
    });

    const answers = account.executions().map(answerOf);
    expect(answers[0]).toMatch(/^later: the name dave now belongs to another user, AIDA\w+$/);
    expect(account.executions().map(({ status }) => status)).toEqual(['Success', 'Success']);
    expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
  });

  it('is exempt since somebody has changed the rule’s parameters in the Config console', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await remediateAfter(() => changeParameters({ maxIdleDays: '90', exemptUsers: 'dave' }));

    expect(answerOf(account.theExecution())).toBe('keep: dave: exempt by exemptUsers pattern dave');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('had the password reset by an administrator an hour ago, which only the next report shows', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 2 * HOUR);
    await account.administer('UpdateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-2' });
    await account.pass(HOUR);

    await account.evaluate();
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
    await account.settle();

    expect(stepsOf(account.theExecution())).toContain('WaitForReport Success');
    expect(answerOf(account.theExecution())).toBe('keep: dave: signed in, or password set, within 90 days');
    expect(account.hasPassword('dave')).toBe(true);
    expect(account.compliance()['dave']).toMatch(/^COMPLIANT/);
  });

  it('signs in while the runbook waits for the report', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(30 * MINUTE);
    account.aws.iam.signIn('dave');

    await account.settle();

    expect(answerOf(account.theExecution())).toBe('keep: dave: signed in, or password set, within 90 days');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('signs in while IAM makes the report that the confirmation has asked for', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.aws.iam.makeReport(account.aws.clock.now() - 4 * HOUR);
    account.meanwhile('GetCredentialReport', () => account.aws.iam.signIn('dave'));

    await account.settle();

    expect(answerOf(account.theExecution())).toBe('keep: dave: signed in, or password set, within 90 days');
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('The remediation fails, deleting nothing,', () => {
  it('when the login profile has just been changed', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.meanwhile('DeleteLoginProfile', async () => {
      await account.administer('UpdateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-2' });
    });

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Failed');
    expect(account.theExecution().failureMessage).toContain('EntityTemporarilyUnmodifiable');
    expect(account.calls()).toMatchObject({ 'DeleteLoginProfile EntityTemporarilyUnmodifiable': 1 });
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('when the exemption tag comes after the confirmation: IAM itself refuses', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.meanwhile('DeleteLoginProfile', async () => {
      await account.administer('TagUser', {
        UserName: 'dave',
        Tags: [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }],
      });
    });

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().failureMessage).toContain('with an explicit deny in an identity-based policy');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it.each(['GetUser', 'GetLoginProfile', 'ListAccessKeys', 'GetCredentialReport', 'DescribeConfigRules'])(
    'when the confirmation may not call %s',
    async (operation) => {
      account = await DeployedAccount.create([inactiveUser()]);
      await remediateAfter(() => {
        account.aws.endpoint.interceptors.push((call) => {
          if (call.operation === operation) throw new AwsError('AccessDenied', 'no', 403);
        });
      });

      expect(account.theExecution()).toMatchObject({ status: 'Failed' });
      expect(account.hasPassword('dave')).toBe(true);
      expect(account.calls()['DeleteLoginProfile']).toBeUndefined();
    },
  );

  it.each([
    ['fails the step', 'fail', 'nothing'],
    ['goes on with a sentence for a name', 'empty', 'does Config record AWS::IAM::User in this region?'],
  ] as const)('when the inventory does not know the user and SSM %s', async (_name, missingSelector, reason) => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { missingSelector } });
    account.aws.config.inventory.records = false;

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Failed');
    expect(account.theExecution().failureMessage).toContain(reason);
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('when the function’s error is passed on as its answer', async () => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { functionErrorFailsStep: false } });
    await remediateAfter(() => {
      account.aws.endpoint.interceptors.push((call) => {
        if (call.operation === 'GetLoginProfile') throw new AwsError('AccessDenied', 'no', 403);
      });
    });

    expect(stepsOf(account.theExecution())).toEqual([
      'FindUser Success',
      'Confirm Success',
      'Decide Success',
      'RequireClearAnswer Failed',
    ]);
    expect(account.theExecution().failureMessage).toContain('No clear answer, nothing deleted: see the log group');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('when after the wait there is still no report that could show a reset', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.evaluate();
    await account.pass(30 * MINUTE);
    // SSM wakes the run an hour after another tool has had the next report made.
    account.aws.iam.makeReport(account.aws.clock.now() - 10 * MINUTE);

    await account.settle();

    expect(stepsOf(account.theExecution())).toContain('RequireClearAnswer Failed');
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe('Where SSM hands a Lambda’s string on with its JSON quotes', () => {
  it.each([
    ['a fresh report', 0, 'WaitForReportInFull Pending'],
    ['an old report', 3 * HOUR, 'WaitForReportInFull Success'],
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

  it('a user who has signed in is kept', async () => {
    account = await DeployedAccount.create([inactiveUser()], { unconfirmed: { lambdaPayload: 'quoted' } });

    await remediateAfter(() => account.aws.iam.signIn('dave'));

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

function changeParameters(parameters: Readonly<Record<string, string>>): void {
  const template = account.stack.resources;
  const functionArn = Object.values(template).find(({ type }) => type === 'AWS::Lambda::Function')?.attributes['Arn'];
  account.aws.config.putRule({
    ConfigRuleName: RULE,
    InputParameters: parameters,
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: functionArn,
      SourceDetails: [
        {
          EventSource: 'aws.config',
          MessageType: 'ScheduledNotification',
          MaximumExecutionFrequency: 'TwentyFour_Hours',
        },
      ],
    },
  });
}
