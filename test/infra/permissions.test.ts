import * as fc from 'fast-check';
import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/decision/default-parameters';
import { exemptionOf } from '../../rule/decision/exemption';
import { type Caller, type SeedUser, type ServiceName, evaluate } from '../../sandbox/index';
import { facts, parameters } from '../rule/facts';
import { DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

/** A whole round, in which every permission is needed once: evaluation, wait, deletion and the evaluation after it. */
async function wholeRound(): Promise<void> {
  account.aws.iam.makeReport(NOW - 3 * HOUR);
  await account.evaluate();
  await account.settle();
}

/** Every action that a role of the stack allows: role by role, from the template itself. */
async function allowedActions(): Promise<[string, string][]> {
  account = await DeployedAccount.create([]);
  return account.aws.roles.all().flatMap(({ name, policies }) =>
    policies
      .flatMap(({ statements }) => statements)
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions }) => actions.map((action): [string, string] => [name, action])),
  );
}

describe('The template’s permissions', () => {
  it('suffice for a whole round', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    await wholeRound();

    expect(account.hasPassword('dave')).toBe(false);
    expect(account.aws.endpoint.calls.filter(({ error }) => error?.startsWith('AccessDenied'))).toEqual([]);
    expect(account.aws.logs.denied).toEqual([]);
  });

  it('are each needed: without any one of them something is denied', async () => {
    const actions = await allowedActions();
    await account.close();
    expect(actions.length).toBeGreaterThan(12);

    for (const [role, action] of actions) {
      account = await DeployedAccount.create([inactiveUser()]);
      account.aws.roles.withhold(role, action);

      await wholeRound();

      expect({ action, denied: denials() }).toEqual({ action, denied: [action] });
      await account.close();
    }
  }, 60_000);
});

/** The denied actions, each once. */
function denials(): string[] {
  const { endpoint, logs, ssm } = account.aws;
  const denied = endpoint.calls
    .filter(({ error }) => error?.startsWith('AccessDenied'))
    .map(({ service, operation }) => `${service}:${operation}`);
  // The endpoint does not serve Lambda: the run's step shows the denial.
  const invocations = ssm
    .executions()
    .flatMap(({ steps }) =>
      steps.map(({ failureMessage = '' }) => /is not authorized to perform: (lambda:\w+)/.exec(failureMessage)?.[1]),
    )
    .filter((action) => action !== undefined);
  return [...new Set([...denied, ...logs.denied, ...invocations])];
}

/** The role of this logical id, and a session of it for a run in this region. */
function sessionOf(logicalId: string, { service = 'ssm', region = 'us-east-1' } = {}): Caller {
  const found = Object.entries(account.stack.resources).find(
    ([id, { type }]) => type === 'AWS::IAM::Role' && id.startsWith(logicalId),
  );
  const sourceArn = `arn:aws:ssm:${region}:111122223333:automation-execution/0a1b2c3d`;
  const by = { service: `${service}.amazonaws.com`, sourceAccount: '111122223333', sourceArn };
  return account.aws.roles.assume(found?.[1].attributes['Arn'] ?? '', by, 'Automation-1');
}

const answerTo = async (caller: Caller, service: ServiceName, operation: string, input: object): Promise<string> =>
  await account.aws.endpoint.call(caller, service, operation, input).then(() => 'done', String);

