import { LocalAws, type RemediationRun, type StartEnvironment } from '../../sandbox/index';
import { NOW } from '../support/deployed-account';
import { InProcessEnvironment } from '../support/in-process-environment';
import { asDeployed } from './as-deployed';
import type { Soaked } from './call';
import { Chance } from './chance';
import { Faults } from './faults';
import { Invocations } from './invocations';
import { Judges } from './judges';
import { ProductCalls } from './product-calls';
import { readings, stepDelay } from './readings';
import { comeToRest } from './rest';
import { StackedRule } from './stacked-rule';
import type { Tally } from './tally';
import { trouble } from './trouble';
import { World } from './world';

interface AccountRequest {
  readonly template: unknown;
  readonly seed: number;
  readonly tally: Tally;
  readonly asDeployed: boolean;
}

/** One account, with the product deployed, whose days have faults until their end. */
export class SoakedAccount {
  private constructor(
    private readonly soaked: Soaked,
    private readonly judges: Judges,
  ) {}

  static async create({ template, seed, tally, ...how }: AccountRequest): Promise<SoakedAccount> {
    const chance = new Chance(seed);
    const faults = new Faults(chance, tally);
    const inProcess: StartEnvironment = (definition, _variables, clock, caller) =>
      new InProcessEnvironment(definition, clock, aws.endpoint, caller);
    const invocations = new Invocations(how.asDeployed ? asDeployed(chance) : inProcess, (invocation, result) =>
      judges.promises.judgeEnd(invocation, result),
    );
    const aws: LocalAws = await LocalAws.start({
      now: NOW,
      startEnvironment: invocations.start,
      stepDelay: () => (faults.areOn ? stepDelay(chance) : 0),
      ...readings(chance),
    });
    const world = new World(aws);
    const exemptUsers = chance.pick(['break-glass', 'BREAK-GLASS', 'break-*', 'ops/*,break-glass']);
    const kept = { exemptUsers: exemptUsers.split(','), exemptTagKey: 'inactive-iam-users:exempt' };
    const judges: Judges = new Judges(world, kept, tally);
    const rule = await StackedRule.deployed(aws, () =>
      aws.deploy(template, {
        MaxIdleDays: chance.pick(['1', '2', '10']),
        ExemptUsers: exemptUsers,
        WarnDays: chance.pick(['0', '1', '5,1']),
        MaxRemovals: String(3 + chance.below(10)),
        MaximumAutomaticAttempts: chance.pick(['1', '2', '5']),
      }),
    );
    const soaked = { world, rule, chance, tally, faults };
    new ProductCalls(soaked, invocations, judges);
    return new SoakedAccount(soaked, judges);
  }

  /** @throws Error for a broken promise */
  async day(): Promise<void> {
    const { soaked, judges } = this;
    const { world, faults } = soaked;
    await trouble(soaked, judges);
    faults.stop();
    world.aws.config.inventory.lagMilliseconds = 0;
    await comeToRest(soaked);
    world.checkUsers();
    world.aws.endpoint.calls.length = 0;
    judges.judgeDay();
  }

  async close(): Promise<void> {
    const { aws } = this.soaked.world;
    for (const run of aws.config.remediation.runs) this.countRun(run);
    await aws.close();
  }

  private countRun({ state, steps }: RemediationRun): void {
    const ran = (name: string, wanted = 'Success') =>
      steps.some((step) => step.name === name && step.status === wanted);
    const count = (what: string, when: boolean) => when && this.soaked.tally.count(`outcome: ${what}`);
    count('run failed', state === 'FAILED');
    count('run had no clear answer', ran('RequireClearAnswer', 'Failed'));
    count('run deleted the password', ran('DeleteLoginProfile'));
    count('run could not delete', ran('EndAsFailed', 'Failed'));
    count('run kept the password', !ran('DeleteLoginProfile') && ran('LetRunsGather'));
    count('run ended at once', !ran('LetRunsGather') && ran('End'));
    count('run waited for a report', ran('WaitForReport') || ran('WaitSeconds'));
  }
}
