import type { IamUser } from '../../sandbox/iam/user';
import { DAY, DeployedAccount, HOUR, MINUTE, RULE } from '../support/deployed-account';
import { Chance } from './chance';
import { faultOf } from './faults';
import { deceptions, happen, population } from './life';
import { isInactive, type OracleParameters } from './oracle';

/** How often what the README leaves open has come to pass. */
export interface SoakCounts {
  deletions: number;
  /** A change in the instant between the confirmation and the deletion. */
  inTheInstant: number;
  /** A reset within the 30 minutes before that a report may not show. */
  freshReset: number;
  failedEvaluations: number;
}

/**
 * Days in the life of an account, at random: people change users at any moment, in the middle of evaluations, runs and
 * their waits too, and calls fail. Then the faults stop.
 *
 * @throws Error with the seed, where the product breaks one of its promises
 */
export async function soak(seed: number): Promise<SoakCounts> {
  const chance = new Chance(seed);
  const parameters: OracleParameters = { maxIdleDays: chance.pick([1, 2, 30]), exemptName: 'break-glass' };
  const account = await DeployedAccount.create(population(chance), {
    parameters: { MaxIdleDays: String(parameters.maxIdleDays), ExemptUsers: parameters.exemptName },
    unconfirmed: {
      lambdaPayload: chance.pick(['bare', 'quoted']),
      functionErrorFailsStep: chance.onceIn(2),
      missingSelector: chance.pick(['fail', 'empty']),
    },
  });
  try {
    return await new Soak(account, chance, parameters).run();
  } catch (error) {
    throw new Error(`soak of seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await account.close();
  }
}

class Soak {
  private readonly counts: SoakCounts = { deletions: 0, inTheInstant: 0, freshReset: 0, failedEvaluations: 0 };
  /** Whether the user was inactive at each of the last looks that the product had at them; by unique id. */
  private readonly looks = new Map<string, boolean[]>();
  private troubled = true;

  constructor(
    private readonly account: DeployedAccount,
    private readonly chance: Chance,
    private readonly parameters: OracleParameters,
  ) {}

  async run(): Promise<SoakCounts> {
    const { aws } = this.account;
    aws.config.inventory.lagMilliseconds = this.chance.pick([0, 0, 10 * MINUTE, 3 * HOUR]);
    aws.endpoint.interceptors.push((call) => this.watch(call));
    for (let days = 1 + this.chance.below(3); days > 0; days -= 1) await this.day();
    this.troubled = false;
    aws.config.inventory.lagMilliseconds = 0;
    await this.comeToRest();
    this.counts.failedEvaluations = aws.config.runs.filter(({ error }) => error !== undefined).length;
    return this.counts;
  }

  /** One evaluation, now and then delivered twice, and what people do at random times. */
  private async day(): Promise<void> {
    const { aws } = this.account;
    const { clock } = aws;
    const end = clock.now() + DAY;
    for (let things = this.chance.below(10); things > 0; things -= 1) {
      const time = clock.now() + this.chance.below(DAY);
      clock.spawn(async () => {
        await clock.alarm(time, { background: true }).reached;
        await happen(aws, this.chance);
      });
    }
    const evaluation = clock.now() + 4 * HOUR + this.chance.below(DAY / 2);
    if (this.chance.onceIn(2)) {
      for (const { before, happen: deceive } of deceptions(aws, this.chance)) {
        clock.spawn(async () => {
          await clock.alarm(evaluation - before, { background: true }).reached;
          await deceive().catch(() => undefined);
        });
      }
    }
    for (let deliveries = this.chance.onceIn(5) ? 2 : 1; deliveries > 0; deliveries -= 1) {
      clock.spawn(async () => {
        await clock.alarm(evaluation, { background: true }).reached;
        await aws.config.evaluate(RULE);
      });
    }
    await clock.runUntil(end);
  }

  /** Without faults: until nobody is inactive any more, within a few rounds, and Config shows what is true. */
  private async comeToRest(): Promise<void> {
    const { aws } = this.account;
    await aws.clock.runUntilIdle();
    for (let round = 0; round < 4; round += 1) {
      await this.clearExceptions();
      // A report of before may still hide a reset.
      await this.account.pass(4 * HOUR + MINUTE);
      await this.account.evaluate();
      await this.account.settle();
    }
    const now = aws.clock.now();
    const late = aws.iam.users().filter((user) => this.inactive(user, now));
    if (late.length > 0) throw new Error(`${late[0]?.userName} is inactive and still has a password`);
    await this.account.evaluate();
    for (const user of aws.iam.users()) {
      const stored = aws.config.compliance.find(RULE, user.userId)?.complianceType;
      if (stored !== 'COMPLIANT') throw new Error(`Config shows ${user.userName} as ${stored}, not as COMPLIANT`);
    }
    const gone = aws.config.compliance
      .ofRule(RULE)
      .filter(({ resourceId, complianceType }) => complianceType !== 'NOT_APPLICABLE' && !this.userOf(resourceId));
    if (gone.length > 0) throw new Error(`${gone[0]?.resourceId} is gone and still ${gone[0]?.complianceType}`);
  }

  /** What an operator does who reads the README. */
  private async clearExceptions(): Promise<void> {
    const { aws } = this.account;
    const blocked = await aws.endpoint.call(aws.operator, 'config', 'DescribeRemediationExceptions', {
      ConfigRuleName: RULE,
    });
    const exceptions: { ResourceId: string }[] =
      'RemediationExceptions' in blocked && Array.isArray(blocked.RemediationExceptions)
        ? blocked.RemediationExceptions
        : [];
    if (exceptions.length === 0) return;
    await aws.endpoint.call(aws.operator, 'config', 'DeleteRemediationExceptions', {
      ConfigRuleName: RULE,
      ResourceKeys: exceptions.map(({ ResourceId }) => ({ ResourceType: 'AWS::IAM::User', ResourceId })),
    });
  }

  /** Before each of the product's calls: trouble, and the promises that are kept call by call. */
  private async watch(call: { caller: string; service: string; operation: string; input: unknown }): Promise<void> {
    const { aws } = this.account;
    if (call.caller === aws.operator.arn) return;
    if (this.troubled && this.chance.onceIn(25)) await happen(aws, this.chance);
    if (this.troubled && this.chance.onceIn(20)) throw faultOf(call.operation, this.chance);
    const now = aws.clock.now();
    const named = aws.iam.find(textOf(call.input, 'UserName'));
    if (call.operation === 'GetUser' && named) this.look(named, now);
    if (call.service === 'iam' && !/^(Get|List|Generate|DeleteLoginProfile)/.test(call.operation)) {
      throw new Error(`the product calls ${call.operation}`);
    }
    if (call.operation === 'DeleteLoginProfile' && named?.loginProfile) this.judgeDeletion(named, now);
    if (call.operation === 'PutEvaluations') this.judgeEvaluations(call.input, now);
  }

  private look(user: IamUser, now: number): void {
    const looks = this.looks.get(user.userId) ?? [];
    this.looks.set(user.userId, [...looks.slice(-2), this.inactive(user, now)]);
  }

  private judgeDeletion(user: IamUser, now: number): void {
    const changed = user.loginProfile?.passwordLastChanged ?? 0;
    // IAM itself refuses these: no deletion.
    if (now - changed < MINUTE || user.tags.some(({ Key }) => Key.toLowerCase() === 'inactive-iam-users:exempt'))
      return;
    this.counts.deletions += 1;
    if (this.inactive(user, now)) return;
    if (now - changed <= 31 * MINUTE) this.counts.freshReset += 1;
    else if (this.looks.get(user.userId)?.includes(true)) this.counts.inTheInstant += 1;
    else throw new Error(`the password of ${user.userName}, who is not inactive, is deleted`);
  }

  /** Nobody is recorded as COMPLIANT who was inactive all along. */
  private judgeEvaluations(input: unknown, now: number): void {
    const evaluations: unknown =
      typeof input === 'object' && input !== null && 'Evaluations' in input ? input.Evaluations : [];
    for (const evaluation of Array.isArray(evaluations) ? evaluations : []) {
      const user = this.userOf(textOf(evaluation, 'ComplianceResourceId'));
      if (!user || textOf(evaluation, 'ComplianceType') !== 'COMPLIANT') continue;
      const since = Math.max(user.loginProfile?.passwordLastChanged ?? 0, user.passwordLastUsed ?? 0);
      if (
        this.inactive(user, now) &&
        this.inactive(user, now - 6 * MINUTE) &&
        !this.changedSince(user.userId, now - 6 * MINUTE)
      ) {
        throw new Error(`${user.userName}, inactive since ${new Date(since).toISOString()}, is recorded as COMPLIANT`);
      }
    }
  }

  /** Whether somebody has changed the user within these minutes: the evaluation may have read them before. */
  private changedSince(userId: string, time: number): boolean {
    const { aws } = this.account;
    const user = this.userOf(userId);
    return aws.endpoint.calls.some(
      ({ caller, time: at, input, operation }) =>
        caller === aws.operator.arn &&
        at >= time &&
        !operation.startsWith('Generate') &&
        [textOf(input, 'UserName'), textOf(input, 'NewUserName')].includes(user?.userName ?? ''),
    );
  }

  private inactive(user: IamUser, now: number): boolean {
    return isInactive(user, this.parameters, now);
  }

  private userOf(userId: string): IamUser | undefined {
    return this.account.aws.iam.users().find((user) => user.userId === userId);
  }
}

function textOf(input: unknown, member: string): string {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, member) : undefined;
  return typeof value === 'string' ? value : '';
}
