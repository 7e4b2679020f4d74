import { isDeepStrictEqual } from 'node:util';
import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import { applyPlan, cleanUp, deleteResources, rollBack } from '../../cloudformation/apply';
import type { ChangeOptions, ResourceEvent } from '../../cloudformation/change-resource';
import { changesBetween } from '../../cloudformation/changes';
import type { SecretText } from '../../cloudformation/dynamic-references';
import { deployPlan, type Stack } from '../../cloudformation/deploy';
import { planStack } from '../../cloudformation/plan';
import type { ResourceProviders } from '../../cloudformation/provider';
import { parseTemplateBody } from '../../cloudformation/template-body';
import { templateError } from '../../cloudformation/template-error';
import { type Account, Ids } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { SandboxClock } from '../../core/clock';
import type { StackRequest } from './request';
import type { StackDefinition, StoredStack } from './stack';

interface StacksContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Ids;
  readonly providers: ResourceProviders;
  readonly secretText: SecretText;
}

/** The beginnings of the status of a rollback. AWS: "Stack status codes", CloudFormation User Guide. */
const ROLLBACK = { CREATE: 'ROLLBACK', UPDATE: 'UPDATE_ROLLBACK' } as const;
const UPDATABLE: ReadonlySet<StackStatus> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);

/**
 * The account's stacks. A request is checked before it is answered; then the change begins at once, and stack events tell
 * what became of it. A creation or an update that fails is rolled back.
 */
export class Stacks {
  /** Of stacks, change sets and events. The account's resources have the same ids however many events there are. */
  readonly uuids = new Ids();
  private readonly byId = new Map<string, StoredStack>();

  constructor(private readonly context: StacksContext) {}

  /** Without those that were deleted. */
  all(): StoredStack[] {
    return [...this.byId.values()].filter(({ deleted }) => deleted === undefined);
  }

  /** @returns undefined if there is no such stack; by its id, a deleted one too */
  find(nameOrId: string): StoredStack | undefined {
    return this.byId.get(nameOrId) ?? this.all().find(({ name }) => name === nameOrId);
  }

  /** @throws AwsError ValidationError */
  get(nameOrId: string): StoredStack {
    const stack = this.find(nameOrId);
    if (stack) return stack;
    throw templateError(`Stack with id ${nameOrId} does not exist`);
  }

  /**
   * What a request makes of a stack. @param present the stack to be changed
   * @throws AwsError as CloudFormation refuses the template or the parameters; NotModelled by name
   */
  define(stackName: string, request: StackRequest, present?: StoredStack): StackDefinition {
    const { account, providers } = this.context;
    const { templateBody, capabilities, tags = present?.definition?.tags ?? [] } = request;
    const previous = present?.definition;
    const template = templateBody === undefined ? previous?.template : parseTemplateBody(templateBody, capabilities);
    if (template === undefined) throw templateError('Either Template URL or Template Body must be specified.');
    const parameters = request.parameters.map(({ key, value = previous?.plan.parameters[key] }) => {
      if (value !== undefined) return [key, value] as const;
      throw templateError(`Invalid input for parameter key ${key}. Cannot specify usePreviousValue as true for it.`);
    });
    const plan = planStack(template, { stackName, account, providers, parameters: Object.fromEntries(parameters) });
    return { template, plan, capabilities, tags };
  }

  /** A stack without resources, before its creation or for a change set. @throws AwsError AlreadyExistsException */
  add(name: string): StoredStack {
    if (this.find(name)) throw new AwsError('AlreadyExistsException', `Stack [${name}] already exists`);
    const id = `${this.arnOf(name)}/${this.uuids.uuid()}`;
    const shared = { created: this.context.clock.now(), definition: undefined, resources: new Map(), events: [] };
    const stack: StoredStack = { id, name, status: 'REVIEW_IN_PROGRESS', ...shared };
    this.byId.set(id, stack);
    return stack;
  }

  create(stack: StoredStack, definition: StackDefinition): void {
    this.apply(stack, 'CREATE', definition);
  }

  /** @throws AwsError ValidationError for a stack that cannot be updated, or if nothing changes */
  update(stack: StoredStack, definition: StackDefinition): void {
    this.checkUpdatable(stack);
    if (!changes(stack, definition)) throw templateError('No updates are to be performed.');
    stack.updated = this.context.clock.now();
    this.apply(stack, 'UPDATE', definition);
  }

  /** @throws AwsError ValidationError */
  checkUpdatable({ id, status }: StoredStack): void {
    if (UPDATABLE.has(status)) return;
    throw templateError(`Stack:${id} is in ${status} state and can not be updated.`);
  }

