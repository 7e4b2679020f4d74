import type {
  DescribeChangeSetOutput,
  Parameter,
  ParameterDeclaration,
  Stack as DescribedStack,
  StackResource as DescribedResource,
} from '@aws-sdk/client-cloudformation';
import { NotModelled } from '../../core/aws-error';
import { membersOf, scalarText } from '../../core/json';
import type { ChangeSet } from './change-sets';
import type { StackDefinition, StoredStack } from './stack';

/** As DescribeStacks shows it. */
export function describeStack(stack: StoredStack): DescribedStack {
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(stack.created),
    LastUpdatedTime: dateOf(stack.updated),
    DeletionTime: dateOf(stack.deleted),
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: false,
    ...shared(stack.definition),
  };
}

/** AWS shows at most 100 of them: "DescribeStackResources". @throws NotModelled for a larger stack */
export function describeStackResources({ id, name, created, resources, events }: StoredStack): DescribedResource[] {
  if (resources.size > 100) throw new NotModelled(`the resources of a stack with ${resources.size} of them, ${name}`);
  return [...resources].map(([logicalId, { type, physicalId }]) => {
    const last = events.findLast(({ LogicalResourceId }) => LogicalResourceId === logicalId);
    return {
      StackId: id,
      StackName: name,
      LogicalResourceId: logicalId,
      PhysicalResourceId: physicalId,
      ResourceType: type,
      Timestamp: last?.Timestamp ?? new Date(created),
      ResourceStatus: last?.ResourceStatus ?? 'CREATE_COMPLETE',
    };
  });
}

/** Its changes have no details: neither what changes nor whether a resource is replaced. */
export function describeChangeSet(changeSet: ChangeSet): DescribeChangeSetOutput {
  const { stack, definition, changes } = changeSet;
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: new Date(changeSet.created),
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.reason,
    ...shared(definition),
    Description: changeSet.description,
    Changes: changes.map(({ action, logicalId, type }) => ({
      Type: 'Resource',
      ResourceChange: {
        Action: action,
        LogicalResourceId: logicalId,
        PhysicalResourceId: stack.resources.get(logicalId)?.physicalId,
        ResourceType: type,
      },
    })),
  };
}

/** The parameters that a template declares. */
export function parameterDeclarations(template: unknown): ParameterDeclaration[] {
  const parameters = membersOf(membersOf(template)?.get('Parameters')) ?? new Map<string, unknown>();
  return [...parameters].map(([ParameterKey, declaration]) => {
    const attributes = membersOf(declaration);
    const [ParameterType, DefaultValue, Description] = ['Type', 'Default', 'Description'].map((name) =>
      scalarText(attributes?.get(name)),
    );
    return { ParameterKey, ParameterType, DefaultValue, Description, NoEcho: false };
  });
}

function shared(definition: StackDefinition | undefined) {
  if (!definition) return {};
  const { plan, capabilities, tags } = definition;
  return {
    Description: plan.description,
    Parameters: Object.entries(plan.parameters).map(([ParameterKey, ParameterValue]): Parameter => ({
      ParameterKey,
      ParameterValue,
    })),
    Capabilities: capabilities.filter(
      (capability) => capability === 'CAPABILITY_IAM' || capability === 'CAPABILITY_NAMED_IAM',
    ),
    Tags: [...tags],
  };
}

function dateOf(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
