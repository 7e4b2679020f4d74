import type { Account, ComplianceType, Tag } from '../index';
import type { Change } from './changes';
import type { CallCount } from './call-counts';
import type { Happening } from './population';

/** What the main job found: the `--json` document. Times are ISO 8601, UTC; prices are US dollars. */
export interface ScenarioResult {
  readonly source: string;
  readonly notes: readonly string[];
  readonly account: Account;
  /** When the scheduled evaluation began. */
  readonly now: string;
  readonly stack: DeployedStack;
  readonly evaluations: readonly EvaluationResult[];
  readonly users: readonly UserResult[];
  readonly meanwhile: readonly Happening[];
  readonly automaticRemediation: boolean;
  readonly remediations: readonly RemediationResult[];
  readonly changes: readonly Change[];
  readonly findings: readonly FindingResult[];
  /** What the stack's topic was sent, oldest first. */
  readonly messages: readonly MessageResult[];
  readonly calls: readonly CallCount[];
  readonly cost: Cost;
  /** One sentence for each thing that failed; empty where all went well. */
  readonly failures: readonly string[];
}

export interface DeployedStack {
  readonly name: string;
  readonly ruleName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly resources: readonly { readonly logicalId: string; readonly type: string; readonly physicalId: string }[];
}

export interface EvaluationResult {
  readonly trigger: 'schedule' | 'on-demand';
  readonly started: string;
  readonly ended?: string;
  /** Evaluations that Config recorded, each of which it charges for. */
  readonly recorded: number;
  readonly error?: string;
}

export interface Verdict {
  readonly compliance: ComplianceType;
  /** The annotation, without the user's name. */
  readonly reason: string;
}

/** A user as the scheduled evaluation found him. */
export interface UserResult {
  readonly userName: string;
  readonly userId: string;
  readonly arn: string;
  readonly created: string;
  readonly lastSignIn?: string;
  readonly password?: { readonly created: string; readonly changed: string };
  readonly accessKeys: readonly string[];
  readonly mfa: boolean;
  readonly tags: readonly Tag[];
  /** Absent where the evaluation has not reported the user. */
  readonly verdict?: Verdict;
  /** The verdict at the end of it all. */
  readonly verdictAfter?: Verdict;
}

export interface RemediationResult {
  readonly userName: string;
  readonly userId: string;
  readonly outcome: 'password deleted' | 'nothing deleted' | 'failed' | 'passed over';
  /** What the function answered the runbook last: the word of a confirmation, or what was told at the end. */
  readonly answer?: string;
  readonly started?: string;
  readonly ended?: string;
  readonly status: string;
  readonly executionId?: string;
  readonly failureMessage?: string;
  /** The steps that were taken, in their order. */
  readonly steps: readonly StepResult[];
}

export interface StepResult {
  readonly name: string;
  readonly action: string;
  readonly status: string;
  /** On the local AWS's clock, where only waiting takes time. */
  readonly seconds: number;
  readonly failureMessage?: string;
}

/** What Security Hub shows of a finding that it has made of the rule's results, at the end of it all. */
export interface FindingResult {
  readonly title: string;
  readonly description: string;
  readonly severity: string;
  readonly complianceStatus: 'PASSED' | 'FAILED' | 'NOT_AVAILABLE';
  readonly workflowStatus: 'NEW' | 'RESOLVED';
  readonly recordState: 'ACTIVE' | 'ARCHIVED';
  /** The user's ARN, where Config records IAM users. */
  readonly resource: string;
  readonly created: string;
  readonly updated: string;
}

export interface MessageResult {
  readonly time: string;
  readonly text: string;
}

export interface Cost {
  readonly recordedEvaluations: number;
  readonly evaluationsUsd: number;
  readonly automationSteps: number;
  readonly stepsUsd: number;
}
