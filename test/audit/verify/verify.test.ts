import { DEFAULT_PARAMETERS, parameterTexts } from '../../../rule/decision/default-parameters';
import { AwsError, LocalAws } from '../../../sandbox/index';
import {
  activeUser,
  DAY,
  DeployedAccount,
  HOUR,
  inactiveUser,
  NOW,
  RULE,
  synthesizedTemplate,
} from '../../support/deployed-account';
import { operationsOf, printed, theWrongOne, verifyOf, withoutRemediation, wrong } from '../checks/checked-account';

let account: DeployedAccount;
afterEach(() => account.close());

const MANUAL = { parameters: { AutomaticRemediation: 'false' } };

/** An account with one inactive user, evaluated, where only a person remediates. */
async function evaluated(users = [inactiveUser(), activeUser()]): Promise<DeployedAccount> {
  account = await DeployedAccount.create(users, MANUAL);
  await account.evaluate();
  return account;
}

function idOf(userName: string): string {
  return account.aws.iam.find(userName)?.userId ?? 'nobody';
}

async function operatorCalls(service: 'iam' | 'config', operation: string, input: object): Promise<object> {
  return await account.aws.endpoint.call(account.aws.operator, service, operation, input);
}

describe('The verification of a healthy account', () => {
  it('passes after a whole round: evaluated, remediated, evaluated again', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()]);
    await account.evaluate();
    await account.settle();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ The rule inactive-iam-users is ACTIVE\n');
    expect(printed(checks)).toContain('✓ Its remediation is linked, automatic\n');
    expect(printed(checks)).toContain('(the last run for each of 1 user)');
    expect(printed(checks)).toContain('(2 users, 0 inactive)');
  });

  it('passes if remediation is by hand, and says so', async () => {
    await evaluated();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ Its remediation is linked, manual: by the Remediate button\n');
    expect(printed(checks)).toContain('(2 users, 1 inactive)');
  });

  it('passes in an account without users: its rule has nothing to report', async () => {
    await evaluated([]);

    expect(wrong(await verifyOf(account.aws))).toEqual([]);
  });

  it('only reads', async () => {
    await evaluated();

    await verifyOf(account.aws);

    expect(operationsOf(account.aws).filter((operation) => !/^(Describe|Get|List|Generate)/.test(operation))).toEqual(
      [],
    );
    expect(operationsOf(account.aws).length).toBeGreaterThan(8);
  });
});

describe('The verification of the rule', () => {
  it('says that the rule does not exist, and stops there', async () => {
    await evaluated();

    const checks = await verifyOf(account.aws, { ruleName: 'another' });

    expect(theWrongOne(checks).title).toBe('There is no rule named another in us-east-1');
    expect(checks).toHaveLength(2);
  });

  it.each([
    ['is wrong', { maxIdleDays: 'soon' }, 'maxIdleDays must be a whole number from 1 to 3650; got "soon"'],
    ['has been lost', { exemptUsers: undefined }, "exemptUsers must be among the rule's parameters"],
  ])('names a parameter that %s', async (_what, change, message) => {
    await evaluated();
    account.putRule(RULE, JSON.parse(JSON.stringify({ ...parameterTexts(DEFAULT_PARAMETERS), ...change })));

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([
      "The rule's parameters are invalid: each evaluation and each run fails",
      "Config's stored compliance cannot be compared with a live decision",
    ]);
    expect(printed(checks).replaceAll(/\s+/g, ' ')).toContain(message);
  });

  it('says that it has never been evaluated', async () => {
    account = await DeployedAccount.create([inactiveUser()], MANUAL);

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([
      'No evaluation has succeeded yet',
      "Config's stored compliance differs from a live decision for 1 user",
    ]);
    expect(printed(checks)).toContain('Config has no evaluation of this rule at all');
  });

  it('says that the last evaluation failed, with its error and the last success', async () => {
    await evaluated();
    await account.pass(DAY);
    account.meanwhile('ListUsers', () => {
      throw new AwsError('AccessDenied', 'User: x is not authorized to perform: iam:ListUsers', 403);
    });
    await account.evaluate();

    const { title, details, remedy } = theWrongOne(await verifyOf(account.aws));

    expect(title).toMatch(/^The last evaluation failed, on 2026-11-25T08:00:0\dZ$/);
    expect(details).toContain('is not authorized to perform: iam:ListUsers');
    expect(details).toContain('the last success was on 2026-11-24T08:00:0');
    expect(remedy).toContain(`--config-rule-names ${RULE}`);
  });

  it('passes after a failure that a success has followed, and mentions the failure', async () => {
    account = await DeployedAccount.create([inactiveUser()], MANUAL);
    account.meanwhile('ListUsers', () => {
      throw new AwsError('AccessDenied', 'denied', 403);
    });
    await account.evaluate();
    await account.pass(HOUR);
    await account.evaluate();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('an earlier one failed, on 2026-11-24T08:00:0');
  });

  it.each([
    ['TwentyFour_Hours', 47, 49, 48],
    ['Three_Hours', 5, 7, 6],
  ])('misses an evaluation for two periods of %s', async (EvaluationFrequency, patient, impatient, hours) => {
    account = await DeployedAccount.create([inactiveUser()], {
      parameters: { ...MANUAL.parameters, EvaluationFrequency },
    });
    await account.evaluate();
    await account.pass(patient * HOUR);
    expect(wrong(await verifyOf(account.aws))).toEqual([]);

    await account.pass((impatient - patient) * HOUR);

    expect(theWrongOne(await verifyOf(account.aws)).title).toMatch(
      new RegExp(`^No evaluation has succeeded since 2026-11-24T08:00:0.Z; one is due every ${hours / 2} hours?$`),
    );
  });
});

