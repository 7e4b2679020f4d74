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

/** The actions that were denied to anybody, each once. */
function denials(): string[] {
  const { endpoint, logs, ssm } = account.aws;
  const denied = endpoint.calls
    .filter(({ error }) => error?.startsWith('AccessDenied'))
    .map(({ service, operation }) => `${service}:${operation}`);
  // Lambda is no service of the endpoint: the step of the run says so.
  const invocations = ssm
    .executions()
    .flatMap(({ steps }) =>
      steps.map(({ failureMessage = '' }) => /is not authorized to perform: (lambda:\w+)/.exec(failureMessage)?.[1]),
    )
    .filter((action) => action !== undefined);
  return [...new Set([...denied, ...logs.denied, ...invocations])];
}

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
