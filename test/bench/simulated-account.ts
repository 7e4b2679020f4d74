import { setTimeout as realSleep } from 'node:timers/promises';
import { LocalAws } from '../../sandbox/local-aws';
import { DAY, RULE } from '../support/deployed-account';
import { changeOneInAHundred, population } from './population';
import { type InvocationCost, ProcessEnvironment } from './process-environment';
import { Throttle } from './throttle';

/** What a call of AWS's takes, and how many IAM calls a second it lets through: a tenth of what an account sees. */
export const LATENCY_MS = 4;
export const IAM_CALLS_PER_SECOND = 200;
export const IAM_BURST = 400;

/** What one evaluation has taken. */
export interface EvaluationCost extends InvocationCost {
  /** Calls by operation, those that were throttled too. */
  readonly calls: Readonly<Record<string, number>>;
  readonly iamCalls: number;
  readonly throttled: number;
  readonly recorded: number;
  /** Users whom the rule had to read live; unknown for a rule that does not say. */
  readonly candidates: number | undefined;
}

/** An account in real time: the Lambda in a process of its own, each call as slow and as throttled as AWS's. */
export class SimulatedAccount {
  private measured: InvocationCost | undefined;
  private throttle = new Throttle(IAM_CALLS_PER_SECOND, IAM_BURST, () => performance.now());

  private constructor(
    private readonly aws: LocalAws,
    private readonly logGroup: string,
  ) {}

  /** @param template the product's, or with the baseline's code in it */
  static async create(template: unknown, users: number, inactivePercent: number): Promise<SimulatedAccount> {
    const [now, start] = [Date.now(), performance.now()];
    let measure: (cost: InvocationCost) => void = () => undefined;
    const aws = await LocalAws.start({
      now,
      drift: () => performance.now() - start,
      startEnvironment: (definition, variables, clock) =>
        new ProcessEnvironment(definition, variables, clock, (cost) => measure(cost)),
    });
    const stack = await aws.deploy(template, { AutomaticRemediation: 'false' });
    const logGroup = Object.values(stack.resources).find(({ type }) => type === 'AWS::Logs::LogGroup');
    const account = new SimulatedAccount(aws, logGroup?.physicalId ?? '');
    for (const user of population(users, inactivePercent, now)) aws.iam.seed(user);
    account.haveReportMade();
    aws.endpoint.interceptors.push(async ({ caller, service }) => {
      if (caller === aws.operator.arn) return;
      await realSleep(LATENCY_MS);
      if (service === 'iam') account.throttle.take();
    });
    measure = (cost) => (account.measured = cost);
    return account;
  }

  /** The schedule fires. @throws Error where the evaluation fails */
  async evaluate(): Promise<EvaluationCost> {
    const { aws } = this;
    aws.endpoint.calls.length = 0;
    this.throttle = new Throttle(IAM_CALLS_PER_SECOND, IAM_BURST, () => performance.now());
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
      candidates: this.candidates(),
    };
  }

  /** A day passes, in which one user in a hundred changes; its end finds no report that is young enough. */
  async passDay(): Promise<void> {
    const { clock } = this.aws;
    await changeOneInAHundred(this.aws);
    await clock.runUntil(clock.now() + DAY);
  }

  /** Another tool has asked for a credential report an hour ago, so that ours need not wait until one is made. */
  private haveReportMade(): void {
    this.aws.iam.makeReport(this.aws.clock.now() - DAY / 24);
  }

  private candidates(): number | undefined {
    const line = this.aws.logs.lines(this.logGroup).at(-1);
    const found = /"candidates":(\d+)/.exec(line ?? '')?.[1];
    return found === undefined ? undefined : Number(found);
  }

  async close(): Promise<void> {
    await this.aws.close();
  }
}
