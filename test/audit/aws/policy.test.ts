import { liveAccount } from '../../../audit/accounts/live-account';
import { PERMISSIONS, policyDocument } from '../../../audit/aws/policy';
import { type PolicyDocument, parseIdentityPolicy, withoutAction } from '../../../sandbox/index';
import { DeployedAccount, inactiveUser } from '../../support/deployed-account';
import { question } from '../question';
import { asked, auditor, clientsOf, preflightOf, printed, verifyOf } from '../checks/checked-account';

let account: DeployedAccount;
beforeEach(async () => {
  account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
  await account.evaluate();
});
afterEach(() => account.close());

const POLICY = parseIdentityPolicy(policyDocument(), 'the policy');

/** The commands of one account; see organization.test.ts for those of many. */
const COMMANDS = ['audit', 'preflight', 'verify'] as const;
type Command = (typeof COMMANDS)[number];

/** What a command says, in its output or in the error that ends it. */
async function said(command: Command, policy: PolicyDocument): Promise<string> {
  const { aws } = account;
  switch (command) {
    case 'preflight':
      return printed(await preflightOf(aws, { policy }));
    case 'verify':
      return printed(await verifyOf(aws, { policy }));
    case 'audit':
      return await audited(policy);
  }
}

async function audited(policy: PolicyDocument): Promise<string> {
  const { aws } = account;
  const clients = clientsOf(aws, auditor(aws, policy));
  try {
    const region = () => Promise.resolve('us-east-1');
    const [read] = await asked(aws, (time) =>
      liveAccount({ label: 'the account' }, () => ({ ...clients, region }), time).read(question(), () => undefined),
    );
    return read?.kind === 'audited' ? read.caveats.join('\n') : 'nothing';
  } catch (error) {
    return String(error);
  }
}

/** The actions that the auditor was denied, each once. */
function denied(): string[] {
  const calls = account.aws.endpoint.calls.filter(
    ({ caller, error }) => caller.includes('/Auditor/') && error?.startsWith('AccessDenied'),
  );
  return [...new Set(calls.map(({ service, operation }) => `${service}:${operation}`))];
}

describe('The policy of the commands', () => {
  it.each(COMMANDS)('suffices for %s', async (command) => {
    const text = await said(command, POLICY);

    expect(denied()).toEqual([]);
    expect(text).not.toContain('denied');
  });

  it.each(
    PERMISSIONS.flatMap(({ action, commands }) =>
      COMMANDS.filter((command) => commands.includes(command)).map((command) => [action, command] as const),
    ),
  )('has %s because %s needs it, and says so without it', async (action, command) => {
    const text = await said(command, withoutAction(POLICY, action));

    expect(denied()).toEqual([action]);
    expect(text.replaceAll(/\s+/g, ' ')).toContain(`is not authorized to perform: ${action}`);
  });

  it.each(COMMANDS)('lists for %s all that it calls', async (command) => {
    const needed = PERMISSIONS.filter(({ commands }) => commands.includes(command)).map(({ action }) => action);

    await said(command, POLICY);

    const called = account.aws.endpoint.calls
      .filter(({ caller, service }) => caller.includes('/Auditor/') && service !== 'sts')
      .map(({ service, operation }) => `${service}:${operation}`);
    expect([...new Set(called)].toSorted()).toEqual(needed.toSorted());
  });

  it('allows reading alone', () => {
    const actions = PERMISSIONS.map(({ action }) => action);

    expect(
      actions.filter((action) => !/^(iam|config|ssm|account|organizations):(List|Get|Describe|Generate)/.test(action)),
    ).toEqual(['sts:AssumeRole']);
    expect(new Set(actions).size).toBe(actions.length);
  });

  it('fits into a managed policy and into the README', () => {
    expect(JSON.stringify(policyDocument()).length).toBeLessThan(2048);
  });
});
