import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/decision/default-parameters';
import { isRecord } from '../../rule/decision/json';
import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser, MINUTE, NOW, RULE } from '../support/deployed-account';
import { SETTLED } from './settled-users';

let account: DeployedAccount;
afterEach(() => account.close());

describe('What an evaluation records', () => {
  it('is only the inactive users on a quiet day', async () => {
    account = await DeployedAccount.create([inactiveUser(), ...SETTLED], {
      parameters: { AutomaticRemediation: 'false' },
    });
    const first = await account.evaluate();
    await account.pass(DAY);

    const second = await account.evaluate();

    expect([first.recorded, second.recorded]).toEqual([5, 1]);
  });

  it.each([
    ['29 minutes later', 29 * MINUTE, [3, 1]],
    ['after 30 minutes', 30 * MINUTE, [3, 2]],
  ])('is %s, of unchanged inactive users', async (_, later, recorded) => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin' }), activeUser()], {
      parameters: { AutomaticRemediation: 'false' },
    });
    const first = await account.evaluate();
    await account.pass(later);

    const second = await account.evaluate();

    expect([first.recorded, second.recorded]).toEqual(recorded);
  });

  it('is one repeated result if nothing at all is new, so Config knows that the rule has run', async () => {
    account = await DeployedAccount.create(SETTLED);
    await account.evaluate();
    await account.pass(DAY);

    const second = await account.evaluate();

    expect(second).toMatchObject({ recorded: 1, reported: second.ended });
  });

  it('is nothing in an account without users', async () => {
    account = await DeployedAccount.create([]);

    const run = await account.evaluate();

    expect(run).toMatchObject({ recorded: 0 });
    expect(run.error).toBeUndefined();
    expect(account.calls('config')).toEqual({ GetComplianceDetailsByConfigRule: 1 });
  });

  it('is each change, and NOT_APPLICABLE once for a user who is gone', async () => {
    account = await DeployedAccount.create([...SETTLED, inactiveUser()], {
      parameters: { AutomaticRemediation: 'false' },
    });
    const gone = ['alice', 'young'].map((userName) => account.aws.iam.find(userName)?.userId ?? '');
    await account.evaluate();
    account.aws.iam.signIn('dave');
    for (const UserName of ['alice', 'young']) {
      await account.administer('DeleteLoginProfile', { UserName });
      await account.administer('DeleteUser', { UserName });
    }

    const second = await account.evaluate();
    const third = await account.evaluate();

    expect([second.recorded, third.recorded]).toEqual([3, 1]);
    expect(account.compliance()).toMatchObject({
      dave: 'COMPLIANT dave: signed in, or password set, within 90 days',
      ...Object.fromEntries(gone.map((id) => [id, 'NOT_APPLICABLE the user no longer exists'])),
    });
  });

  it('is a change and a NOT_APPLICABLE, and nothing repeated, if there is one of each', async () => {
    account = await DeployedAccount.create([activeUser(), activeUser({ userName: 'bob' }), inactiveUser()], {
      parameters: { AutomaticRemediation: 'false' },
    });
    await account.evaluate();
    account.aws.iam.signIn('dave');
    await account.administer('DeleteLoginProfile', { UserName: 'bob' });
    await account.administer('DeleteUser', { UserName: 'bob' });

    const { recorded } = await account.evaluate();

    expect(recorded).toBe(2);
    expect(account.compliance()['dave']).toMatch(/^COMPLIANT/);
  });

  it('is a compliant user’s new reason', async () => {
    account = await DeployedAccount.create(SETTLED);
    await account.evaluate();
    await account.administer('DeleteLoginProfile', { UserName: 'reset' });
    account.aws.iam.makeReport();

    const second = await account.evaluate();

    expect(second.recorded).toBe(1);
    expect(account.compliance()['reset']).toBe('COMPLIANT reset: no console password');
  });

  it('counts as recorded unless Config names it among the FailedEvaluations', async () => {
    account = await DeployedAccount.create([activeUser()]);
    account.alterAnswers('PutEvaluations', () => ({}));

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.calls('config')).toMatchObject({ PutEvaluations: 1 });
  });

  it('reaches Config after FailedEvaluations, which are tried again', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    failEvaluations(account, 2);

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
  });

  it('fails the invocation, naming the users, if FailedEvaluations do not end', async () => {
    account = await DeployedAccount.create([activeUser(), activeUser({ userName: 'bob' })]);
    failEvaluations(account, Infinity);

    const run = await account.evaluate();

    expect(run.error?.message).toMatch(
      /^Config did not record the evaluations of AIDA\w+, AIDA\w+ \(FailedEvaluations\)$/,
    );
  });

  it('does not change when the same event is delivered twice', async () => {
    account = await DeployedAccount.create([inactiveUser(), ...SETTLED], {
      parameters: { AutomaticRemediation: 'false' },
    });
    await account.evaluate();
    const before = account.compliance();

    await invoke(account, await lastToken(account));

    expect(account.compliance()).toEqual(before);
  });

  it('is nothing with the token TESTMODE: no result, no event, no metric', async () => {
    account = await DeployedAccount.create([
      inactiveUser(),
      activeUser({ userName: 'soon', passwordLastUsed: NOW - 80 * DAY }),
      ...SETTLED,
    ]);

    const result = await invoke(account, 'TESTMODE');
    await account.pass(HOUR);

    expect(result.functionError).toBeUndefined();
    expect(account.calls('config')).toMatchObject({ PutEvaluations: 2 });
    expect(account.compliance()).toEqual({});
    expect(account.putEvents()).toEqual([]);
    expect(account.logs()).toMatchObject([{ message: { outcome: 'evaluated', inactive: 1, upcoming: 1 } }]);
    expect(account.aws.cloudwatch.metrics.has({ namespace: RULE, name: 'Users', dimensions: {} })).toBe(false);
  });

  it('is one summary in the log, without a secret', async () => {
    const tags = [{ Key: 'inactive-iam-users:exempt', Value: '' }];
    const soon = activeUser({ userName: 'soon', passwordLastUsed: NOW - 80 * DAY });
    account = await DeployedAccount.create(
      [
        ...['dave', 'dora', 'back'].map((userName) => inactiveUser({ userName })),
        inactiveUser({ userName: 'erin', tags }),
        soon,
        ...SETTLED,
      ],
      { parameters: { AutomaticRemediation: 'false' } },
    );

    await account.evaluate();
    account.aws.iam.signIn('back');
    for (const UserName of ['dave', 'dora', 'soon']) await account.administer('DeleteLoginProfile', { UserName });
    await account.administer('DeleteUser', { UserName: 'soon' });
    await account.evaluate();

    const summary = { outcome: 'evaluated', rule: RULE, exempt: 1, blocked: 0, held: 0, linesNotUnderstood: 0 };
    expect(account.logs().filter((line) => isRecord(line) && 'message' in line)).toMatchObject([
      {
        level: 'INFO',
        message: {
          ...summary,
          users: 9,
          candidates: 5,
          inactive: 3,
          upcoming: 1,
          removed: 0,
          recorded: 9,
          retired: 0,
        },
      },
      {
        level: 'INFO',
        message: {
          ...summary,
          users: 8,
          candidates: 3,
          inactive: 0,
          upcoming: 0,
          removed: 2,
          recorded: 4,
          retired: 1,
        },
      },
    ]);
    expect(account.compliance()['dave']).toBe('COMPLIANT dave: no console password');
  });
});

