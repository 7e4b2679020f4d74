import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import { membersOf, parseJson } from '../../core/json';
import type { FunctionResult } from '../lambda/lambda';
import type { EvaluationRun, OpenRun, RunError } from './evaluation-run';
import { serviceRoleOf } from './recorder';
import { ResultTokens } from './result-tokens';
import { periodOf } from './rule-definition';
import type { Rule, RuleFunctions, Rules } from './rules';

/** AWS: "StartConfigRulesEvaluation", Config API Reference: no more than one call a minute. */
export const ON_DEMAND_INTERVAL_MS = 60_000;

interface EvaluationsContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Ids;
  readonly lambda: RuleFunctions;
}

/**
 * Runs the rules: on their schedule and on demand, one path for both.
 *
 * A function is invoked once: the two retries that Lambda makes of a failed asynchronous invocation are not modelled.
 * Time may pass during an invocation only as far as Lambda lets it (it holds the clock while the function computes).
 */
export class Evaluations {
  readonly tokens: ResultTokens;
  private readonly all: OpenRun[] = [];
  private readonly schedules = new Set<string>();
  private lastDemand: number | undefined;

  constructor(
    private readonly context: EvaluationsContext,
    private readonly rules: Rules,
    /** Is told of each run whose function was invoked, when the invocation has returned. */
    private readonly onEvaluated: (rule: Rule) => void,
  ) {
    this.tokens = new ResultTokens(context.clock, context.ids);
  }

  get runs(): readonly EvaluationRun[] {
    return this.all;
  }

  /** The schedule fires now. A failure of the function is the run's error, not a throw. */
  async run(rule: Rule): Promise<EvaluationRun> {
    return this.perform(rule, this.open(rule, 'schedule'));
  }

  /**
   * Runs rules on demand: answers at once, the runs follow on the clock.
   * @throws AwsError LimitExceededException while one of the rules is evaluated, or within a minute of the last call
   */
  startOnDemand(rules: readonly Rule[]): void {
    const now = this.context.clock.now();
    const busy = rules.find((rule) => this.evaluating(rule));
    if (busy) {
      throw new AwsError(
        'LimitExceededException',
        `An evaluation of the ConfigRule '${busy.name}' is in progress. Try again when it has completed.`,
      );
    }
    if (this.lastDemand !== undefined && now < this.lastDemand + ON_DEMAND_INTERVAL_MS) {
      throw new AwsError(
        'LimitExceededException',
        'StartConfigRulesEvaluation was called less than a minute ago. Try again later.',
      );
    }
    this.lastDemand = now;
    for (const rule of rules) {
      const run = this.open(rule, 'on-demand');
      this.context.clock.spawn(async () => {
        await this.context.clock.sleepUntil(now);
        await this.perform(rule, run);
      });
    }
  }

  /** Whether a run of the rule is under way. */
  evaluating(rule: Rule, trigger?: EvaluationRun['trigger']): boolean {
    return this.runsOf(rule.name).some(
      (run) => run.ended === undefined && (trigger === undefined || run.trigger === trigger),
    );
  }

  runsOf(ruleName: string): EvaluationRun[] {
    return this.all.filter((run) => run.ruleName === ruleName);
  }

  /** From now on the rule runs at its frequency, on background alarms; the first run of a new rule is due at once. */
  keepSchedule(ruleName: string): void {
    const { clock } = this.context;
    if (this.schedules.has(ruleName)) return;
    this.schedules.add(ruleName);
    clock.spawn(async () => {
      const last = this.runsOf(ruleName).findLast(({ trigger }) => trigger === 'schedule');
      let due = last ? last.started + periodOf(this.rules.get(ruleName).frequency) : clock.now();
      for (;;) {
        await clock.alarm(due, { background: true }).reached;
        const rule = this.rules.get(ruleName);
        await this.run(rule);
        due += periodOf(rule.frequency);
      }
    });
  }

  private open(rule: Rule, trigger: EvaluationRun['trigger']): OpenRun {
    const run: OpenRun = { ruleName: rule.name, trigger, started: this.context.clock.now(), recorded: 0 };
    this.all.push(run);
    return run;
  }

  private async perform(rule: Rule, run: OpenRun): Promise<EvaluationRun> {
    try {
      const error = await this.invoke(rule, run);
      if (error) run.error = error;
    } finally {
      run.ended = this.context.clock.now();
    }
    if (run.error?.kind !== 'invocation') this.onEvaluated(rule);
    return run;
  }

  private async invoke(rule: Rule, run: OpenRun): Promise<RunError | undefined> {
    try {
      const event = this.eventFor(rule, run);
      const result = await this.context.lambda.invokeByService(this.rules.invokerOf(rule), rule.functionArn, event);
      return result.functionError === undefined ? undefined : failureOf(result, result.functionError);
    } catch (error) {
      if (error instanceof AwsError) return { kind: 'invocation', code: error.code, message: error.message };
      throw error;
    }
  }

  /** AWS: "Example Events for AWS Config Rules", Config Developer Guide. */
  private eventFor(rule: Rule, run: OpenRun): object {
    const { accountId } = this.context.account;
    return {
      version: '1.0',
      invokingEvent: JSON.stringify({
        awsAccountId: accountId,
        notificationCreationTime: new Date(run.started).toISOString(),
        messageType: 'ScheduledNotification',
        recordVersion: '1.0',
      }),
      ruleParameters: rule.inputParameters ?? '{}',
      resultToken: this.tokens.issue(run),
      eventLeftScope: false,
      executionRoleArn: serviceRoleOf(this.context.account),
      configRuleArn: rule.arn,
      configRuleName: rule.name,
      configRuleId: rule.ruleId,
      accountId,
    };
  }
}

/** The payload of a function that failed has errorMessage; without one, the payload itself is the message. */
function failureOf({ payload }: FunctionResult, code: string): RunError {
  const message = membersOf(parseJson(payload))?.get('errorMessage');
  return { kind: 'function', code, message: typeof message === 'string' ? message : payload };
}
