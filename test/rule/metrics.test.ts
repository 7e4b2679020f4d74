import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/decision/default-parameters';
import { METRICS, metricsLine } from '../../rule/metrics';
import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';

const SUMMARY = {
  users: 9,
  candidates: 5,
  inactive: 3,
  exempt: 1,
  upcoming: 2,
  removed: 4,
  blocked: 0,
  held: 0,
  recorded: 9,
  retired: 0,
  linesNotUnderstood: 0,
};

describe('The line of metrics', () => {
  it('is one line in CloudWatch’s embedded metric format, its namespace the rule’s name', () => {
    const line = metricsLine('our-rule', SUMMARY, new Date(NOW));

    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: NOW,
        CloudWatchMetrics: [
          {
            Namespace: 'our-rule',
            Dimensions: [[]],
            Metrics: [
              { Name: 'Users' },
              { Name: 'Inactive' },
              { Name: 'Exempt' },
              { Name: 'Upcoming' },
              { Name: 'Removed' },
            ],
          },
        ],
      },
      Users: 9,
      Inactive: 3,
      Exempt: 1,
      Upcoming: 2,
      Removed: 4,
    });
  });
});

describe('An evaluation', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  const valuesOf = (namespace: string) =>
    Object.fromEntries(
      Object.keys(METRICS).map((name) => [
        name,
        account.aws.cloudwatch.metrics.datapoints({ namespace, name, dimensions: {} }).map(({ value }) => value),
      ]),
    );

  it('shows its counts in CloudWatch, in a namespace of the rule’s name, and so does each that follows', async () => {
    account = await DeployedAccount.create(
      [
        inactiveUser(),
        inactiveUser({ userName: 'erin', tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] }),
        activeUser({ userName: 'soon', passwordLastUsed: NOW - 80 * DAY }),
        activeUser(),
      ],
      { parameters: { AutomaticRemediation: 'false' } },
    );

    await account.evaluate();
    await account.administer('DeleteLoginProfile', { UserName: 'dave' });
    await account.pass(HOUR);
    await account.evaluate();

    expect(valuesOf(RULE)).toEqual({
      Users: [4, 4],
      Inactive: [1, 0],
      Exempt: [1, 1],
      Upcoming: [1, 1],
      Removed: [0, 1],
    });
  });

  it('of another rule on the same function has a namespace of its own', async () => {
    account = await DeployedAccount.create([activeUser()]);
    account.putRule('another-rule', parameterTexts(DEFAULT_PARAMETERS));

    await account.aws.clock.runUntilSettled(account.aws.config.evaluate('another-rule'));

    expect(valuesOf('another-rule')['Users']).toEqual([1]);
    expect(valuesOf(RULE)['Users']).toEqual([]);
  });

  it('that fails shows none', async () => {
    account = await DeployedAccount.create([activeUser()]);
    account.alterAnswers('ListUsers', () => ({}));

    const { error } = await account.evaluate();

    expect(error).toBeDefined();
    expect(valuesOf(RULE)['Users']).toEqual([]);
  });
});