describe('The verification of the remediation', () => {
  it('says that no remediation is linked', async () => {
    account = await DeployedAccount.create([]);
    const aws = await LocalAws.start({ now: NOW });
    aws.iam.seed(inactiveUser());
    await aws.deploy(withoutRemediation(synthesizedTemplate()));
    await aws.clock.runUntilSettled(aws.config.evaluate(RULE));

    const checks = await verifyOf(aws);
    await aws.close();

    expect(theWrongOne(checks).title).toBe('No remediation is linked to the rule: it only reports');
  });

  it('names each user blocked by an exception, with the command that clears it', async () => {
    await evaluated();
    await operatorCalls('config', 'PutRemediationExceptions', {
      ConfigRuleName: RULE,
      ResourceKeys: [{ ResourceType: 'AWS::IAM::User', ResourceId: idOf('dave') }],
      Message: 'on leave',
    });

    const { title, details } = theWrongOne(await verifyOf(account.aws));

    expect(title).toBe('1 user blocked by a remediation exception');
    expect(details.split('\n')).toEqual([
      `dave (${idOf('dave')}): probably set by people, because AWS shows no run: on leave`,
      `aws configservice delete-remediation-exceptions --region us-east-1 --config-rule-name ${RULE} --resource-keys ResourceType=AWS::IAM::User,ResourceId=${idOf('dave')}`,
    ]);
  });

  it('tells an exception that Config put from one that people set', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'DeleteLoginProfile') throw new AwsError('ServiceFailure', 'not now', 500);
    });
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await account.evaluate();
      await account.settle();
    }

    expect(printed(await verifyOf(account.aws)).replaceAll(/\s+/g, ' ')).toContain(
      `dave (${idOf('dave')}): probably put by Config, because the last run failed: 5 automatic remediation attempts`,
    );
  });

  it('says which run failed, in which step, and why', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.meanwhile('DeleteLoginProfile', () => {
      throw new AwsError('EntityTemporarilyUnmodifiable', 'the password has just been changed', 409);
    });
    await account.evaluate();
    await account.settle();

    const { title, details } = theWrongOne(await verifyOf(account.aws));

    expect(title).toBe('The last run of the runbook failed for 1 user');
    expect(details).toMatch(
      /^dave \(AIDA\w+\): DeleteLoginProfile: .*the password has just been changed.* \(2026-11-24T/,
    );
  });
});

describe('The verification of the stored compliance', () => {
  it('shows users who have signed in since, with the stored and the current compliance', async () => {
    await evaluated();
    await account.pass(HOUR);
    account.aws.iam.signIn('dave');

    const { title, details, remedy } = theWrongOne(await verifyOf(account.aws));

    expect(title).toBe("Config's stored compliance differs from a live decision for 1 user");
    expect(details).toBe(
      `dave (${idOf('dave')}): stored NON_COMPLIANT, live COMPLIANT: signed in, or password set, within 90 days`,
    );
    expect(remedy).toContain(
      `aws configservice start-config-rules-evaluation --region us-east-1 --config-rule-names ${RULE}`,
    );
  });

  it('shows users who were created or deleted since', async () => {
    await evaluated();
    const alice = idOf('alice');
    await account.administer('DeleteLoginProfile', { UserName: 'alice' });
    await account.administer('DeleteUser', { UserName: 'alice' });
    await account.administer('CreateUser', { UserName: 'bob' });

    const { details } = theWrongOne(await verifyOf(account.aws));

    expect(details.split('\n')).toEqual([
      `bob (${idOf('bob')}): stored nothing, live COMPLIANT: created within 90 days`,
      `${alice}: stored COMPLIANT (alice: signed in, or password set, within 90 days), but the user no longer exists`,
    ]);
  });

  it('goes by the rule’s own parameters', async () => {
    const idle100 = inactiveUser({ passwordLastUsed: NOW - 100 * DAY });
    account = await DeployedAccount.create([idle100], {
      parameters: { ...MANUAL.parameters, MaxIdleDays: '120' },
    });
    await account.evaluate();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('(1 user, 0 inactive)');
  });
});

describe('The output', () => {
  it('is at most 80 columns wide, whatever is wrong', async () => {
    account = await DeployedAccount.create([inactiveUser({ userName: 'a+b=c,d.e@f-g_h'.repeat(4) })]);
    account.meanwhile('DeleteLoginProfile', () => {
      throw new AwsError('EntityTemporarilyUnmodifiable', 'x'.repeat(200), 409);
    });
    await account.evaluate();
    await account.settle();
    await account.pass(5 * DAY);

    const lines = printed(await verifyOf(account.aws)).split('\n');

    expect(lines.length).toBeGreaterThan(15);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});
