import dashboard from '../../../docs/dashboard.json';
import { METRICS } from '../../../rule/metrics';
import { DEFAULT_PARAMETERS, parameterTexts } from '../../../rule/decision/default-parameters';
import { AwsError, type UnconfirmedAlarms } from '../../../sandbox/index';
import {
  activeUser,
  DAY,
  DeployedAccount,
  HOUR,
  inactiveUser,
  MINUTE,
  NOW,
  RULE,
} from '../../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const EIGHTY_DAYS_AGO = NOW - 80 * DAY;
const NOTIFIED = { NotificationEmail: 'security@example.com' };

/** An account with a topic for its alarms, in which nothing is remediated. */
async function watched(unconfirmed: Partial<UnconfirmedAlarms> = {}): Promise<void> {
  account = await DeployedAccount.create([inactiveUser()], {
    parameters: { ...NOTIFIED, AutomaticRemediation: 'false' },
    unconfirmed,
  });
}

/** The alarms' messages so far, each with the minutes since `since`. */
function alarmMessages(since: number): [number, string][] {
  return account.aws.sns.messages
    .filter(({ message }) => message.includes('this alarm is now'))
    .map(({ time, message }) => [Math.round((time - since) / MINUTE), JSON.parse(message)]);
}

const counted = (namespace: string, name: string): readonly number[] =>
  account.aws.cloudwatch.metrics.datapoints({ namespace, name, dimensions: {} }).map(({ value }) => value);

describe('The metrics', () => {
  it("count users, inactive, exempt, upcoming and removed in the rule's namespace", async () => {
    account = await DeployedAccount.create([
      inactiveUser(),
      inactiveUser({ userName: 'erin', tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] }),
      activeUser(),
      activeUser({ userName: 'soon', passwordLastUsed: EIGHTY_DAYS_AGO }),
    ]);
    const last = (name: string) => counted(RULE, name).at(-1);
    await account.evaluate();
    const first = ['Users', 'Inactive', 'Exempt', 'Upcoming', 'Removed'].map(last);
    await account.settle();

    expect(first).toEqual([4, 1, 1, 1, 0]);
    expect([last('Inactive'), last('Removed')]).toEqual([0, 1]);
  });

  it('are all on the dashboard of docs/', () => {
    const lines = dashboard.widgets.flatMap(({ properties }) => properties.metrics);

    expect(lines.map(([_namespace, name]) => name)).toEqual(Object.keys(METRICS));
    expect(lines[0]?.[0]).toBe(RULE);
  });

  it('of another rule on the same function are in that rule’s namespace', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.putRule('another', parameterTexts(DEFAULT_PARAMETERS));

    await account.aws.clock.runUntilSettled(account.aws.config.evaluate('another'));

    expect([counted(RULE, 'Users'), counted('another', 'Users')]).toEqual([[], [1]]);
  });
});

describe('The alarm on failures of the function', () => {
  it('sends a message when it begins and when it ends', async () => {
    await watched();
    await account.evaluate();
    await account.pass(DAY);
    account.meanwhile('ListUsers', () => {
      throw new AwsError('AccessDenied', 'no', 403);
    });
    const failure = account.aws.clock.now();

    await account.evaluate();
    await account.pass(HOUR);

    expect(alarmMessages(failure).filter(([, message]) => message.startsWith('An evaluation'))).toEqual([
      [
        expect.any(Number),
        'An evaluation or a run of the runbook has failed: this alarm is now ALARM (account 111122223333)',
      ],
      [
        expect.any(Number),
        'An evaluation or a run of the runbook has failed: this alarm is now OK (account 111122223333)',
      ],
    ]);
  });
});

describe('The alarm on missing evaluations', () => {
  const NO_EVALUATION = 'No evaluation has succeeded for two days: this alarm is now';
  const READINGS = [0, 1, 2, 5].flatMap((extraPeriods) =>
    (['value', 'nothingUntilReported', 'nothing'] as const).map((emptyFill) => ({ extraPeriods, emptyFill })),
  );

  describe.each(READINGS)('if CloudWatch does %j', (reading) => {
    it('rings within two days and an hour of the last success, not within the first day, and ends with the next', async () => {
      await watched(reading);
      for (let day = 0; day < 3; day += 1) {
        await account.evaluate();
        await account.pass(day < 2 ? DAY : 0);
      }
      const success = account.aws.clock.now();
      await account.pass(2 * DAY + HOUR);
      const rung = alarmMessages(success).filter(([minute]) => minute > 0);

      await account.evaluate();
      await account.pass(HOUR);

      expect(rung).toEqual([[expect.any(Number), `${NO_EVALUATION} ALARM (account 111122223333)`]]);
      expect(rung[0]?.[0]).toBeGreaterThan(24 * 60);
      expect(alarmMessages(success).at(-1)?.[1]).toBe(`${NO_EVALUATION} OK (account 111122223333)`);
    });

    it('does not ring in a new deployment that is evaluated every day', async () => {
      await watched(reading);
      await account.pass(2 * HOUR);
      for (let day = 0; day < 4; day += 1) {
        await account.evaluate();
        await account.pass(DAY);
      }

      expect(alarmMessages(NOW).filter(([, message]) => message.includes('ALARM'))).toEqual([]);
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'an evaluation of another rule on the same function',
      async () => await account.aws.clock.runUntilSettled(account.aws.config.evaluate('another')),
    ],
    [
      'an invocation with the token TESTMODE',
      async () => expect(await account.invokeFunction(testMode())).toMatchObject({ payload: 'null' }),
    ],
    ['an evaluation that fails', async () => await failedEvaluation()],
  ])('is not silenced by %s', async (_what, happen) => {
    await watched();
    account.putRule('another', parameterTexts(DEFAULT_PARAMETERS));
    await account.evaluate();
    const success = account.aws.clock.now();
    for (let day = 0; day < 2; day += 1) {
      await account.pass(DAY - HOUR);
      await happen();
      await account.pass(HOUR);
    }
    await account.pass(HOUR);

    expect(alarmMessages(success).map(([, message]) => message)).toContain(
      `${NO_EVALUATION} ALARM (account 111122223333)`,
    );
  });

  it('does not ring if the first evaluation never comes, which verify detects', async () => {
    await watched();
    await account.pass(5 * DAY);

    expect(alarmMessages(NOW)).toEqual([]);
  });
});

async function failedEvaluation(): Promise<void> {
  account.meanwhile('ListUsers', () => {
    throw new AwsError('AccessDenied', 'no', 403);
  });
  await account.evaluate();
}

/** What an administrator sends to try the function: AWS: "PutEvaluations", TestMode. */
function testMode(): object {
  return {
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: '111122223333',
      notificationCreationTime: new Date(account.aws.clock.now()).toISOString(),
      recordVersion: '1.0',
    }),
    ruleParameters: JSON.stringify(parameterTexts(DEFAULT_PARAMETERS)),
    resultToken: 'TESTMODE',
    configRuleName: RULE,
    accountId: '111122223333',
  };
}
