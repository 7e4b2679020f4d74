import type { RemediationRun } from '../../sandbox/config/remediation-run';
import type { StartEnvironment } from '../../sandbox/lambda/lambda';
import { LocalAws } from '../../sandbox/local-aws';
import { DAY, HOUR, MINUTE, NOW, RULE } from '../support/deployed-account';
import { InProcessEnvironment } from '../support/in-process-environment';
import { asDeployed } from './as-deployed';
import { Chance } from './chance';
import { Invocations } from './invocations';
import { deceptions, type Happening, happen, repopulate } from './life';
import type { OracleParameters } from './oracle';
import { ProductCalls } from './product-calls';
import { Promises } from './promises';
import { comeToRest } from './rest';
import { Tally } from './tally';
import { World } from './world';

/** An account is made anew, with other parameters, when so many days have passed: what it has recorded slows it down. */
const DAYS_OF_AN_ACCOUNT = 25;

export interface SoakRequest {
  /** The synthesized template. */
  readonly template: unknown;
  readonly seed: number;
  readonly days: number;
  /** The function as it is deployed, its calls over HTTP; else in this process, several times as fast. */
  readonly asDeployed?: boolean;
  /** Is told after each day how many there have been. */
  readonly onDay?: (days: number, tally: Tally) => void;
}

/**
 * Days at random: people change users at any moment, in the middle of evaluations, runs and their waits too, and calls
 * fail. At the end of each day the faults stop, and one round later nothing may be wrong. The same seed is the same soak.
 *
 * @throws Error that names the broken promise, the seed and the command that shows it again
 */
export async function soak({ template, seed, days, onDay, ...how }: SoakRequest): Promise<Tally> {
  const tally = new Tally();
  for (let before = 0; before < days; before += DAYS_OF_AN_ACCOUNT) {
    const accountSeed = seed + before / DAYS_OF_AN_ACCOUNT;
    let day = 0;
    const account = await SoakedAccount.create(template, new Chance(accountSeed), tally, how);
    try {
      for (day = 1; day <= Math.min(DAYS_OF_AN_ACCOUNT, days - before); day += 1) {
        await account.day();
        onDay?.(before + day, tally);
      }
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const again = `npm run soak -- --seed ${accountSeed} --days ${day}${how.asDeployed ? ' --as-deployed' : ''}`;
      throw new Error(`on day ${day} of seed ${accountSeed}: ${what}\nTo see it again: ${again}`, { cause: error });
    } finally {
      await account.close();
    }
  }
  return tally;
}

class SoakedAccount {
  private constructor(
    private readonly world: World,
    private readonly calls: ProductCalls,
    private readonly promises: Promises,
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {}

  static async create(
    template: unknown,
    chance: Chance,
    tally: Tally,
    how: Pick<SoakRequest, 'asDeployed'>,
  ): Promise<SoakedAccount> {
    const parameters: OracleParameters = { maxIdleDays: chance.pick([1, 2, 10]), exemptName: 'break-glass' };
    const inProcess: StartEnvironment = (definition, _variables, clock, caller) =>
      new InProcessEnvironment(definition, clock, world.aws.endpoint, caller);
    const start = how.asDeployed ? asDeployed(chance) : inProcess;
    const invocations: Invocations = new Invocations(start, (invocation, result) =>
      promises.judgeEnd(invocation, result),
    );
    const aws = await LocalAws.start({
      now: NOW,
      startEnvironment: invocations.start,
      unconfirmed: {
        lambdaPayload: chance.pick(['bare', 'quoted']),
        functionErrorFailsStep: chance.onceIn(2),
        missingSelector: chance.pick(['fail', 'empty']),
      },
    });
    const world: World = new World(aws, parameters);
    const promises: Promises = new Promises(world, tally);
    await aws.deploy(template, {
      MaxIdleDays: String(parameters.maxIdleDays),
      ExemptUsers: parameters.exemptName,
      MaximumAutomaticAttempts: chance.pick(['1', '2', '5']),
    });
    return new SoakedAccount(
      world,
      new ProductCalls(world, invocations, promises, chance, tally),
      promises,
      chance,
      tally,
    );
  }

  async day(): Promise<void> {
    await this.trouble();
    this.calls.calm();
    this.world.aws.config.inventory.lagMilliseconds = 0;
    await comeToRest(this.world, this.tally);
    this.world.checkUsers();
    this.world.aws.endpoint.calls.length = 0;
    const { broken } = this.promises;
    if (broken.length > 0) throw new Error(broken.join('; '));
  }

  async close(): Promise<void> {
    for (const run of this.world.aws.config.remediation.runs) this.countRun(run);
    await this.world.aws.close();
  }

  /** One evaluation, now and then delivered twice, and what people do at random times. */
  private async trouble(): Promise<void> {
    const { world, chance, tally } = this;
    const { clock, config } = world.aws;
    await repopulate(world, chance);
    this.calls.troubled = true;
    config.inventory.lagMilliseconds = chance.pick([0, 0, 10 * MINUTE, 3 * HOUR]);
    if (config.inventory.lagMilliseconds > 0) tally.count('fault: inventory lags');
    const end = clock.now() + DAY;
    const evaluation = clock.now() + 4 * HOUR + chance.below(DAY / 2);
    for (let things = chance.below(10); things > 0; things -= 1) {
      this.schedule(clock.now() + chance.below(DAY), () => happen(world, chance));
    }
    const deceiving: readonly Happening[] = chance.onceIn(3) ? [] : deceptions(world, chance, tally);
    for (const { at, happen: deceive } of deceiving) this.schedule(evaluation + at, deceive);
    const isTwice = chance.onceIn(5);
    if (isTwice) tally.count('fault: event delivered twice');
    for (let deliveries = isTwice ? 2 : 1; deliveries > 0; deliveries -= 1) {
      this.schedule(evaluation, () => config.evaluate(RULE));
    }
    await clock.runUntil(end);
  }

  private schedule(time: number, work: () => Promise<unknown>): void {
    const { clock } = this.world.aws;
    clock.spawn(async () => {
      await clock.alarm(time, { background: true }).reached;
      await work();
    });
  }

  private countRun({ state, steps }: RemediationRun): void {
    const ran = (name: string, wanted = 'Success') => steps.some((step) => step.name === name && step.state === wanted);
    const count = (what: string, when: boolean) => when && this.tally.count(`outcome: ${what}`);
    count('run failed', state === 'FAILED');
    count('run had no clear answer', ran('RequireClearAnswer', 'Failed'));
    count('run deleted the password', ran('DeleteLoginProfile'));
    count('run kept the password', !ran('DeleteLoginProfile') && ran('LetRunsGather'));
    count('run ended at once, nobody bears the name', !ran('LetRunsGather') && ran('Tell'));
    count('run waited for a report', ran('WaitForReport') || ran('WaitForReportInFull'));
  }
}
