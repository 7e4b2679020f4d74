import { GenerateCredentialReportCommand, GetCredentialReportCommand, type IAMClient } from '@aws-sdk/client-iam';
import { parseCredentialReport, type ReportRow } from './credential-report-csv';
import { EvaluationFailed, isNamed } from './errors';
import type { Time } from './time';
import type { UserFacts } from './user-facts';

/** How long IAM gives out the same report before it makes a new one. AWS: "GenerateCredentialReport". */
export const REPORT_LIFE = 4 * 60 * 60 * 1000;

/** How long a report that is being made is waited for: well inside the runbook's 300 s for the confirming Lambda. */
const PATIENCE = 120_000;
const FIRST_DELAY = 1_000;
const LONGEST_DELAY = 15_000;

/** One report, joined to users by ARN **and** creation time: within its life an ARN can become another user's. */
export class CredentialReport {
  private readonly rows: ReadonlyMap<string, ReportRow>;

  constructor(
    readonly generated: Date,
    rows: readonly ReportRow[],
  ) {
    this.rows = new Map(rows.map((row) => [joinKey(row.arn, row.userCreated), row]));
  }

  rowOf({ arn, created }: Pick<UserFacts, 'arn' | 'created'>): ReportRow | undefined {
    return this.rows.get(joinKey(arn, created));
  }

  /** The user's facts with what the report shows. That it shows no password proves only that one made since is young. */
  addTo<Facts extends UserFacts>(facts: Facts): Facts {
    const { passwordLastChanged } = this.rowOf(facts) ?? {};
    return passwordLastChanged ? { ...facts, passwordLastChanged } : facts;
  }
}

/**
 * The account's credential report: a new one, or the last where IAM still gives that out. States in which there is none
 * yet (STARTED, INPROGRESS, not ready, expired, LimitExceeded) are waited out for two minutes.
 *
 * @throws EvaluationFailed where there is none by then, or it cannot be read; the SDK's errors for anything else
 */
export async function fetchCredentialReport(iam: IAMClient, time: Time): Promise<CredentialReport> {
  const deadline = time.now().getTime() + PATIENCE;
  let reason = '';
  for (let delay = FIRST_DELAY; ; delay = Math.min(delay * 2, LONGEST_DELAY)) {
    try {
      const { State } = await iam.send(new GenerateCredentialReportCommand({}));
      if (State === 'COMPLETE') return await getReport(iam);
      reason = `its generation is ${State ?? 'in an unknown state'}`;
    } catch (error) {
      if (!isPassing(error)) throw error;
      reason = `IAM answers ${error.name}`;
    }
    if (time.now().getTime() + delay > deadline) {
      throw new EvaluationFailed(`no credential report within ${PATIENCE / 1000} s: ${reason}; nothing was decided`);
    }
    await time.sleep(delay);
  }
}

async function getReport(iam: IAMClient): Promise<CredentialReport> {
  const { Content, GeneratedTime } = await iam.send(new GetCredentialReportCommand({}));
  if (!Content || !GeneratedTime) throw new EvaluationFailed('the credential report has no content or no time');
  return new CredentialReport(GeneratedTime, parseCredentialReport(new TextDecoder().decode(Content)));
}

/** IAM's answers that mean "not yet". */
function isPassing(error: unknown): error is Error {
  return isNamed(
    error,
    'CredentialReportNotPresentException',
    'CredentialReportNotReadyException',
    'CredentialReportExpiredException',
    'LimitExceededException',
  );
}

function joinKey(arn: string, created: Date): string {
  return `${arn} ${Math.floor(created.getTime() / 1000)}`;
}
