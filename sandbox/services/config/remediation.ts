import type { Account } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import type { Execution, StepExecution } from '../ssm/execution';
import type { Ssm } from '../ssm/ssm';
import { Pace, Places } from './pace';
import type { RemediationDefinition } from './remediation-definition';
import type { RemediationExceptions } from './remediation-exceptions';
import type { StoredRemediation } from './remediations';
import { keyOf } from './resource';

/** AWS: "AWS Systems Manager endpoints and quotas": concurrent automations, and StartAutomationExecution's rate. */
const CONCURRENT_EXECUTIONS = 100;
const START_INTERVAL_MS = 1000;

/** What Config needs of SSM Automation. */
export interface AutomationStarter {
  /** @returns the execution's id @throws AwsError as StartAutomationExecution does */
  start(request: AutomationRequest): string;
  /** The version of a document that runs, if nobody names one; undefined if there is no such document. */
  defaultVersion(documentName: string): string | undefined;
  /** Resolves when the execution has ended. */
  ended(executionId: string): Promise<AutomationEnd>;
}

export type AutomationRequest = Parameters<Ssm['start']>[0];

export interface AutomationEnd extends Pick<Execution, 'status' | 'failureMessage'> {
  readonly steps: readonly AutomationStep[];
}

export type AutomationStep = Pick<StepExecution, 'name' | 'status' | 'start' | 'end' | 'failureMessage'>;

/** One remediation of one resource. Times in milliseconds since the epoch. */
export interface RemediationRun {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly trigger: 'automatic' | 'on-demand';
  readonly state: 'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly queued: number;
  readonly started?: number;
  readonly ended?: number;
  /** SSM's id; absent before the start, and if SSM refused to start. */
  readonly executionId?: string;
  readonly failureMessage?: string;
  /** Known when the execution has ended. */
  readonly steps: readonly AutomationStep[];
}

type OpenRemediation = { -readonly [K in keyof RemediationRun]: RemediationRun[K] };

/** A resource that was not remediated although it is NON_COMPLIANT. */
interface SkippedRemediation {
  readonly ruleName: string;
  readonly resourceId: string;
  readonly time: number;
  readonly reason: 'exception' | 'under way' | 'too many errors';
}

interface RemediationContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly automation: AutomationStarter;
}

/** The failed runs of one batch, and how many of them are too many. */
interface Errors {
  seen: number;
  readonly tolerated: number;
}

/**
 * Starts the runbook for resources and follows each run to its end, on the clock.
 *
 * Automatic remediation works from the snapshot that it is given: a resource that has become compliant since is
 * remediated all the same (AWS: "PutRemediationConfigurations").
 */
export class Remediation {
  /** The non-compliant resources that were passed over, and why. */
  readonly skipped: SkippedRemediation[] = [];
  private readonly all = new Set<OpenRemediation>();
  private readonly open = new Set<string>();
  private readonly places = new Places(CONCURRENT_EXECUTIONS);
  private readonly pace: Pace;

  constructor(
    private readonly context: RemediationContext,
    private readonly exceptions: RemediationExceptions,
  ) {
    this.pace = new Pace(context.clock, START_INTERVAL_MS);
  }

  /** Every run, in the order in which they were queued. */
  get runs(): readonly RemediationRun[] {
    return [...this.all];
  }

  /** Whether a remediation of the resource waits or runs. */
  underWay(ruleName: string, resourceId: string): boolean {
    return this.open.has(keyOf(ruleName, resourceId));
  }

  /** Remediates a snapshot of the rule's non-compliant resources, at the remediation's rates. */
  startAutomatic(remediation: StoredRemediation, snapshot: readonly string[]): void {
    const runs = snapshot.flatMap((resourceId) => {
      if (!this.underWay(remediation.ruleName, resourceId)) return this.queue(remediation, resourceId, 'automatic');
      this.skip(remediation, resourceId, 'under way');
      return [];
    });
    this.context.clock.spawn(() => this.runBatch(remediation, runs, snapshot.length));
  }

  /** Remediates one resource on request; exceptions and rates are for automatic runs only. */
  startOnDemand(remediation: StoredRemediation, resourceId: string, startedBy: string): void {
    const run = this.queue(remediation, resourceId, 'on-demand');
    this.context.clock.spawn(async () => {
      const giveBack = await this.places.take();
      await this.pace.turn();
      await this.execute(remediation, run, startedBy).finally(giveBack);
    });
  }

