import {
  ConfigServiceClient,
  GetComplianceDetailsByConfigRuleCommand,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { GetLoginProfileCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { sampleAccount } from '../../command/sample-account';
import { runScenario } from '../../command/scenario';
import { exportLines, keepAlive, parseMove, realTime, serve } from '../../command/serve';
import { LocalAws } from '../../index';
import { DAY, inactiveUser, NOW, RULE, synthesizedTemplate } from '../../../test/support/deployed-account';
import { productInProcess } from '../../../test/support/product-in-process';
import { until } from './until';

describe('a local AWS that stays up', () => {
  let passed = 0;
  let aws: LocalAws;
  let failures: unknown[];
  let stop: () => Promise<void>;

  beforeEach(async () => {
    passed = 0;
    failures = [];
    aws = await LocalAws.start({ now: NOW, drift: () => passed });
    await aws.deploy(synthesizedTemplate());
    aws.iam.seed(inactiveUser());
    const controller = new AbortController();
    const alive = keepAlive(aws, controller.signal, {
      takeMove: () => undefined,
      onFailure: (error) => failures.push(error),
      onTurn: () => undefined,
    });
    stop = async () => {
      controller.abort();
      await alive;
    };
  });

  afterEach(async () => {
    await stop();
    // An evaluation may be under way: its function's environment ends with it.
    await aws.clock.runUntilIdle();
    await aws.close();
  });

  it('evaluates on its schedule as real time passes, and remediates automatically', async () => {
    const scheduled = () => aws.config.runs.filter(({ trigger, ended }) => trigger === 'schedule' && ended);
    await until('the deletion', () => aws.iam.find('dave')?.loginProfile === undefined);
    await until('the evaluation after it', () => aws.config.runs.length === 2);
    expect(scheduled()).toHaveLength(1);

    passed = DAY;

    await until('the next evaluation', () => scheduled().length === 2);
    expect(failures).toEqual([]);
  });

  it('stays up after something failed, and reports the failure', async () => {
    aws.clock.spawn(() => Promise.reject(new Error('not modelled')));
    await until('the failure', () => failures.length > 0);

    let reached = false;
    void aws.clock.sleep(DAY).then(() => {
      reached = true;
    });

    await until('the alarm', () => reached);
    expect(failures).toEqual([new Error('not modelled')]);
  });

  it('prints export lines that point the AWS CLI at it', () => {
    const lines = exportLines(aws);

    expect(lines).toContain(`export AWS_ENDPOINT_URL=${aws.url}\n`);
    expect(lines).toMatch(/^(export AWS_[A-Z_]+=[\w:./-]+\n){7}$/);
  });
});

describe('the clock of a local AWS that stays up', () => {
  const ended: (() => Promise<void>)[] = [];
  afterEach(async () => {
    await ended.pop()?.();
  });

  /** What `npm start -- --serve` runs, with the users of the sample account. */
  async function served(parameters: Readonly<Record<string, string>> = {}) {
    const population = sampleAccount(NOW);
    const { template, startEnvironment } = productInProcess(synthesizedTemplate(), () => aws.endpoint);
    const aws: LocalAws = await LocalAws.start({ now: NOW, account: population.account, startEnvironment });
    const stack = await aws.deploy(template, {
      ...population.parameters,
      MaxIdleDays: '20',
      WarnDays: '3',
      NotificationEmail: 'security@example.com',
      ...parameters,
    });
    population.load(aws, 20);
    await runScenario(aws, stack, population, () => undefined);
    const controller = new AbortController();
    const lines: string[] = [];
    let type: (line: string) => void = () => undefined;
    const serving = serve(aws, RULE, controller.signal, {
      stderr: { write: (line) => lines.push(line) },
      onLine: (take) => {
        type = take;
      },
    });
    ended.push(async () => {
      controller.abort();
      await serving;
      await aws.close();
    });
    const options = { endpoint: aws.url, region: aws.account.region, credentials: aws.operatorCredentials() };
    return {
      lines,
      type: (line: string) => type(line),
      iam: new IAMClient(options),
      config: new ConfigServiceClient(options),
      /** Types the move, and waits until it has been made. @returns what was printed meanwhile */
      move: async (line: string) => {
        const before = lines.length;
        type(line);
        await until('the move', () => lines.slice(before).some((text) => text.startsWith('The clock is at ')));
        return lines.slice(before);
      },
    };
  }

  type Served = Awaited<ReturnType<typeof served>>;

  async function idOf({ iam }: Served, userName: string): Promise<string> {
    const { User } = await iam.send(new GetUserCommand({ UserName: userName }));
    return User?.UserId ?? '';
  }

  /** What Config answers about the user, and whether there is a password. */
  async function stateOf(local: Served, userName: string) {
    const { EvaluationResults: results = [] } = await local.config.send(
      new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE, Limit: 100 }),
    );
    const id = await idOf(local, userName);
    const result = results.find(
      ({ EvaluationResultIdentifier: found }) => found?.EvaluationResultQualifier?.ResourceId === id,
    );
    const password = await local.iam.send(new GetLoginProfileCommand({ UserName: userName })).then(
      () => true,
      () => false,
    );
    return { compliance: result?.ComplianceType, reason: result?.Annotation, password };
  }

  it('moves as typed: a user is warned, becomes inactive and loses the password', async () => {
    const local = await served();

    const warned = await local.move('+8d');
    const afterwards = await stateOf(local, 'nina-new');

    expect(warned).toEqual([
      '2026-11-25 08:00:00Z evaluation: 0 inactive (7 times until 2026-12-01T08:00:00Z)\n',
      expect.stringMatching(/^2026-12-01 08:00:0\dZ message: "IAM user nina-new becomes inactive after 2026-12-04T08/),
      '2026-12-02 08:00:00Z evaluation: 0 inactive\n',
      expect.stringMatching(/^The clock is at 2026-12-02 /),
    ]);
    expect(afterwards).toEqual({
      compliance: 'COMPLIANT',
      reason: expect.stringContaining('becomes inactive after 2026-12-04T08:00:00Z'),
      password: true,
    });

    const deleted = await local.move('+3d');

    expect(
      deleted.map((line) =>
        line
          .replace(/:0\dZ /, ' ')
          .replace(/, no access keys.*/s, '')
          .trim(),
      ),
    ).toEqual([
      '2026-12-03 08:00 evaluation: 0 inactive',
      '2026-12-04 08:00 evaluation: 1 inactive',
      '2026-12-04 08:00 message: "IAM user nina-new is inactive for more than 20 days',
      '2026-12-04 08:00 password of nina-new deleted',
      '2026-12-04 08:00 message: "IAM user nina-new: the console password was deleted: inactive for more than 20 days',
      '2026-12-04 08:01 evaluation: 0 inactive (2 times until 2026-12-05T08:00:00Z)',
      expect.stringMatching(/^The clock is at 2026-12-05 /),
    ]);
    expect(await stateOf(local, 'nina-new')).toEqual({
      compliance: 'COMPLIANT',
      reason: expect.stringContaining('no console password'),
      password: false,
    });
  });

  it('shows an inactive user until somebody starts the remediation, if it is not automatic', async () => {
    const local = await served({ AutomaticRemediation: 'false' });

    await local.move('+11d');
    expect(await stateOf(local, 'nina-new')).toMatchObject({ compliance: 'NON_COMPLIANT', password: true });

    const resourceId = await idOf(local, 'nina-new');
    await local.config.send(
      new StartRemediationExecutionCommand({
        ConfigRuleName: RULE,
        ResourceKeys: [{ resourceType: 'AWS::IAM::User', resourceId }],
      }),
    );
    await until('the deletion', () => local.lines.some((line) => line.endsWith('password of nina-new deleted\n')));
    expect(await stateOf(local, 'nina-new')).toMatchObject({ password: false });
  });

  it('does not move for a line that it does not understand', async () => {
    const local = await served({ AutomaticRemediation: 'false' });

    local.type('30d');
    local.type('');
    await local.move('+1h');

    expect(local.lines[0]).toBe('error: "30d": to move the clock, type for example +30d or +12h, at most +366d\n');
    expect(local.lines.at(-1)).toBe('The clock is at 2026-11-24 09:00:00Z.\n');
  });

  it.each(['30d', '+0d', '+367d', '-1d', '+1.5d', '+30', '+1w', 'help'])(
    'refuses %s, and says what to type',
    async (line) => {
      expect(parseMove(line)).toBeUndefined();
    },
  );

  it.each([
    ['+30d', 30 * DAY],
    [' +366d ', 366 * DAY],
    ['+12h', DAY / 2],
  ])('takes %s', (line, move) => {
    expect(parseMove(line)).toBe(move);
  });
});

describe('real time', () => {
  it('does not pass before the start', () => {
    let uptime = 5000;
    const time = realTime(() => uptime);
    expect(time.passed()).toBe(0);

    time.start();
    uptime += 1500;

    expect(time.passed()).toBe(1500);
  });
});
