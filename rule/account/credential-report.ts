import { GenerateCredentialReportCommand, GetCredentialReportCommand, type IAMClient } from '@aws-sdk/client-iam';
import { readReportRows, type ReportRow, type ReportRows } from './credential-report-rows';
import { HOUR, MINUTE } from '../decision/dates';
import { OperationFailed } from '../decision/errors';
import type { Time } from './time';
import type { UserFacts } from '../decision/user-facts';

/** How long IAM returns the same report before it makes a new one. AWS: "GenerateCredentialReport", IAM API Reference. */
export const REPORT_LIFE = 4 * HOUR;

/** Well below the 300 s that the runbook gives the confirmation. */
const MAX_WAIT = 2 * MINUTE;
const FIRST_DELAY = 1_000;
const MAX_DELAY = 15_000;

/** Joined to users by name, ARN **and** creation time: within the report's four hours an ARN can become another user's. */
export class CredentialReport {
  constructor(
    readonly generated: Date,
    private readonly rows: ReportRows,
  ) {}

  get linesNotUnderstood(): number {
    return this.rows.notUnderstood;
  }

  /** The row that is provably this user's. A report has whole seconds only, so times are compared in seconds. */
  rowOf({ name, arn, created }: Pick<UserFacts, 'name' | 'arn' | 'created'>): ReportRow | undefined {
    const row = this.rows.byName.get(name);
    return row?.arn === arn && inSeconds(row.userCreated) === inSeconds(created) ? row : undefined;
  }

  /** Adds what the report shows. A report without a password proves nothing: one may have been created since. */
  addTo<Facts extends UserFacts>(facts: Facts): Facts {
    const { passwordLastChanged } = this.rowOf(facts) ?? {};
    return passwordLastChanged ? { ...facts, passwordLastChanged } : facts;
  }
}

/** The precision of a credential report. */
export function inSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/**
 * The account's newest credential report. Waits up to two minutes while IAM has none (STARTED, INPROGRESS, not ready,
 * expired, LimitExceeded).
 *
 * @throws OperationFailed if IAM still has none; InvalidCredentialReport; the SDK's errors for anything else
 */
export async function fetchCredentialReport(iam: IAMClient, time: Time): Promise<CredentialReport> {
  const deadline = time.now().getTime() + MAX_WAIT;
  for (let delay = FIRST_DELAY; ; delay = Math.min(delay * 2, MAX_DELAY)) {
    const report = await attempt(iam);
    if (report instanceof CredentialReport) return report;
    if (time.now().getTime() + delay > deadline) {
      throw new OperationFailed(
        `no credential report within ${MAX_WAIT / 1000} s: IAM answers ${report}; nothing was decided`,
      );
    }
    await time.sleep(delay);
  }
}

/** @returns the report, or IAM's state or error name while it has none */
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
  if (!Content || !GeneratedTime) throw new OperationFailed('the credential report has no content or no time');
  return new CredentialReport(GeneratedTime, readReportRows(new TextDecoder().decode(Content)));
}

/** Whether the error means "not yet". */
function isPassing(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(CredentialReport(NotPresent|NotReady|Expired)|LimitExceeded)Exception$/.test(error.name)
  );
}