  private async runBatch(
    remediation: StoredRemediation,
    runs: readonly OpenRemediation[],
    size: number,
  ): Promise<void> {
    const places = new Places(Math.max(1, Math.floor((size * remediation.concurrentExecutionRate) / 100)));
    const errors = { seen: 0, tolerated: (size * remediation.errorRate) / 100 };
    for (const run of runs) {
      const taken = [await places.take(), await this.places.take()];
      const giveBack = () => taken.forEach((give) => give());
      const obstacle = this.obstacle(remediation, run.resourceId, errors);
      if (obstacle) {
        this.drop(remediation, run, obstacle);
        giveBack();
        continue;
      }
      await this.pace.turn();
      this.context.clock.spawn(() => this.attempt(remediation, run, errors).finally(giveBack));
    }
  }

  private obstacle(
    remediation: RemediationDefinition,
    resourceId: string,
    errors: Errors,
  ): SkippedRemediation['reason'] | undefined {
    if (errors.seen > errors.tolerated) return 'too many errors';
    const { exceptions } = this;
    const excepted = exceptions.find(remediation.ruleName, resourceId) ?? exceptions.brake(remediation, resourceId);
    return excepted ? 'exception' : undefined;
  }

  private async attempt(remediation: StoredRemediation, run: OpenRemediation, errors: Errors): Promise<void> {
    const { partition, accountId } = this.context.account;
    this.exceptions.noteAttempt(run.ruleName, run.resourceId);
    await this.execute(
      remediation,
      run,
      `arn:${partition}:sts::${accountId}:assumed-role/AWSServiceRoleForConfigRemediation/AwsConfigRemediation`,
    );
    if (run.state !== 'FAILED') return;
    errors.seen += 1;
    this.exceptions.brake(remediation, run.resourceId);
  }

  /** If SSM refuses to start, the run has failed. A failure of the sandbox itself is thrown. */
  private async execute(remediation: StoredRemediation, run: OpenRemediation, startedBy: string): Promise<void> {
    const { clock, automation } = this.context;
    run.state = 'IN_PROGRESS';
    run.started = clock.now();
    try {
      run.executionId = automation.start({
        documentName: remediation.documentName,
        documentVersion: remediation.documentVersion,
        parameters: parametersFor(remediation, run.resourceId),
        startedBy,
      });
      const { status, failureMessage, steps } = await automation.ended(run.executionId);
      run.state = status === 'Success' ? 'SUCCEEDED' : 'FAILED';
      run.steps = steps;
      run.failureMessage = failureMessage;
    } catch (error) {
      run.state = 'FAILED';
      run.failureMessage = error instanceof Error ? error.message : String(error);
      if (!(error instanceof AwsError)) throw error;
    } finally {
      run.ended = clock.now();
      this.open.delete(keyOf(run.ruleName, run.resourceId));
    }
  }

  private queue(
    { ruleName }: RemediationDefinition,
    resourceId: string,
    trigger: RemediationRun['trigger'],
  ): OpenRemediation {
    const queued = this.context.clock.now();
    const run: OpenRemediation = { ruleName, resourceId, trigger, state: 'QUEUED', queued, steps: [] };
    this.all.add(run);
    this.open.add(keyOf(ruleName, resourceId));
    return run;
  }

  /** A queued run that will not be started leaves only the reason. */
  private drop(remediation: RemediationDefinition, run: OpenRemediation, reason: SkippedRemediation['reason']): void {
    this.all.delete(run);
    this.open.delete(keyOf(run.ruleName, run.resourceId));
    this.skip(remediation, run.resourceId, reason);
  }

  private skip({ ruleName }: RemediationDefinition, resourceId: string, reason: SkippedRemediation['reason']): void {
    this.skipped.push({ ruleName, resourceId, time: this.context.clock.now(), reason });
  }
}

function parametersFor(remediation: RemediationDefinition, resourceId: string): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(remediation.parameters).map(([name, parameter]) => [
      name,
      parameter === 'RESOURCE_ID' ? [resourceId] : parameter.values,
    ]),
  );
}
