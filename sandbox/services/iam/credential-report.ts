import type { GenerateCredentialReportResponse, GetCredentialReportResponse } from '@aws-sdk/client-iam';
import { AwsError } from '../../core/aws-error';
import type { Operations } from '../../endpoint/operation';
import type { IamContext } from './context';
import { credentialReportCsv } from './credential-report-csv';
import { wholeSeconds } from './user';

/** AWS: "Getting credential reports", IAM User Guide: until a report is four hours old, no new one is generated. */
const REPORT_LIFE_MS = 4 * 60 * 60 * 1000;
/** How long the generation of a report takes here. AWS publishes no figure. */
const REPORT_GENERATION_MS = 2000;

interface Report {
  /** When the report is complete: ms since the epoch. Its content is the account as it was when generation began. */
  readonly generatedAt: number;
  readonly content: string;
}

/** The account's one credential report, and the operations GenerateCredentialReport and GetCredentialReport. */
export class CredentialReports {
  private report: Report | undefined;

  constructor(private readonly context: Omit<IamContext, 'ids'>) {}

  readonly operations: Operations = {
    GenerateCredentialReport: (input) => {
      input.only();
      return { authorize: () => [{ arn: '*' }], handle: () => this.generate() };
    },
    GetCredentialReport: (input) => {
      input.only();
      return { authorize: () => [{ arn: '*' }], handle: () => this.get() };
    },
  };

  /**
   * Another tool generates a report of the account as it is now, with the date `at` (ms since the epoch).
   * @throws Error if that is in the future
   */
  make(at: number): void {
    const now = this.context.clock.now();
    if (at > now) {
      throw new Error(`a report cannot have been made at ${iso(at)}: it is ${iso(now)}; give a time that has passed`);
    }
    this.report = this.written(at);
  }

  private generate(): GenerateCredentialReportResponse {
    const now = this.context.clock.now();
    if (this.report && this.report.generatedAt > now) return { State: 'INPROGRESS' };
    if (this.report && isCurrent(this.report, now)) return { State: 'COMPLETE' };
    this.report = this.written(now + REPORT_GENERATION_MS);
    return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
  }

  private get(): GetCredentialReportResponse {
    const now = this.context.clock.now();
    if (!this.report) throw unavailable('ReportNotPresent', 410);
    if (this.report.generatedAt > now) throw unavailable('ReportInProgress', 404);
    if (!isCurrent(this.report, now)) throw unavailable('ReportExpired', 410);
    return {
      Content: new TextEncoder().encode(this.report.content),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date(this.report.generatedAt),
    };
  }

  private written(generatedAt: number): Report {
    const { account, users, behaviour } = this.context;
    return { generatedAt: wholeSeconds(generatedAt), content: credentialReportCsv(account, users.all(), behaviour) };
  }
}

function isCurrent(report: Report, now: number): boolean {
  return now - report.generatedAt < REPORT_LIFE_MS;
}

/** These errors have no message, so AWS's clients show "Unknown". */
function unavailable(code: string, status: number): AwsError {
  return new AwsError(code, '', status);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
