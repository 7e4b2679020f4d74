import type { Account } from '../index';
import type { CallCount } from './call-counts';
import type { Change } from './changes';
import type { costOf } from './cost';
import type { describeEvaluation, describeFinding, describeStack, describeStep, EvaluatedUser } from './describe';
import type { Happening } from './population';

/** What happened: the `--json` document. Times are ISO 8601, UTC; prices are US dollars. */
export interface ScenarioResult {
  readonly source: string;
  readonly notes: readonly string[];
  readonly account: Account;
  /** When the scheduled evaluation began. */
  readonly now: string;
  readonly stack: ReturnType<typeof describeStack>;
  readonly evaluations: readonly ReturnType<typeof describeEvaluation>[];
  readonly users: readonly EvaluatedUser[];
  readonly meanwhile: readonly Happening[];
  readonly automaticRemediation: boolean;
  readonly remediations: readonly Remediation[];
  readonly changes: readonly Change[];
  readonly findings: readonly ReturnType<typeof describeFinding>[];
  /** The messages to the stack's topic, oldest first. */
  readonly messages: readonly { readonly time: string; readonly text: string }[];
  readonly calls: readonly CallCount[];
  readonly cost: ReturnType<typeof costOf>;
  /** One sentence for each thing that failed. */
  readonly failures: readonly string[];
}

/** A run of the runbook, or why there was none. */
export interface Remediation {
  readonly userName: string;
  readonly userId: string;
  readonly outcome: 'password deleted' | 'nothing deleted' | 'failed' | 'passed over';
  /** The function's last answer to the runbook: a confirmation's, or the message at the end of the run. */
  readonly answer?: string;
  readonly started?: string;
  readonly ended?: string;
  readonly status: string;
  readonly executionId?: string;
  readonly failureMessage?: string;
  /** In the order in which they ran. */
  readonly steps: readonly ReturnType<typeof describeStep>[];
}
