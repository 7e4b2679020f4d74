import type { ChangeSetStatus, ChangeSetType, ExecutionStatus } from '@aws-sdk/client-cloudformation';
import { type Change, changesBetween } from '../../cloudformation/changes';
import { AwsError } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { StackRequest } from './request';
import type { StackDefinition, StoredStack } from './stack';
import { changes, type Stacks } from './stacks';

/** A change of a stack that waits for its execution. */
export interface ChangeSet {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly stack: StoredStack;
  readonly type: ChangeSetType;
  readonly definition: StackDefinition;
  readonly status: ChangeSetStatus;
  /** Of a failure. */
  readonly reason: string | undefined;
  executionStatus: ExecutionStatus;
  readonly changes: readonly Change[];
}

export interface ChangeSetRequest extends StackRequest {
  readonly name: string;
  readonly description: string | undefined;
  readonly type: ChangeSetType;
}

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** The account's change sets. AWS: "CreateChangeSet" and "ExecuteChangeSet", CloudFormation API Reference. */
export class ChangeSets {
  private readonly all = new Set<ChangeSet>();

  constructor(
    private readonly stacks: Stacks,
    private readonly clock: Pick<SandboxClock, 'now'>,
  ) {}

  /** One that would change nothing is made too: it has failed. @throws AwsError as CloudFormation refuses */
  create(stackNameOrId: string, request: ChangeSetRequest): ChangeSet {
    const { name, description, type } = request;
    const present = this.stacks.find(stackNameOrId);
    const reviewed = present?.status === 'REVIEW_IN_PROGRESS' ? present : undefined;
    if (type === 'UPDATE') this.stacks.checkUpdatable(this.stacks.get(stackNameOrId));
    if (present && this.find(present, name)) {
      throw new AwsError('AlreadyExistsException', `ChangeSet ${name} already exists`);
    }
    const definition = this.stacks.define(present?.name ?? stackNameOrId, request, present);
    const stack = (type === 'CREATE' ? reviewed : present) ?? this.stacks.add(stackNameOrId);
    const empty = !changes(stack, definition);
    const changeSet: ChangeSet = {
      id: `${stack.id.replace(/:stack\/.*/, ':changeSet/')}${name}/${this.stacks.uuids.uuid()}`,
      name,
      description,
      created: this.clock.now(),
      stack,
      type,
      definition,
      status: empty ? 'FAILED' : 'CREATE_COMPLETE',
      reason: empty ? NO_CHANGES : undefined,
      executionStatus: empty ? 'UNAVAILABLE' : 'AVAILABLE',
      changes: changesBetween(stack.definition?.plan, definition.plan),
    };
    this.all.add(changeSet);
    return changeSet;
  }

  /** @param stackNameOrId not needed if the change set is named by its id @throws AwsError ChangeSetNotFound */
  get(nameOrId: string, stackNameOrId: string | undefined): ChangeSet {
    const byId = [...this.all].find(({ id }) => id === nameOrId);
    const found =
      byId ?? (stackNameOrId === undefined ? undefined : this.find(this.stacks.get(stackNameOrId), nameOrId));
    if (found) return found;
    throw new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrId}] does not exist`, 404);
  }

  /** The stack's other change sets are deleted with it. @throws AwsError InvalidChangeSetStatus */
  execute(changeSet: ChangeSet): void {
    const { id, stack, type, definition, executionStatus, status } = changeSet;
    if (executionStatus !== 'AVAILABLE') {
      const message = `ChangeSet [${id}] cannot be executed in its current status of [${status}]`;
      throw new AwsError('InvalidChangeSetStatus', message);
    }
    if (type === 'CREATE') this.stacks.create(stack, definition);
    else this.stacks.update(stack, definition);
    changeSet.executionStatus = 'EXECUTE_COMPLETE';
    for (const other of this.all) if (other.stack === stack && other !== changeSet) this.all.delete(other);
  }

  private find(stack: StoredStack, name: string): ChangeSet | undefined {
    return [...this.all].find((changeSet) => changeSet.stack === stack && changeSet.name === name);
  }
}
