import type { Caller } from '../../sandbox/endpoint/operation';
import type { IamUser } from '../../sandbox/iam/user';
import type { FunctionResult } from '../../sandbox/lambda/lambda';
import { HOUR, MINUTE } from '../support/deployed-account';
import type { Invocation } from './invocations';
import { LONGEST_LAG } from './replicas';
import type { Tally } from './tally';
import { textOf } from './text-of';
import type { World } from './world';

/** All that the function may call, and all that the runbook may. */
const ALLOWED = {
  function: new Set([
    'iam:ListUsers',
    'iam:GenerateCredentialReport',
    'iam:GetCredentialReport',
    'iam:GetUser',
    'iam:GetLoginProfile',
    'iam:ListAccessKeys',
    'config:DescribeConfigRules',
    'config:GetComplianceDetailsByConfigRule',
    'config:PutEvaluations',
    'config:DescribeRemediationExceptions',
    'events:PutEvents',
  ]),
  runbook: new Set([
    'config:ListDiscoveredResources',
    'config:StartConfigRulesEvaluation',
    'iam:DeleteLoginProfile',
    'sts:GetCallerIdentity',
  ]),
} as const;

/** A reset that much before the confirmation may be hidden from it by the report; and the making of a report takes seconds. */
const HIDDEN_RESET = 30 * MINUTE + 5_000;
/** An evaluation may rest on a report of four hours ago. */
const REPORT_LAG = 4 * HOUR + MINUTE;

/** Judges each thing that the product does by the oracle; what breaks a promise is kept, for the day's end. */
export class Promises {
  readonly broken: string[] = [];
  /** When the last confirmation of a user that gave an answer last looked at them, by the user's id. */
  private readonly confirmed = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly tally: Tally,
  ) {}

  judgeCall(by: keyof typeof ALLOWED, service: string, operation: string): void {
    if (!ALLOWED[by].has(`${service}:${operation}`)) this.broken.push(`the ${by} calls ${service}:${operation}`);
  }

  /**
   * The login profile of this user, as they were, has just been deleted.
   * @param run the run's user and its start, from the session's execution
   */
  judgeDeletion(user: IamUser, run: { readonly userId: string; readonly started: number }): void {
    const now = this.world.aws.clock.now();
    const confirmed = this.confirmed.get(run.userId);
    if (confirmed === undefined || confirmed < run.started) {
      this.broken.push(`the password of ${user.userName} is deleted without a confirmation`);
      return;
    }
    const since = confirmed - LONGEST_LAG;
    if (user.userId !== run.userId) {
      if (!this.world.bore(run.userId, user.userName, since)) {
        this.broken.push(`the run for ${run.userId} deletes the password of ${user.userName}, who is ${user.userId}`);
      } else this.tally.count('exception: the name changed hands in that instant');
    } else if (!this.world.isInactive(user, now)) {
      if (this.world.wasInactive(user.userId, since)) {
        this.tally.count('exception: changed in the instant before the deletion');
      } else if (this.world.hasChanged(user.userId, confirmed - HIDDEN_RESET)) {
        this.tally.count('exception: reset within the 30 minutes before');
      } else {
        this.broken.push(`the password of ${user.userName} (${user.userId}) is deleted, who is not inactive`);
      }
    }
    this.tally.count('deletions');
  }

  /** Config has taken these evaluations of an invocation. */
  judgeRecorded(evaluations: readonly unknown[], { started, gone }: Invocation): void {
    for (const evaluation of evaluations) {
      const id = textOf(evaluation, 'ComplianceResourceId');
      const type = textOf(evaluation, 'ComplianceType');
      this.tally.count(`outcome: ${type} recorded`);
      if (this.isTrue(id, type, started - LONGEST_LAG)) continue;
      // The reads are by name: without a sign that the name is another's, the answers are taken for this user's.
      if (type === 'COMPLIANT' && !gone.has(id) && this.world.hasMoved(id, started - LONGEST_LAG)) {
        this.tally.count('exception: COMPLIANT by a name that changed hands meanwhile');
      } else {
        this.broken.push(`${this.world.userOf(id)?.userName ?? 'a user who is gone'} (${id}) is recorded as ${type}`);
      }
    }
  }

  /** Whether this was true of the user at any moment since, as far as a report of four hours ago can tell. */
  private isTrue(id: string, type: string, since: number): boolean {
    const user = this.world.userOf(id);
    switch (type) {
      case 'COMPLIANT':
        return this.world.wasActive(id, since);
      case 'NON_COMPLIANT': {
        // The report hides a reset since, and each that it shows under a former name.
        const reported = since - REPORT_LAG;
        return (
          this.world.wasInactive(id, since) || this.world.hasChanged(id, reported) || this.world.hasMoved(id, reported)
        );
      }
      case 'NOT_APPLICABLE':
        return !user || user.createDate >= since;
      default:
        return false;
    }
  }

  /** An invocation has ended: what it could not read or report has to show in it. */
  judgeEnd(invocation: Invocation, { functionError }: FunctionResult): void {
    const failed = functionError !== undefined;
    const { userId, recorded, refused, looked } = invocation;
    const unread = invocation.unread();
    if (unread.length > 0 && (!failed || recorded > 0)) {
      const what = userId === undefined ? 'an evaluation' : `the confirmation of ${userId}`;
      this.broken.push(`${what} ${failed ? 'records results' : 'succeeds'} without having read ${unread.join(', ')}`);
    }
    if (refused.size > 0 && !failed) {
      this.broken.push(`an evaluation succeeds although Config did not take ${[...refused].join(', ')}`);
    }
    if (userId === undefined) this.tally.count(`outcome: evaluation ${failed ? 'failed' : 'succeeded'}`);
    else if (!failed) {
      const user = this.world.userOf(userId);
      const isStale = !user || !this.world.isInactive(user, this.world.aws.clock.now());
      if (isStale) this.tally.count('outcome: remediation run on a stale snapshot');
      this.confirmed.set(userId, looked);
    }
  }
}

/** The execution in whose session a call is made; none outside of a runbook. */
export function executionOf({ arn }: Caller): string | undefined {
  return /\/Automation-([\w-]+)$/.exec(arn)?.[1];
}