/** Config does not take the evaluations of the first calls. */
function failEvaluations(deployed: DeployedAccount, times: number): void {
  const { endpoint } = deployed.aws;
  const call = endpoint.call.bind(endpoint);
  let failed = 0;
  endpoint.call = async (caller, service, operation, input) => {
    if (operation !== 'PutEvaluations' || failed >= times) return await call(caller, service, operation, input);
    failed += 1;
    const evaluations: unknown =
      typeof input === 'object' && input !== null && 'Evaluations' in input ? input.Evaluations : [];
    return { FailedEvaluations: evaluations };
  };
}

async function lastToken(deployed: DeployedAccount): Promise<string> {
  const put = deployed.aws.endpoint.calls.findLast(({ operation }) => operation === 'PutEvaluations')?.input;
  const token: unknown = typeof put === 'object' && put !== null && 'ResultToken' in put ? put.ResultToken : undefined;
  if (typeof token !== 'string') throw new Error('nothing was put');
  return token;
}

/** As Config invokes the rule's function, with a token of the test's choice. */
async function invoke(deployed: DeployedAccount, resultToken: string) {
  return await deployed.invokeFunction({
    version: '1.0',
    invokingEvent: JSON.stringify({
      messageType: 'ScheduledNotification',
      awsAccountId: deployed.aws.account.accountId,
      notificationCreationTime: new Date(deployed.aws.clock.now()).toISOString(),
      recordVersion: '1.0',
    }),
    resultToken,
    ruleParameters: JSON.stringify(parameterTexts(DEFAULT_PARAMETERS)),
    configRuleName: RULE,
    accountId: deployed.aws.account.accountId,
  });
}
