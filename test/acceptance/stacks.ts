import {
  type CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type Stack,
  type StackStatus,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { HOUR, MINUTE } from '../../rule/decision/dates';
import { OperationFailed, required } from '../../rule/decision/errors';
import { type Context, NAME } from './context';
import { Refusal } from './errors';
import { poll } from './poll';

type StackContext = Pick<Context, 'cloudformation' | 'time' | 'tell'>;

/** Tells the run's stacks from others of the same name. */
const OWN_TAG = { Key: NAME, Value: 'made by the acceptance run' };
const COMPLETE: ReadonlySet<StackStatus | undefined> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE']);
const CHANGED_WITHIN = { every: MINUTE / 4, within: HOUR };
const REPEAT_DELETION_EVERY = 2 * MINUTE;
/** How long a run of the runbook may wait for a credential report and then take. */
export const LONGEST_RUN = 5 * HOUR;

/** @returns undefined if there is no such stack */
export async function findStack(cloudformation: CloudFormationClient, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks: stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    return required(stacks, 'Stacks')[0];
  } catch (error) {
    // Its code says no more than that something is invalid.
    if (error instanceof Error && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** @throws Refusal if there is such a stack, but the run has not made it */
export async function findOwnStack(cloudformation: CloudFormationClient, name: string): Promise<Stack | undefined> {
  const stack = await findStack(cloudformation, name);
  if (!stack || stack.Tags?.some(({ Key: key }) => key === OWN_TAG.Key)) return stack;
  throw new Refusal(`the stack ${name} has no tag ${OWN_TAG.Key}, so the run has not made it: use another account`);
}

/** The stack, when nothing is in progress any more. @throws OperationFailed unless it has been created or updated */
export async function completeStack(context: StackContext, name: string): Promise<Stack> {
  const stack = await settled(context, name);
  if (stack && COMPLETE.has(stack.StackStatus)) return stack;
  const { StackStatus: status = 'gone', StackStatusReason: reason = 'see its events' } = stack ?? {};
  throw new OperationFailed(`the stack ${name} is ${status}: ${reason}. Run clean, then begin again`);
}

/** Creates the stack unless it is there, and waits for it. @throws OperationFailed if its creation fails */
export async function createStack(
  context: StackContext,
  name: string,
  template: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  const { cloudformation, tell } = context;
  if (!(await findStack(cloudformation, name))) {
    tell(`creating the stack ${name}`);
    await cloudformation.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: template,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: [OWN_TAG],
        Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
      }),
    );
  }
  await completeStack(context, name);
}

/** Changes some parameters, and the template if one is given, and waits for it. @throws OperationFailed if that fails */
export async function updateStack(
  context: StackContext,
  name: string,
  { template, parameters = {} }: { template?: string; parameters?: Readonly<Record<string, string>> },
): Promise<void> {
  const { cloudformation, tell } = context;
  const { Parameters: present = [] } = await completeStack(context, name);
  tell(`updating the stack ${name}`);
  await cloudformation.send(
    new UpdateStackCommand({
      StackName: name,
      ...(template === undefined ? { UsePreviousTemplate: true } : { TemplateBody: template }),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: present.map(({ ParameterKey: key = '' }) =>
        Object.hasOwn(parameters, key)
          ? { ParameterKey: key, ParameterValue: parameters[key] }
          : { ParameterKey: key, UsePreviousValue: true },
      ),
    }),
  );
  await completeStack(context, name);
}

/**
 * Deletes the stack if it is there. AWS Config refuses to delete a remediation while runs are in progress: then the
 * deletion is repeated until they have ended.
 *
 * @returns whether there was a stack
 * @throws Refusal for a stack that the run has not made; OperationFailed if it cannot be deleted
 */
export async function deleteStack(context: StackContext, name: string): Promise<boolean> {
  const { cloudformation, tell } = context;
  if (!(await findOwnStack(cloudformation, name))) return false;
  tell(`deleting the stack ${name}`);
  let reason = '';
  const patience = { every: REPEAT_DELETION_EVERY, within: LONGEST_RUN };
  const deleted = await poll(context.time, patience, async () => {
    await settled(context, name);
    await cloudformation.send(new DeleteStackCommand({ StackName: name }));
    const left = await settled(context, name);
    if (!left) return true;
    if (reason === '') tell(`${name} is ${left.StackStatus}: runs may be in progress, so this is repeated for 5 hours`);
    reason = left.StackStatusReason ?? 'CloudFormation gives no reason';
    return undefined;
  });
  if (deleted) return true;
  throw new OperationFailed(
    `the stack ${name} cannot be deleted: ${reason}. Cancel its runs (Systems Manager, Automation), then run clean again`,
  );
}

/** The physical ids of the stack's resources of a type. */
export async function resourcesOf(
  { cloudformation }: Pick<Context, 'cloudformation'>,
  name: string,
  type: string,
): Promise<string[]> {
  const { StackResources: resources } = await cloudformation.send(
    new DescribeStackResourcesCommand({ StackName: name }),
  );
  return required(resources, 'StackResources')
    .filter(({ ResourceType }) => ResourceType === type)
    .map(({ PhysicalResourceId: id }) => required(id, 'PhysicalResourceId'));
}

/** The stack when nothing is in progress; undefined if it is gone. @throws OperationFailed if that takes too long */
async function settled(context: StackContext, name: string): Promise<Stack | undefined> {
  const found = await poll(context.time, CHANGED_WITHIN, async () => {
    const stack = await findStack(context.cloudformation, name);
    return stack?.StackStatus?.endsWith('_IN_PROGRESS') ? undefined : { stack };
  });
  if (found) return found.stack;
  throw new OperationFailed(`the stack ${name} has not settled within an hour: look at its events`);
}