describe('The runbook’s role', () => {
  const LISTED = { parameters: { AutomaticRemediation: 'false', ExemptUsers: 'root-backup,break-glass/*' } };
  const TAGGED = [{ Key: 'Inactive-IAM-Users:Exempt', Value: '' }];

  it.each<['may' | 'may not', string, Partial<SeedUser> & { userName: string }]>([
    ['may', 'a user', { userName: 'dave' }],
    ['may not', 'a tagged user, whatever the case of the key', { userName: 'dave', tags: TAGGED }],
    ['may not', 'a listed user', { userName: 'root-backup' }],
    ['may not', 'a listed user below a path', { userName: 'root-backup', path: '/ops/emea/' }],
    ['may not', 'a user of a listed path', { userName: 'dave', path: '/break-glass/' }],
    ['may not', 'a user of a path below a listed one', { userName: 'dave', path: '/break-glass/emea/' }],
    ['may not', 'a user of a listed path below another', { userName: 'dave', path: '/ops/break-glass/' }],
    ['may', 'a user whose name begins like a listed one', { userName: 'root-backup2' }],
    ['may', 'a user whose name ends like a listed one', { userName: 'my-root-backup' }],
    ['may', 'a user in a path like a listed name', { userName: 'dave', path: '/root-backup/' }],
    // IAM compares case. The rule does not: it never calls this user inactive.
    ['may', 'a listed user in another case', { userName: 'ROOT-backup' }],
  ])('%s delete the password of %s', async (may, _who, user) => {
    account = await DeployedAccount.create([inactiveUser(user)], LISTED);

    const answer = await answerTo(sessionOf('AutomationRole'), 'iam', 'DeleteLoginProfile', {
      UserName: user.userName,
    });

    expect(answer).toMatch(may === 'may' ? /^done$/ : /explicit deny/);
  });

  it('never denies the deletion for a user that the rule finds inactive', async () => {
    const entries = ['root-backup', 'break-glass/*', '*a*', 'b/*/a', 'a', 'a/b', 'B*', '*/b', 'a*b/a', 'ab.b'];
    account = await DeployedAccount.create([], { parameters: { ExemptUsers: entries.join(',') } });
    const policies = account.aws.roles.all().flatMap((role) => role.policies);
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'B', '.'), minLength: 1, maxLength: 3 });
    const paths = fc.array(word, { maxLength: 3 }).map((parts) => `/${parts.map((part) => `${part}/`).join('')}`);
    let kept = 0;

    fc.assert(
      fc.property(paths, word, (path, name) => {
        const resource = `arn:aws:iam::111122223333:user${path}${name}`;
        const { kind } = evaluate(policies, { action: 'iam:DeleteLoginProfile', resource, context: {} });
        if (kind !== 'explicitDeny') return;
        kept += 1;
        expect(exemptionOf(facts({ path, name }), parameters({ exemptUsers: entries }))).toBeDefined();
      }),
      { numRuns: 1000 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  it('may ask for an evaluation of this rule, and of no other', async () => {
    account = await DeployedAccount.create([]);
    account.putRule('another', parameterTexts(DEFAULT_PARAMETERS));
    const evaluateRule = async (name: string) =>
      await answerTo(sessionOf('AutomationRole'), 'config', 'StartConfigRulesEvaluation', { ConfigRuleNames: [name] });

    expect(await evaluateRule('another')).toContain('is not authorized to perform: config:StartConfigRulesEvaluation');
    expect(await evaluateRule(RULE)).toBe('done');
  });

  it.each([
    ['a run in another region', { region: 'eu-west-1' }],
    ['Lambda', { service: 'lambda' }],
  ])('may not be assumed by %s', async (_who, by) => {
    account = await DeployedAccount.create([]);

    expect(() => sessionOf('AutomationRole', by)).toThrow('is not authorized to perform: sts:AssumeRole');
  });
});

describe('The function’s role', () => {
  const putEvent = async (Source: string) =>
    await answerTo(sessionOf('ReaderRole', { service: 'lambda' }), 'events', 'PutEvents', {
      Entries: [{ Source, DetailType: 'IAM User Password Deleted', Detail: '{"ruleName":"x","message":"y"}' }],
    });

  it('may put events of this product, and of no other source', async () => {
    account = await DeployedAccount.create([]);

    expect(await putEvent('inactive-iam-users')).toBe('done');
    expect(await putEvent('somebody-else')).toContain('is not authorized to perform: events:PutEvents');
  });

  it('may delete nothing', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    const caller = sessionOf('ReaderRole', { service: 'lambda' });

    expect(await answerTo(caller, 'iam', 'DeleteLoginProfile', { UserName: 'dave' })).toContain('is not authorized');
  });
});

describe('Config', () => {
  it('may not be impersonated: another account or service cannot invoke the function', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    const arn = Object.values(account.stack.resources).find(({ type }) => type === 'AWS::Lambda::Function')?.attributes[
      'Arn'
    ];
    const invoke = (principal: string, sourceAccount: string) =>
      account.aws.lambda.invokeByService(
        { principal, sourceAccount, sourceArn: `arn:aws:config:::${RULE}` },
        arn ?? '',
        {},
      );

    await expect(invoke('config.amazonaws.com', '999988887777')).rejects.toThrow('is not authorized to perform');
    await expect(invoke('events.amazonaws.com', '111122223333')).rejects.toThrow('is not authorized to perform');
  });
});
