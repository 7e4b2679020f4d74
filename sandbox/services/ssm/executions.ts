import type { Ids } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Caller } from '../../policy/caller';
import type { RoleStore } from '../../policy/role-store';
import { Automation, type AutomationContext } from './automation';
import type { Documents, StoredDocument } from './documents';
import { type EndStatus, type Execution, ExecutionRecord } from './execution';
import { bindParameters, type GivenParameters } from './parameters';
import type { Runbook } from './runbook';
import { substituteText } from './template';

/** AWS: "AWS Systems Manager endpoints and quotas", General Reference: running at once, and waiting for their turn. */
export const CONCURRENT_EXECUTIONS = 100;
const QUEUED_EXECUTIONS = 5000;

/** What starting a run takes. */
export interface StartRequest {
  readonly document: StoredDocument;
  readonly parameters: GivenParameters;
  /** The ARN of the caller. */
  readonly startedBy: string;
  /** For callers of the API, who need iam:PassRole. @throws AwsError AccessDeniedException */
  readonly mayPassRole?: (roleArn: string) => void;
}

interface Run {
  readonly record: ExecutionRecord;
  readonly automation: Automation;
}

/** The runs of the account: at most 100 go on at once, the others wait in their order. */
export class Executions {
  /** Steps that have begun, of every action: AWS's prices name no action whose steps are free. A retry is no new step. */
  billableSteps = 0;
  /** Told of each run that has begun or ended. */
  readonly statusObservers: ((execution: Execution) => void)[] = [];
  private readonly runs = new Map<string, Run>();
  private readonly queue: Run[] = [];
  private running = 0;

  constructor(
    private readonly context: AutomationContext & {
      readonly ids: Pick<Ids, 'uuid'>;
      readonly roles: Pick<RoleStore, 'assume'>;
      readonly documents: Pick<Documents, 'find'>;
    },
  ) {}

  /**
   * @returns the execution's id
   * @throws AwsError InvalidAutomationExecutionParametersException, AutomationExecutionLimitExceededException;
   * NotModelled for a run without a role
   */
  start({ document, parameters, startedBy, mayPassRole }: StartRequest): string {
    const { clock, ids, documents } = this.context;
    const { name: documentName, runbook } = document;
    const id = ids.uuid();
    const values = bindParameters(runbook.parameters, parameters);
    const roleArn = roleOf(runbook, values, id);
    mayPassRole?.(roleArn);
    const assumeRole = () => this.assumeRole(roleArn, id);
    // AWS: "Troubleshooting Systems Manager Automation": if the role cannot be assumed, nothing is started at all.
    assumeRole();
    if (this.queue.length >= QUEUED_EXECUTIONS) {
      throw new AwsError(
        'AutomationExecutionLimitExceededException',
        'The number of simultaneously running Automation executions exceeded the allowable limit.',
      );
    }
    const started = { id, documentName, startedBy, parameters, start: clock.now() };
    const record = new ExecutionRecord(started, runbook, () => ids.uuid());
    const automation = new Automation(this.context, record, values, {
      assumeRole,
      stepBegins: () => {
        this.billableSteps += 1;
      },
      // A new document of the same name is another.
      documentIsThere: () => documents.find(documentName) === document,
    });
    const run = { record, automation };
    this.runs.set(id, run);
    this.queue.push(run);
    this.startNext();
    return id;
  }

  /** A run, and the runbook that it follows. @throws AwsError AutomationExecutionNotFoundException */
  get(id: string): { readonly execution: Execution; readonly runbook: Runbook } {
    const { record } = this.named(id);
    return { execution: record.snapshot(), runbook: record.runbook };
  }

  /** In the order in which they were started. */
  all(): readonly Execution[] {
    return [...this.runs.values()].map(({ record }) => record.snapshot());
  }

  /** Resolves when the run has ended. @throws AwsError AutomationExecutionNotFoundException */
  async ended(id: string): Promise<Execution & { readonly status: EndStatus }> {
    const { record } = this.named(id);
    const status = await record.ended;
    return { ...record.snapshot(), status };
  }

  /**
   * Cancels a run: one in progress ends, one in the queue never begins. AWS: "StopAutomationExecution", Type Cancel.
   * @throws AwsError AutomationExecutionNotFoundException, InvalidAutomationStatusUpdateException
   */
  cancel(id: string): void {
    const run = this.named(id);
    if (run.record.isOver) {
      throw new AwsError(
        'InvalidAutomationStatusUpdateException',
        `The automation execution ${id} is not in progress: it cannot be stopped.`,
      );
    }
    const place = this.queue.indexOf(run);
    if (place < 0) {
      run.automation.cancel();
      return;
    }
    this.queue.splice(place, 1);
    run.record.cancel(this.context.clock.now());
    this.tell(run.record);
  }

  private named(id: string): Run {
    const run = this.runs.get(id);
    if (run) return run;
    throw new AwsError('AutomationExecutionNotFoundException', `There is no automation execution with the id ${id}.`);
  }

  /** SSM as that role, for one run. @throws AwsError InvalidAutomationExecutionParametersException */
  private assumeRole(roleArn: string, id: string): Caller {
    const { partition, region, accountId } = this.context.account;
    const sourceArn = `arn:${partition}:ssm:${region}:${accountId}:automation-execution/${id}`;
    try {
      const by = { service: 'ssm.amazonaws.com', sourceAccount: accountId, sourceArn };
      return this.context.roles.assume(roleArn, by, `Automation-${id}`);
    } catch (error) {
      if (error instanceof AwsError) throw refused('The defined assume role is unable to be assumed.');
      throw error;
    }
  }

  private startNext(): void {
    if (this.running >= CONCURRENT_EXECUTIONS) return;
    const next = this.queue.shift();
    if (!next) return;
    this.running += 1;
    next.record.begin();
    this.tell(next.record);
    this.context.clock.spawn(() => this.run(next));
  }

  private async run({ record, automation }: Run): Promise<void> {
    const { clock } = this.context;
    try {
      // The caller gets the id before anything happens.
      await clock.sleepUntil(clock.now());
      if ((await automation.run()) === 'cancelled') record.cancel(clock.now());
      else record.end(clock.now());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      record.end(clock.now(), { status: 'Failed', message });
      throw error;
    } finally {
      this.tell(record);
      this.running -= 1;
      this.startNext();
    }
  }

  private tell(record: ExecutionRecord): void {
    if (this.statusObservers.length === 0) return;
    const execution = record.snapshot();
    for (const observe of this.statusObservers) observe(execution);
  }
}

/**
 * The ARN of the role that a run assumes.
 * @throws AwsError InvalidAutomationExecutionParametersException if it is no role's ARN; NotModelled for a run without one
 */
function roleOf({ assumeRole }: Runbook, values: ReadonlyMap<string, string>, id: string): string {
  const role = substituteText(assumeRole, (reference) =>
    reference.kind === 'parameter' ? (values.get(reference.name) ?? '') : id,
  );
  if (role === '') throw new NotModelled('a run with an empty assumeRole, which acts as the caller that starts it');
  if (/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role)) return role;
  throw refused('The format of the supplied assume role ARN is invalid.');
}

function refused(message: string): AwsError {
  return new AwsError('InvalidAutomationExecutionParametersException', message);
}
