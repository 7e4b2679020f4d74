import { setTimeout as realSleep } from 'node:timers/promises';
import { LocalAws } from '../../sandbox/index';
import { DAY, RULE } from '../support/deployed-account';
import { censusOf, neededCalls } from './census';
import { changeOneInAHundred, type Population, usersOf } from './population';
import { type InvocationCost, ProcessEnvironment } from './process-environment';
import { Throttle } from './throttle';

/** How long a call to AWS takes, and how many IAM calls a second it accepts: a tenth of what accounts see. */
export const LATENCY_MS = 4;
export const IAM_CALLS_PER_SECOND = 200;
export const IAM_BURST = 400;

/** What one evaluation took. */
export interface EvaluationCost extends InvocationCost {
  /** Calls by operation, including throttled ones. */
  readonly calls: Readonly<Record<string, number>>;
  readonly iamCalls: number;
  readonly throttled: number;
  readonly recorded: number;
  /** The IAM calls that an evaluation of this account, as it was then, cannot do without. */
  readonly neededCalls: number;
}

/** An account in real time: the Lambda in a process of its own, its calls as slow and as throttled as AWS's. */
export class SimulatedAccount {
  private measured: InvocationCost | undefined;
  /** The users within their notice at the last evaluation, which has notified them. */
  private told: ReadonlySet<string> = new Set();
  private throttle = new Throttle(IAM_CALLS_PER_SECOND, IAM_BURST, () => performance.now());

  private constructor(private readonly aws: LocalAws) {}

  /** @param template the product's, or with the baseline's code in it */
  static async create(template: unknown, population: Population, users: number): Promise<SimulatedAccount> {
    const [now, start] = [Date.now(), performance.now()];
    let measure: (cost: InvocationCost) => void = () => undefined;
    const aws = await LocalAws.start({
      now,
      drift: () => performance.now() - start,
      startEnvironment: (definition, variables, clock) =>
        new ProcessEnvironment(definition, variables, clock, (cost) => measure(cost)),
    });
    // Without a cap there is more to do: a held user gets no message and no repeated result.
    await aws.deploy(template, { AutomaticRemediation: 'false', MaxRemovals: '5000' });
    const account = new SimulatedAccount(aws);
    for (const user of usersOf(population, users, now)) aws.iam.seed(user);
    account.haveReportMade();
    aws.endpoint.interceptors.push(async ({ caller, service }) => {
      if (caller === aws.operator.arn) return;
      await realSleep(LATENCY_MS);
      if (service === 'iam') account.throttle.take();
    });
    measure = (cost) => (account.measured = cost);
    return account;
  }

  /** The schedule fires. @throws Error if the evaluation fails */
  async evaluate(): Promise<EvaluationCost> {
    const { aws } = this;
    aws.endpoint.calls.length = 0;
    this.throttle = new Throttle(IAM_CALLS_PER_SECOND, IAM_BURST, () => performance.now());
    const census = censusOf(aws.iam.users(), aws.clock.now());
    const needed = neededCalls(census, this.told);
    this.told = new Set(census.nearing);
    const { error, recorded } = await aws.clock.runUntilSettled(aws.config.evaluate(RULE));
    if (error) throw new Error(`an evaluation failed: ${error.code}: ${error.message}`);
    if (!this.measured) throw new Error('an evaluation was not measured');
    const calls: Record<string, number> = {};
    for (const { operation } of aws.endpoint.calls) calls[operation] = (calls[operation] ?? 0) + 1;
    return {
      ...this.measured,
      calls,
      iamCalls: aws.endpoint.calls.filter(({ service }) => service === 'iam').length,
      throttled: aws.endpoint.calls.filter((call) => call.error === 'Throttling').length,
      recorded,
      neededCalls: needed,
    };
  }

  /** A day passes, and one user in a hundred changes. At its end, every credential report is too old. */
  async passDay(): Promise<void> {
    const { clock } = this.aws;
    await changeOneInAHundred(this.aws);
    await clock.runUntil(clock.now() + DAY);
  }

  /** Another tool asked for a credential report an hour ago: ours does not need to wait for one. */
  private haveReportMade(): void {
    this.aws.iam.makeReport(this.aws.clock.now() - DAY / 24);
  }

  async close(): Promise<void> {
    await this.aws.close();
  }
}
