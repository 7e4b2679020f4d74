import { GenerateCredentialReportCommand, GetCredentialReportCommand, type IAMClient } from '@aws-sdk/client-iam';
import { readReportRows, type ReportRow, type ReportRows } from './credential-report-rows';
import { EvaluationFailed } from '../decision/errors';
import type { Time } from './time';
import type { UserFacts } from '../decision/user-facts';

/** How long IAM gives out the same report before it makes a new one. AWS: "GenerateCredentialReport". */
export const REPORT_LIFE = 4 * 60 * 60 * 1000;

/** How long a report that is being made is waited for: well inside the runbook's 300 s for the confirming Lambda. */
const PATIENCE = 120_000;
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 15_000;

/** One report, joined to users by name, ARN **and** creation time: within its life an ARN can become another user's. */
export class CredentialReport {
  constructor(
    readonly generated: Date,
    private readonly rows: ReportRows,
  ) {}

  /** Lines that are no user's row as far as can be proven. */
  get linesNotUnderstood(): number {
    return this.rows.notUnderstood;
  }

  /** The row that is this user's beyond doubt. Times are compared in whole seconds, which is what a report has. */
  rowOf({ name, arn, created }: Pick<UserFacts, 'name' | 'arn' | 'created'>): ReportRow | undefined {
    const row = this.rows.byName.get(name);
    return row?.arn === arn && inSeconds(row.userCreated) === inSeconds(created) ? row : undefined;
  }

  /** The user's facts with what the report shows. That it shows no password proves only that one made since is young. */
  addTo<Facts extends UserFacts>(facts: Facts): Facts {
    const { passwordLastChanged } = this.rowOf(facts) ?? {};
    return passwordLastChanged ? { ...facts, passwordLastChanged } : facts;
  }
}

/** For times of which a credential report shows whole seconds. */
export function inSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/**
 * The account's credential report: a new one, or the last if IAM still gives that out. States in which there is none yet
 * (STARTED, INPROGRESS, not ready, expired, LimitExceeded) are waited out for two minutes.
 *
 * @throws EvaluationFailed if there is none by then; InvalidCredentialReport; the SDK's errors for anything else
 */
export async function fetchCredentialReport(iam: IAMClient, time: Time): Promise<CredentialReport> {
  const deadline = time.now().getTime() + PATIENCE;
  for (let delay = FIRST_DELAY; ; delay = Math.min(delay * 2, LONGEST_DELAY)) {
    const answer = await attempt(iam);
    if (answer instanceof CredentialReport) return answer;
    if (time.now().getTime() + delay > deadline) {
      throw new EvaluationFailed(
        `no credential report within ${PATIENCE / 1000} s: IAM answers ${answer}; nothing was decided`,
      );
    }
    await time.sleep(delay);
  }
}

/** @returns the report, or what IAM says while there is none yet */
async function attempt(iam: IAMClient): Promise<CredentialReport | string> {
  try {
    const { State: state = 'without a state' } = await iam.send(new GenerateCredentialReportCommand({}));
    return state === 'COMPLETE' ? await getReport(iam) : state;
  } catch (error) {
    if (isPassing(error)) return error.name;
    throw error;
  }
}

async function getReport(iam: IAMClient): Promise<CredentialReport> {
  const { Content, GeneratedTime } = await iam.send(new GetCredentialReportCommand({}));
  if (!Content || !GeneratedTime) throw new EvaluationFailed('the credential report has no content or no time');
  return new CredentialReport(GeneratedTime, readReportRows(new TextDecoder().decode(Content)));
}

/** IAM's answers that mean "not yet". */
function isPassing(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(CredentialReport(NotPresent|NotReady|Expired)|LimitExceeded)Exception$/.test(error.name)
  );
}
