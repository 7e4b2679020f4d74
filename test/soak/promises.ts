import type { FunctionResult } from '../../sandbox/index';
import { HOUR, MINUTE, RULE } from '../support/deployed-account';
import type { Deletions } from './deletions';
import type { Invocation } from './invocation';
import type { Messages } from './messages';
import { mayBeMistaken, surelyInactive } from './mistaken-names';
import { LONGEST_LAG } from './replicas';
import type { Tally } from './tally';
import { textOf } from './text-of';
import type { Window, World } from './world';

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
    'ssm:GetAutomationExecution',
  ]),
  runbook: new Set([
    'config:ListDiscoveredResources',
    'config:StartConfigRulesEvaluation',
    'iam:DeleteLoginProfile',
    'sts:GetCallerIdentity',
  ]),
} as const;

/** An evaluation may rely on a report of four hours ago. */
const REPORT_LAG = 4 * HOUR + MINUTE;

/** Checks everything that the function does against the oracle, and collects broken promises until the day's end. */
export class Promises {
  constructor(
    private readonly world: World,
    private readonly deletions: Deletions,
    private readonly messages: Messages,
    private readonly tally: Tally,
    private readonly broken: string[],
  ) {}

  judgeCall(by: keyof typeof ALLOWED, service: string, operation: string): void {
    if (!ALLOWED[by].has(`${service}:${operation}`)) this.broken.push(`the ${by} calls ${service}:${operation}`);
  }

  /** Config has accepted these evaluations of an invocation. */
  judgeRecorded(evaluations: readonly unknown[], invocation: Invocation): void {
    const { parameters } = invocation;
    if (!parameters) {
      this.broken.push('results are recorded by parameters that are lost or malformed');
      return;
    }
    const since = invocation.started - LONGEST_LAG;
    const window = { since, until: this.world.aws.clock.now(), parameters };
    for (const evaluation of evaluations) {
      const id = textOf(evaluation, 'ComplianceResourceId');
      const type = textOf(evaluation, 'ComplianceType');
      this.tally.count(`outcome: ${type} recorded`);
      if (this.isTrue(id, type, invocation, window)) continue;
      const who = this.world.userOf(id)?.userName ?? 'a user who is gone';
      if (mayBeMistaken(this.world, id, invocation)) {
        this.tally.count('exception: a result by a name that changed hands meanwhile');
      } else {
        const grounds = this.world.keptThroughout(id, window).join(', ') || 'none';
        const annotation = textOf(evaluation, 'Annotation');
        this.broken.push(`${who} (${id}) is recorded as ${type} (grounds to keep: ${grounds}): ${annotation}`);
      }
    }
  }

  /** Whether this was true of the user at any moment since, as far as a report of four hours ago can tell. */
  private isTrue(id: string, type: string, { hasOddReport }: Invocation, window: Window): boolean {
    const { world } = this;
    const user = world.userOf(id);
    switch (type) {
      case 'COMPLIANT':
        return world.wasKept(id, window);
      case 'NON_COMPLIANT': {
        const grounds = world.keptThroughout(id, window);
        if (grounds.length === 0) return true;
        // The report hides later resets, every reset of a user under a former name or path, and all in a damaged line.
        const reported = window.since - REPORT_LAG;
        const isHidden = hasOddReport || world.hasChanged(id, reported) || world.hasMoved(id, reported);
        return isHidden && grounds.every((ground) => ground === 'recent reset');
      }
      case 'NOT_APPLICABLE':
        return !user || user.createDate >= window.since;
      default:
        return false;
    }
  }

  /** An invocation has ended: its result must show what it could not read or report. */
  judgeEnd(invocation: Invocation, { functionError, payload }: FunctionResult): void {
    const failed = functionError !== undefined;
    const { kind, recorded, refused } = invocation;
    const unread = invocation.unread();
    if (unread.length > 0 && !failed && kind === 'evaluation') {
      this.broken.push(`an evaluation succeeds without having read ${unread.map(({ what }) => what).join(', ')}`);
    }
    for (const { what, userId } of unread) {
      const isReported = userId === undefined ? recorded.size > 0 : recorded.has(userId);
      if (isReported) this.broken.push(`an evaluation records results without having read ${what}`);
    }
    if (refused.size > 0 && !failed) {
      this.broken.push(`an evaluation succeeds although Config did not take ${[...refused].join(', ')}`);
    }
    if (kind === 'evaluation') {
      this.tally.count(`outcome: evaluation ${failed ? 'failed' : 'succeeded'}`);
      if (!failed) this.judgeSuccess(invocation);
    }
    if (kind === 'telling' && failed) this.messages.noteFailedTelling(invocation.executionId);
    if (kind === 'confirmation') {
      this.tally.count(`outcome: confirmation ${failed ? 'failed' : 'answered'}`);
      if (failed) return;
      const answer = String(JSON.parse(payload));
      this.deletions.judgeAnswer(invocation, answer);
      this.messages.noteAnswer(invocation.userId, answer);
    }
  }

  /** A user who was inactive all the time may not stay COMPLIANT. */
  private judgeSuccess(invocation: Invocation): void {
    const { parameters, ordered } = invocation;
    if (!parameters) {
      this.broken.push('an evaluation succeeds by parameters that are lost or malformed');
      return;
    }
    for (const { userId, userName } of surelyInactive(this.world, invocation)) {
      const stored = this.world.aws.config.compliance.find(RULE, userId);
      const isLate = stored !== undefined && stored.orderingTimestamp > ordered;
      if (stored?.complianceType === 'NON_COMPLIANT' || isLate) continue;
      this.broken.push(`${userName} (${userId}) is inactive, and Config shows ${stored?.complianceType}`);
    }
  }
}
