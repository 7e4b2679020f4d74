import { AwsError } from '../../sandbox/endpoint/aws-error';
import { LostAnswer } from '../../sandbox/endpoint/lost-answer';
import { MINUTE } from '../support/deployed-account';
import type { Chance } from './chance';
import type { Tally } from './tally';

/** What goes wrong with one call: the error that its caller sees, and whether the call is done all the same. */
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

/** Faults that are one operation's own. */
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

/** Faults at random; now and then one stays for minutes, so that retries are used up. */
export class Faults {
  private readonly lasting = new Map<string, { readonly fault: Fault; readonly until: number }>();

  constructor(
    private readonly chance: Chance,
    private readonly tally: Tally,
  ) {}

  /** @param now milliseconds since the epoch */
  next(operation: string, now: number): Fault | undefined {
    const lasting = this.lasting.get(operation);
    if (lasting && lasting.until > now) return lasting.fault;
    const own = OWN[operation];
    if (!this.chance.onceIn(own ? 10 : 20)) return undefined;
    const fault = this.chance.pick(own && this.chance.onceIn(3) ? own : ANY);
    this.tally.count(`fault: ${fault.name}`);
    if (this.chance.onceIn(10)) {
      this.tally.count('fault: same fault for minutes');
      this.lasting.set(operation, { fault, until: now + (1 + this.chance.below(15)) * MINUTE });
    }
    return fault;
  }

  stop(): void {
    this.lasting.clear();
  }
}
