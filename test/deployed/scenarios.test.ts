import { AwsError, type SeedUser } from '../../sandbox/index';
import { SETTLED } from '../rule/settled-users';
import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE, stepsOf } from '../support/deployed-account';
import { passwordHolders } from '../support/operator';

interface Scenario {
  readonly name: string;
  readonly users: readonly SeedUser[];
  readonly parameters?: Readonly<Record<string, string>>;
  /** What happens before the evaluation. */
  readonly before?: (account: DeployedAccount) => void;
  /** What happens between the evaluation and the remediation. */
  readonly between?: (account: DeployedAccount) => void;
  readonly keepPasswords: readonly string[];
  readonly runs: readonly string[];
  /** When one of the reads that run side by side fails, it is chance whether the others have gone out. */
  readonly numberOfCalls?: 'by chance';
}

/** AWS refuses these calls of the product: all of them, or the first few. */
const refuse =
  (refused: string, code: string, times = Infinity) =>
  ({ aws }: DeployedAccount): void => {
    let left = times;
    aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== refused || left === 0) return;
      left -= 1;
      throw new AwsError(code, `${refused} is refused`, 400);
    });
  };

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'every kind of user is evaluated, and the only inactive one loses the password',
    users: [
      ...SETTLED,
      inactiveUser(),
      inactiveUser({ userName: 'key', accessKeys: [{ createDate: NOW - 400 * DAY, status: 'Inactive' }] }),
      inactiveUser({ userName: 'tagged', tags: [{ Key: 'INACTIVE-IAM-USERS:EXEMPT', Value: 'audit 2026' }] }),
      inactiveUser({ userName: 'a+b=c,d.e@f-g_h', path: '/break-glass/' }),
    ],
    parameters: { ExemptUsers: 'break-glass/*', NotificationEmail: 'security@example.com' },
    keepPasswords: ['a+b=c,d.e@f-g_h', 'alice', 'key', 'reset', 'tagged', 'young'],
    runs: ['Success'],
  },
  {
    name: 'a user who signs in after the evaluation keeps the password',
    users: [inactiveUser()],
    between: ({ aws }) => aws.iam.signIn('dave'),
    keepPasswords: ['dave'],
    runs: ['Success'],
  },
  {
    name: 'the removals are held if more users are inactive than the cap allows',
    users: [inactiveUser(), inactiveUser({ userName: 'erin' })],
    parameters: { MaxRemovals: '1' },
    keepPasswords: ['dave', 'erin'],
    runs: ['Success', 'Success'],
  },
  {
    name: 'a user who is soon inactive gets a notice',
    users: [activeUser({ passwordLastUsed: NOW - 80 * DAY })],
    keepPasswords: ['alice'],
    runs: [],
  },
  {
    name: 'a run waits for a report that can show a reset',
    users: [inactiveUser()],
    before: ({ aws }) => aws.iam.makeReport(NOW - 3 * HOUR),
    keepPasswords: [],
    runs: ['Success'],
  },
  {
    name: 'a deletion that fails is reported',
    users: [inactiveUser()],
    parameters: { MaximumAutomaticAttempts: '1' },
    before: refuse('DeleteLoginProfile', 'ServiceFailure'),
    keepPasswords: ['dave'],
    runs: ['Failed'],
  },
  {
    name: 'a confirmation that may not read the password deletes nothing',
    users: [inactiveUser()],
    between: refuse('GetLoginProfile', 'AccessDenied'),
    keepPasswords: ['dave'],
    runs: ['Failed'],
    numberOfCalls: 'by chance',
  },
  {
    name: 'an evaluation fails if the rule has lost a parameter',
    users: [inactiveUser()],
    before: (account) => account.putRule(RULE, { maxIdleDays: '90', exemptTagKey: 'keep', warnDays: '14' }),
    keepPasswords: ['dave'],
    runs: [],
  },
  {
    name: 'an evaluation fails if it may not list the users',
    users: [inactiveUser()],
    before: refuse('ListUsers', 'AccessDenied'),
    keepPasswords: ['dave'],
    runs: [],
  },
  {
    name: 'an evaluation outlasts throttling',
    users: [inactiveUser()],
    parameters: { AutomaticRemediation: 'false' },
    before: refuse('GetLoginProfile', 'Throttling', 4),
    keepPasswords: ['dave'],
    runs: [],
  },
];

/** Everything that the account shows after an evaluation and its consequences. */
async function outcomeOf(scenario: Scenario, asDeployed: boolean) {
  const { users, parameters = {}, before, between, numberOfCalls } = scenario;
  const account = await DeployedAccount.create(users, { parameters, asDeployed });
  try {
    before?.(account);
    const { error, recorded } = await account.evaluate();
    const evaluation = { error: error?.message, recorded, compliance: account.compliance() };
    between?.(account);
    await account.settle();
    return {
      evaluation,
      complianceAfter: account.compliance(),
      passwords: passwordHolders(account),
      runs: account.executions().map((execution) => ({ status: execution.status, steps: stepsOf(execution) })),
      events: account.putEvents(),
      messages: account.aws.sns.messages,
      calls: numberOfCalls === 'by chance' ? Object.keys(account.calls()).toSorted() : account.calls(),
      logLines: account.logs().length,
    };
  } finally {
    await account.close();
  }
}

/** The bundle in the template, in a worker that calls AWS over HTTP. All other tests run the sources in their process. */
describe('As deployed, just as from its sources,', () => {
  it.each(SCENARIOS)('$name', async (scenario) => {
    const deployed = await outcomeOf(scenario, true);

    expect(deployed).toEqual(await outcomeOf(scenario, false));
    expect(deployed.passwords).toEqual(scenario.keepPasswords);
    expect(deployed.runs.map(({ status }) => status)).toEqual(scenario.runs);
  });
});
