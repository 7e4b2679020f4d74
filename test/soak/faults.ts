import { AwsError, LostAnswer } from '../../sandbox/index';
import { MINUTE } from '../support/deployed-account';
import type { Chance } from './chance';
import type { Tally } from './tally';
import { textOf } from './text-of';

/** A fault in one call: the error that its caller sees, and whether the call is done all the same. */
export interface Fault {
  readonly name: string;
  readonly error: AwsError;
  readonly done: boolean;
}

const ANY: readonly Fault[] = [
  refusal(new AwsError('Throttling', 'Rate exceeded')),
  refusal(new AwsError('ServiceUnavailable', 'not now', 503)),
  refusal(new AwsError('InternalFailure', 'we failed', 500)),
  refusal(new AwsError('AccessDenied', 'a policy has just been changed', 403)),
  { name: 'connection reset, call not done', error: new LostAnswer('reset'), done: false },
  { name: 'connection reset, call done', error: new LostAnswer('reset'), done: true },
  { name: 'no answer, call not done', error: new LostAnswer('silence'), done: false },
  { name: 'no answer, call done', error: new LostAnswer('silence'), done: true },
];

/** Faults of single operations. */
const OWN: Readonly<Record<string, readonly Fault[]>> = {
  GenerateCredentialReport: [refusal(new AwsError('LimitExceeded', 'too many', 409))],
  GetCredentialReport: [
    refusal(new AwsError('ReportInProgress', '', 404)),
    refusal(new AwsError('ReportExpired', '', 410)),
  ],
  DeleteLoginProfile: [refusal(new AwsError('EntityTemporarilyUnmodifiable', 'just changed', 409))],
  StartConfigRulesEvaluation: [refusal(new AwsError('LimitExceededException', 'one runs'))],
};

function refusal(error: AwsError): Fault {
  return { name: error.code, error, done: false };
}

const SILENCE: Fault = { name: 'no answer, call not done', error: new LostAnswer('silence'), done: false };

/** Random faults. Now and then one lasts for minutes, so retries are used up, or all calls are slow for a time. */
export class Faults {
  private readonly lasting = new Map<string, { readonly fault: Fault; readonly until: number }>();
  private slowUntil = -Infinity;
  private refusedUntil = -Infinity;
  private reportUntil = -Infinity;
  private on = false;

  constructor(
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {}

  get areOn(): boolean {
    return this.on;
  }

  start(): void {
    this.on = true;
  }

  /** @param now milliseconds since the epoch */
  next(operation: string, now: number): Fault | undefined {
    if (!this.on) return undefined;
    const lasting = this.lasting.get(operation);
    if (lasting && lasting.until > now) return lasting.fault;
    if (now < this.slowUntil) return this.chance.onceIn(3) ? SILENCE : undefined;
    if (this.chance.onceIn(150)) {
      this.tally.count('fault: slow answers for minutes');
      this.slowUntil = now + (1 + this.chance.below(3)) * MINUTE;
    }
    const own = OWN[operation];
    if (!this.chance.onceIn(own ? 5 : 20)) return undefined;
    const fault = this.chance.pick(own && this.chance.onceIn(2) ? own : ANY);
    this.tally.count(`fault: ${fault.name}`);
    if (this.chance.onceIn(10)) {
      this.tally.count('fault: same fault for minutes');
      this.lasting.set(operation, { fault, until: now + (1 + this.chance.below(15)) * MINUTE });
    }
    return fault;
  }

  /** The evaluations that Config refuses; now and then it refuses a part for minutes. */
  refusedOf(evaluations: readonly unknown[], now: number): readonly unknown[] {
    if (!this.on) return [];
    if (this.chance.onceIn(15)) this.refusedUntil = now + (1 + this.chance.below(10)) * MINUTE;
    const isRefused = (evaluation: unknown) =>
      now < this.refusedUntil ? isUnlucky(evaluation) : this.chance.onceIn(40);
    const refused = evaluations.filter(isRefused);
    if (refused.length > 0) this.tally.count('fault: FailedEvaluations');
    return refused;
  }

  /** Whether IAM is still generating the credential report; now and then that takes minutes. */
  isReportSlow(now: number): boolean {
    if (!this.on) return false;
    if (now >= this.reportUntil && this.chance.onceIn(30)) {
      this.tally.count('fault: credential report slow to come');
      this.reportUntil = now + this.chance.below(6 * MINUTE);
    }
    return now < this.reportUntil;
  }

  stop(): void {
    this.on = false;
    this.reportUntil = -Infinity;
    this.refusedUntil = -Infinity;
    this.slowUntil = -Infinity;
    this.lasting.clear();
  }
}

/** Two of three users, the same ones in each attempt. */
function isUnlucky(evaluation: unknown): boolean {
  const id = textOf(evaluation, 'ComplianceResourceId');
  return id.charCodeAt(id.length - 1) % 3 > 0;
}