  /** @throws NotModelled for a resource that cannot be deleted, before any is */
  delete(stack: StoredStack): void {
    for (const [logicalId, { type, retained }] of stack.resources) {
      if (retained || this.context.providers[type]?.delete) continue;
      throw new NotModelled(`the deletion of ${type}, of ${logicalId}`);
    }
    this.mark(stack, 'DELETE_IN_PROGRESS');
    this.context.clock.spawn(async () => {
      try {
        await deleteResources(stack.resources, this.optionsFor(stack));
        stack.deleted = this.context.clock.now();
        this.mark(stack, 'DELETE_COMPLETE');
      } catch (error) {
        this.mark(stack, 'DELETE_FAILED', reasonOf(error));
        if (!(error instanceof AwsError)) throw error;
      }
    });
  }

  /** Creates a stack and waits for it. If a resource fails, the ones before it stay. @throws as `deploy` does */
  async deploy(template: unknown, parameters: Readonly<Record<string, string>>, stackName: string): Promise<Stack> {
    const { account, providers } = this.context;
    const plan = planStack(template, { parameters, stackName, account, providers });
    const deployed = await deployPlan(plan, this.context);
    const stack = this.add(stackName);
    stack.definition = { template, plan, capabilities: [], tags: [] };
    for (const [logicalId, resource] of Object.entries(deployed.resources)) stack.resources.set(logicalId, resource);
    this.mark(stack, 'CREATE_COMPLETE');
    return deployed;
  }

  /** e.g. `arn:aws:cloudformation:us-east-1:111122223333:stack/NAME`. */
  arnOf(name: string): string {
    const { partition, region, accountId } = this.context.account;
    return `arn:${partition}:cloudformation:${region}:${accountId}:stack/${name}`;
  }

  /** What is not modelled fails the clock's next run too. */
  private apply(stack: StoredStack, action: keyof typeof ROLLBACK, definition: StackDefinition): void {
    const before = { definition: stack.definition, resources: new Map(stack.resources) };
    const options = this.optionsFor(stack);
    stack.definition = definition;
    this.mark(stack, `${action}_IN_PROGRESS`);
    this.context.clock.spawn(async () => {
      try {
        const outdated = await applyPlan(definition.plan, stack.resources, options);
        if (action === 'UPDATE') stack.status = 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS';
        await cleanUp(outdated, options).finally(() => this.mark(stack, `${action}_COMPLETE`));
      } catch (error) {
        if (stack.status === `${action}_IN_PROGRESS`) await this.rollBack(stack, ROLLBACK[action], before, error);
        if (!(error instanceof AwsError)) throw error;
      }
    });
  }

  private async rollBack(
    stack: StoredStack,
    status: (typeof ROLLBACK)[keyof typeof ROLLBACK],
    before: Pick<StoredStack, 'definition' | 'resources'>,
    error: unknown,
  ): Promise<void> {
    this.mark(stack, `${status}_IN_PROGRESS`, reasonOf(error));
    stack.definition = before.definition ?? stack.definition;
    try {
      await rollBack(before.resources, stack.resources, this.optionsFor(stack));
      this.mark(stack, `${status}_COMPLETE`, reasonOf(error));
    } catch (failure) {
      this.mark(stack, `${status}_FAILED`, reasonOf(failure));
    }
  }

  private optionsFor(stack: StoredStack): ChangeOptions {
    return { ...this.context, report: (event) => this.tell(stack, event) };
  }

  private mark(stack: StoredStack, status: StackStatus & ResourceStatus, reason?: string): void {
    stack.status = status;
    stack.reason = reason;
    const { name: logicalId, id: physicalId } = stack;
    this.tell(stack, { logicalId, type: 'AWS::CloudFormation::Stack', physicalId, status, ...(reason && { reason }) });
  }

  private tell({ id, name, events }: StoredStack, event: Omit<ResourceEvent, 'status'> & { status: ResourceStatus }) {
    events.push({
      StackId: id,
      StackName: name,
      EventId: this.uuids.uuid(),
      Timestamp: new Date(this.context.clock.now()),
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      ResourceStatus: event.status,
      ResourceStatusReason: event.reason,
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether an update to this definition would change anything. */
export function changes({ definition: present }: StoredStack, { plan, tags }: StackDefinition): boolean {
  return (
    changesBetween(present?.plan, plan).length > 0 ||
    !isDeepStrictEqual([present?.plan.parameters, present?.tags], [plan.parameters, tags])
  );
}
