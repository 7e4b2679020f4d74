import { AwsError } from '../../core/aws-error';
import { membersOf, parseJson } from '../../core/json';
import { serviceRoleOf } from './recorder';
import { periodOf } from './rule-definition';
import type { Rule, Rules, RulesContext } from './rules';

/** AWS: "StartConfigRulesEvaluation", Config API Reference: no more than one call a minute. */
const ON_DEMAND_INTERVAL_MS = 60_000;
/** How long a result token is valid: as long as a function can run. AWS does not publish it. */
const RESULT_TOKEN_LIFE_MS = 15 * 60_000;

/** Why a run failed: Config could not invoke the function, or the function failed. */
interface RunError {
  readonly kind: 'invocation' | 'function';
  readonly code: string;
  readonly message: string;
}

/** One evaluation of a rule. Times in milliseconds since the epoch. */
export interface EvaluationRun {
  readonly ruleName: string;
  readonly trigger: 'schedule' | 'on-demand';
  readonly started: number;
  /** Absent while the run is under way. */
  readonly ended?: number;
  /** Absent while the run is under way, and if it succeeded. */
  readonly error?: RunError;
  /** When PutEvaluations last delivered results. */
  readonly reported?: number;
  /** How many evaluations were recorded. */
  readonly recorded: number;
}

type OpenRun = { -readonly [K in keyof EvaluationRun]: EvaluationRun[K] };

/**
 * Runs the rules: on their schedule and on demand, one path for both.
 *
 * A function is invoked once: the two retries that Lambda makes of a failed asynchronous invocation are not modelled.
 * Time passes during an invocation only when Lambda lets it (it holds the clock while the function computes).
 */
export class Evaluations {
  private readonly all: OpenRun[] = [];
  /** The tokens by which PutEvaluations identifies the rule and the invocation. */
  private readonly tokens = new Map<string, { readonly run: OpenRun; readonly expires: number }>();
  private readonly schedules = new Map<string, symbol>();
  private lastDemand = -Infinity;

  constructor(
    private readonly context: RulesContext,
    private readonly rules: Rules,
    /** Called with each run whose function was invoked, after the invocation has returned. */
    private readonly onEvaluated: (rule: Rule) => void,
  ) {}

  get runs(): readonly EvaluationRun[] {
    return this.all;
  }

  /** The schedule fires now. A failure of the function is the run's error, not a throw. */
  async run(rule: Rule): Promise<EvaluationRun> {
    return this.perform(rule, this.open(rule, 'schedule'));
  }

  /**
   * Runs rules on demand: it answers at once, and the runs follow on the clock.
   * @throws AwsError LimitExceededException while one of the rules is evaluated, or within a minute of the last call
   */
  startOnDemand(rules: readonly Rule[]): void {
    const now = this.context.clock.now();
    const busy = rules.find((rule) => this.evaluating(rule));
    if (busy || now < this.lastDemand + ON_DEMAND_INTERVAL_MS) {
      throw new AwsError(
        'LimitExceededException',
        busy
          ? `An evaluation of the ConfigRule '${busy.name}' is in progress. Try again when it has completed.`
          : 'StartConfigRulesEvaluation was called less than a minute ago. Try again later.',
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
  evaluating({ name }: Rule, trigger?: EvaluationRun['trigger']): boolean {
    return this.runsOf(name).some((run) => run.ended === undefined && (trigger ?? run.trigger) === run.trigger);
  }

  runsOf(ruleName: string): EvaluationRun[] {
    return this.all.filter((run) => run.ruleName === ruleName);
  }

  /** The run that a token was issued to. @throws AwsError InvalidResultTokenException if it has expired, or never was */
  runOf(token: string): OpenRun {
    const issued = this.tokens.get(token);
    if (issued && this.context.clock.now() <= issued.expires) return issued.run;
    throw new AwsError('InvalidResultTokenException', 'The resultToken provided is invalid');
  }

  /** From now on the rule runs at its frequency, on background alarms; the first run of a new rule is due at once. */
  keepSchedule(ruleName: string): void {
    const { clock } = this.context;
    if (this.schedules.has(ruleName)) return;
    this.schedules.set(ruleName, Symbol(ruleName));
    clock.spawn(async () => {
      // A rule that is deleted, or made anew under the same name, has another schedule.
      const schedule = this.schedules.get(ruleName);
      const last = this.runsOf(ruleName).findLast(({ trigger }) => trigger === 'schedule');
      let due = last ? last.started + periodOf(this.rules.get(ruleName).frequency) : clock.now();
      for (;;) {
        await clock.alarm(due, { background: true }).reached;
        if (this.schedules.get(ruleName) !== schedule) return;
        const rule = this.rules.get(ruleName);
        await this.run(rule);
        due += periodOf(rule.frequency);
      }
    });
  }

  /** The rule has been deleted: its schedule ends, and a run of it can no longer report. */
  forget(ruleName: string): void {
    this.schedules.delete(ruleName);
    for (const [token, { run }] of this.tokens) if (run.ruleName === ruleName) this.tokens.delete(token);
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
      const { functionError: code, payload } = await this.context.lambda.invokeByService(
        this.rules.invokerOf(rule),
        rule.functionArn,
        this.eventFor(rule, run),
      );
      return code === undefined ? undefined : { kind: 'function', code, message: errorMessageIn(payload) };
    } catch (error) {
      if (error instanceof AwsError) return { kind: 'invocation', code: error.code, message: error.message };
      throw error;
    }
  }

  /** AWS: "Example Events for AWS Config Rules", Config Developer Guide. */
  private eventFor(rule: Rule, run: OpenRun): object {
    const { clock, ids, account } = this.context;
    const resultToken = Buffer.from(`${ids.uuid()}${ids.uuid()}`).toString('base64');
    this.tokens.set(resultToken, { run, expires: clock.now() + RESULT_TOKEN_LIFE_MS });
    return {
      version: '1.0',
      invokingEvent: JSON.stringify({
        awsAccountId: account.accountId,
        notificationCreationTime: new Date(run.started).toISOString(),
        messageType: 'ScheduledNotification',
        recordVersion: '1.0',
      }),
      ruleParameters: rule.inputParameters ?? '{}',
      resultToken,
      eventLeftScope: false,
      executionRoleArn: serviceRoleOf(account),
      configRuleArn: rule.arn,
      configRuleName: rule.name,
      configRuleId: rule.ruleId,
      accountId: account.accountId,
    };
  }
}

/** A failed function's payload has errorMessage; without one, the payload itself is the message. */
function errorMessageIn(payload: string): string {
  const message = membersOf(parseJson(payload))?.get('errorMessage');
  return typeof message === 'string' ? message : payload;
}
