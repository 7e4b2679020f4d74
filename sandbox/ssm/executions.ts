import type { Ids } from '../account';
import { AwsError, NotModelled } from '../endpoint/aws-error';
import type { Caller } from '../endpoint/operation';
import type { Roles } from '../policy/roles';
import { Automation, type AutomationContext, systemVariable } from './automation';
import type { Documents, StoredDocument } from './documents';
import { type EndStatus, type Execution, ExecutionRecord } from './execution';
import { bindParameters, type GivenParameters } from './parameters';
import type { Runbook } from './runbook';
import { substitute } from './template';

/** AWS: "AWS Systems Manager endpoints and quotas", General Reference: running at once, and waiting for their turn. */
export const CONCURRENT_EXECUTIONS = 100;
export const QUEUED_EXECUTIONS = 5000;

/** What starting a run takes. */
export interface StartRequest {
  readonly document: StoredDocument;
  readonly parameters: GivenParameters;
  /** The ARN of whoever starts it. */
  readonly startedBy: string;
  /** For callers of the API, who need iam:PassRole. @throws AwsError AccessDeniedException */
  readonly mayPassRole?: (roleArn: string) => void;
}

/** The runs of the account: at most 100 go on at once, the others wait in their order. */
export class Executions {
  /** Steps that have begun, of every action: AWS's prices name no action whose steps are free. A retry is no new step. */
  billableSteps = 0;
  /** Told of each run that has begun or ended. */
  readonly statusObservers: ((execution: Execution) => void)[] = [];
  private readonly records = new Map<string, ExecutionRecord>();
  private readonly queue: { readonly record: ExecutionRecord; readonly automation: Automation }[] = [];
  private running = 0;

  constructor(
    private readonly context: AutomationContext & {
      readonly ids: Pick<Ids, 'uuid'>;
      readonly roles: Pick<Roles, 'assume'>;
      readonly documents: Pick<Documents, 'holds'>;
    },
  ) {}

  /**
   * @returns the execution's id
   * @throws AwsError InvalidAutomationExecutionParametersException, AutomationExecutionLimitExceededException;
   * NotModelled for a run without a role
   */
  start({ document, parameters, startedBy, mayPassRole }: StartRequest): string {
    const { clock, ids, documents } = this.context;
    const id = ids.uuid();
    const values = bindParameters(document.runbook.parameters, parameters);
    const roleArn = this.roleFor(document, values, id);
    mayPassRole?.(roleArn);
    const assumeRole = () => this.assume(roleArn, id);
    // AWS: "Troubleshooting Systems Manager Automation": where the role cannot be assumed, nothing is started at all.
    assumeRole();
    if (this.queue.length >= QUEUED_EXECUTIONS) throw limitExceeded();
    const record = new ExecutionRecord(
      { id, documentName: document.name, documentVersion: document.version, startedBy, parameters, start: clock.now() },
      document.runbook,
      () => ids.uuid(),
    );
    const automation = new Automation(this.context, record, values, {
      assumeRole,
      stepBegins: () => {
        this.billableSteps += 1;
      },
      documentIsThere: () => documents.holds(document),
    });
    this.records.set(id, record);
    this.queue.push({ record, automation });
    this.startNext();
    return id;
  }

  /** A run, and the runbook that it follows. */
  find(id: string): { readonly execution: Execution; readonly runbook: Runbook } | undefined {
    const record = this.records.get(id);
    return record && { execution: record.snapshot(), runbook: record.runbook };
  }

  /** In the order in which they were started. */
  all(): readonly Execution[] {
    return [...this.records.values()].map((record) => record.snapshot());
  }

  /** Resolves when the run has ended. @throws AwsError AutomationExecutionNotFoundException */
  async ended(id: string): Promise<Execution & { readonly status: EndStatus }> {
    const record = this.records.get(id);
    if (!record) throw executionNotFound(id);
    const status = await record.ended;
    return { ...record.snapshot(), status };
  }

  private startNext(): void {
    if (this.running >= CONCURRENT_EXECUTIONS) return;
    const next = this.queue.shift();
    if (!next) return;
    this.running += 1;
    next.record.begin();
    this.tell(next.record);
    this.context.clock.spawn(() => this.run(next.record, next.automation));
  }

  private async run(record: ExecutionRecord, automation: Automation): Promise<void> {
    const { clock } = this.context;
    try {
      // Whoever started it gets the id before anything happens.
      await clock.sleepUntil(clock.now());
      await automation.run();
      record.end(clock.now());
      this.tell(record);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      record.end(clock.now(), { status: 'Failed', message });
      this.tell(record);
      throw error;
    } finally {
      this.running -= 1;
      this.startNext();
    }
  }

  private tell(record: ExecutionRecord): void {
    if (this.statusObservers.length === 0) return;
    const execution = record.snapshot();
    for (const observe of this.statusObservers) observe(execution);
  }

  private roleFor({ runbook }: StoredDocument, values: ReadonlyMap<string, unknown>, id: string): string {
    const { account, clock } = this.context;
    const role = substitute(runbook.assumeRole, (reference) => {
      if (reference.kind === 'system') return systemVariable(reference.name, account, id, clock.now());
      return reference.kind === 'parameter' ? values.get(reference.name) : undefined;
    });
    if (role === '') throw new NotModelled('a run with an empty assumeRole, which acts as whoever starts it');
    if (typeof role !== 'string' || !/^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(role))
      throw refused('The format of the supplied assume role ARN is invalid.');
    return role;
  }

  private assume(roleArn: string, id: string): Caller {
    const { account, roles } = this.context;
    const sourceArn = `arn:${account.partition}:ssm:${account.region}:${account.accountId}:automation-execution/${id}`;
    try {
      const by = { service: 'ssm.amazonaws.com', sourceAccount: account.accountId, sourceArn };
      return roles.assume(roleArn, by, `Automation-${id}`);
    } catch (error) {
      if (error instanceof AwsError) throw refused('The defined assume role is unable to be assumed.');
      throw error;
    }
  }
}

export function executionNotFound(id: string): AwsError {
  return new AwsError('AutomationExecutionNotFoundException', `There is no automation execution with the id ${id}.`);
}

function limitExceeded(): AwsError {
  return new AwsError(
    'AutomationExecutionLimitExceededException',
    'The number of simultaneously running Automation executions exceeded the allowable limit.',
  );
}

function refused(message: string): AwsError {
  return new AwsError('InvalidAutomationExecutionParametersException', message);
}
