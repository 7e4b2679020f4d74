import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import type { Operations } from '../../endpoint/operation';
import type { Caller } from '../../policy/caller';
import type { ServiceName } from '../../core/service-names';
import type { Functions } from '../lambda/functions';
import type { RoleStore } from '../../policy/role-store';
import { type DocumentDefinition, Documents } from './documents';
import type { EndStatus, Execution } from './execution';
import { Executions, type StartRequest } from './executions';
import { ssmOperations } from './operations';
import type { UnconfirmedBehaviour } from './steps/action';

/** What SSM needs of the rest of the local AWS. */
export interface SsmContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Pick<Ids, 'uuid'>;
  readonly roles: Pick<RoleStore, 'assume'>;
  readonly lambda: Pick<Functions, 'invokeByCaller'>;
  /** The endpoint; comes late because the endpoint needs this service's operations first. */
  readonly call: (caller: Caller, service: ServiceName, operation: string, input: unknown) => Promise<object>;
  /** How many milliseconds pass before each step of a run; none by default. AWS gives no bound. */
  readonly stepDelay?: () => number;
}

interface StartedByService extends Pick<StartRequest, 'parameters' | 'startedBy'> {
  readonly documentName: string;
}

const DEFAULT_BEHAVIOUR: UnconfirmedBehaviour = {
  missingSelector: 'fail',
  lambdaPayload: 'bare',
  functionErrorFailsStep: true,
  outputOfStepNotRun: 'sentence',
  criticalFailureWithJump: 'Failed',
  documentDeletedDuringRun: 'goes on',
};

/** Systems Manager, as far as Automation goes: runbooks and their runs. */
export class Ssm {
  readonly operations: Operations;
  private readonly documents: Documents;
  private readonly runs: Executions;

  constructor(context: SsmContext, unconfirmed: Partial<UnconfirmedBehaviour> = {}) {
    this.documents = new Documents(context.clock);
    this.runs = new Executions({
      ...context,
      documents: this.documents,
      unconfirmed: { ...DEFAULT_BEHAVIOUR, ...unconfirmed },
    });
    this.operations = ssmOperations({
      account: context.account,
      documents: this.documents,
      executions: this.runs,
    });
  }

  /** Steps begun so far, priced at $0.002 each (executions.ts says which are counted). */
  get billableSteps(): number {
    return this.runs.billableSteps;
  }

  /** Told of each run that has begun or ended. */
  get statusObservers(): ((execution: Execution) => void)[] {
    return this.runs.statusObservers;
  }

  /** As CloudFormation's AWS::SSM::Document. @throws AwsError InvalidDocumentContent and others; NotModelled */
  putDocument(document: DocumentDefinition): void {
    this.documents.put(document);
  }

  /** As CloudFormation deletes AWS::SSM::Document, whatever runs. @throws AwsError InvalidDocument */
  deleteDocument(name: string): void {
    this.documents.delete(name);
  }

  /**
   * Starts a run for another service, which needs no iam:PassRole: Config's caller needed it when the remediation was
   * configured. @returns the execution's id @throws AwsError as StartAutomationExecution does
   */
  start({ documentName, ...request }: StartedByService): string {
    return this.runs.start({ document: this.documents.runbookNamed(documentName), ...request });
  }

  /** Resolves when the run has ended. @throws AwsError AutomationExecutionNotFoundException */
  async ended(executionId: string): Promise<Execution & { readonly status: EndStatus }> {
    return await this.runs.ended(executionId);
  }

  /** All runs, in the order in which they were started. */
  executions(): readonly Execution[] {
    return this.runs.all();
  }
}
