import { AwsError, NotModelled } from '../../core/aws-error';
import type { Operations } from '../../endpoint/operation';
import type { Caller } from '../../policy/caller';
import { Automation, DEFAULT_BEHAVIOUR, type SsmContext } from './automation';
import { type DocumentDefinition, Documents } from './documents';
import { type EndStatus, type Execution, ExecutionRecord } from './execution';
import { type Runs, ssmOperations, type StartRequest } from './operations';
import { bindParameters } from './parameters';
import type { Runbook } from './runbook';
import type { UnconfirmedBehaviour } from './steps/action';
import { substituteText } from './template';

/** AWS: "AWS Systems Manager endpoints and quotas", General Reference: how many run at once, and how many can wait. */
const CONCURRENT_EXECUTIONS = 100;
const QUEUED_EXECUTIONS = 5000;

interface Run {
  readonly record: ExecutionRecord;
  readonly automation: Automation;
}

/** Systems Manager, as far as Automation goes: runbooks and their runs. At most 100 run at once, the others wait. */
export class Ssm implements Runs {
  readonly operations: Operations;
  /** Called with each run that begins or ends. */
  readonly statusObservers: ((execution: Execution) => void)[] = [];
  /**
   * Steps that have begun, of every action, priced at $0.002 each: AWS's price list names no free action. A retry is
   * not a new step.
   */
  billableSteps = 0;
  private readonly documents: Documents;
  private readonly unconfirmed: UnconfirmedBehaviour;
  private readonly runs = new Map<string, Run>();
  private readonly queue: Run[] = [];
  private running = 0;

  constructor(
    private readonly context: SsmContext,
    unconfirmed: Partial<UnconfirmedBehaviour> = {},
  ) {
    this.documents = new Documents(context.clock);
    this.unconfirmed = { ...DEFAULT_BEHAVIOUR, ...unconfirmed };
    this.operations = ssmOperations(context.account, this.documents, this);
  }

  /** As CloudFormation's AWS::SSM::Document. @throws AwsError InvalidDocumentContent and others; NotModelled */
  putDocument(document: DocumentDefinition): void {
    this.documents.put(document);
  }

  /** As CloudFormation deletes AWS::SSM::Document, even during a run. @throws AwsError InvalidDocument */
  deleteDocument(name: string): void {
    this.documents.delete(name);
  }

  /** The version that runs, if nobody names one; undefined if there is no such document. */
  defaultVersion(documentName: string): string | undefined {
    return this.documents.find(documentName)?.default.version;
  }

  /**
   * @param mayPassRole for callers of the API, who need iam:PassRole; throws AwsError AccessDeniedException. Config's
   * caller needed it when the remediation was configured
   * @returns the execution's id
   * @throws AwsError InvalidAutomationExecutionParametersException, AutomationExecutionLimitExceededException and others;
   * NotModelled for a run without a role
   */
  start(
    { documentName, documentVersion, parameters, startedBy }: StartRequest,
    mayPassRole?: (roleArn: string) => void,
  ): string {
    const { clock, ids } = this.context;
    const { document, version } = this.documents.toRun(documentName, documentVersion);
    const { runbook } = version;
    const id = ids.uuid();
    const values = bindParameters(runbook.parameters, parameters);
    const roleArn = roleOf(runbook, values, id);
    mayPassRole?.(roleArn);
    const byConfig = mayPassRole === undefined;
    const assumeRole = () => this.assumeRole(roleArn, id, byConfig);
    // AWS: "Troubleshooting Systems Manager Automation": if the role cannot be assumed, no run starts at all.
    assumeRole();
    if (this.queue.length >= QUEUED_EXECUTIONS) {
      throw new AwsError(
        'AutomationExecutionLimitExceededException',
        'The number of simultaneously running Automation executions exceeded the allowable limit.',
      );
    }
    const started = {
      id,
      documentName,
      documentVersion: version.version,
      startedBy,
      parameters,
      start: clock.now(),
    };
    const record = new ExecutionRecord(started, runbook, () => ids.uuid());
    const automation = new Automation(this.context, this.unconfirmed, record, values, {
      assumeRole,
      stepBegins: () => {
        this.billableSteps += 1;
      },
      // A new document of the same name is a different one.
      documentIsThere: () => this.documents.find(documentName) === document,
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

  /** All runs, in the order in which they started. */
  executions(): readonly Execution[] {
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
  private assumeRole(roleArn: string, id: string, byConfig: boolean): Caller {
    const { partition, region, accountId } = this.context.account;
    const hasSourceArn = !byConfig || this.unconfirmed.sourceArnOfConfigRuns === 'execution';
    const sourceArn = `arn:${partition}:ssm:${region}:${accountId}:automation-execution/${id}`;
    try {
      const by = { service: 'ssm.amazonaws.com', sourceAccount: accountId, ...(hasSourceArn && { sourceArn }) };
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
 * @throws AwsError InvalidAutomationExecutionParametersException if it is not a role's ARN; NotModelled without a role
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
