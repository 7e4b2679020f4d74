import { AwsError } from '../../sandbox/endpoint/aws-error';
import type { Chance } from './chance';

const ANY: readonly AwsError[] = [
  new AwsError('Throttling', 'Rate exceeded'),
  new AwsError('ServiceUnavailable', 'not now', 503),
  new AwsError('InternalFailure', 'we failed', 500),
  new AwsError('AccessDenied', 'a policy has just been changed', 403),
];

/** Faults that are one operation's own. (A NoSuchEntity that is not true would be a lie, not a fault.) */
const OWN: Readonly<Record<string, readonly AwsError[]>> = {
  GenerateCredentialReport: [new AwsError('LimitExceeded', 'too many', 409)],
  GetCredentialReport: [new AwsError('ReportInProgress', '', 404), new AwsError('ReportExpired', '', 410)],
  DeleteLoginProfile: [new AwsError('EntityTemporarilyUnmodifiable', 'just changed', 409)],
  StartConfigRulesEvaluation: [new AwsError('LimitExceededException', 'one runs')],
};

export function faultOf(operation: string, chance: Chance): AwsError {
  return chance.pick([...ANY, ...(OWN[operation] ?? [])]);
}
