import type {
  CreateChangeSetOutput,
  CreateStackOutput,
  DescribeChangeSetOutput,
  DescribeStackEventsOutput,
  DescribeStackResourcesOutput,
  DescribeStacksOutput,
  GetTemplateSummaryOutput,
  UpdateStackOutput,
} from '@aws-sdk/client-cloudformation';
import { NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operation, Operations } from '../../endpoint/operation';
import type { AuthorizedResource, Caller } from '../../policy/caller';
import { evaluate } from '../../policy/evaluate';
import type { ChangeSet, ChangeSetRequest, ChangeSets } from './change-sets';
import { describeChangeSet, describeStack, describeStackResources, parameterDeclarations } from './describe';
import { readStackRequest, STACK_NAME, STACK_REQUEST } from './request';
import type { Stacks } from './stacks';

/** CloudFormation's operations on stacks. AWS: "Actions", CloudFormation API Reference. */
export function stackOperations(stacks: Stacks, changeSets: ChangeSets): Operations {
  /** AWS: "Actions, resources, and condition keys for AWS CloudFormation", Service Authorization Reference. */
  const on = (nameOrId: string): AuthorizedResource[] => [
    { arn: nameOrId.startsWith('arn:') ? nameOrId : `${stacks.arnOf(nameOrId)}/*` },
  ];
  return {
    CreateStack: (input) => {
      const name = input.only('StackName', ...STACK_REQUEST).text('StackName', STACK_NAME);
      const request = readStackRequest(input, false);
      return {
        authorize: () => on(name),
        handle: (caller): CreateStackOutput => {
          requireAdministrator(caller);
          const definition = stacks.define(name, request);
          const stack = stacks.add(name);
          stacks.create(stack, definition);
          return { StackId: stack.id };
        },
      };
    },
    UpdateStack: (input) => {
      const name = stackName(input.only('StackName', 'UsePreviousTemplate', ...STACK_REQUEST));
      const request = readStackRequest(input, true);
      return {
        authorize: () => on(name),
        handle: (caller): UpdateStackOutput => {
          requireAdministrator(caller);
          const stack = stacks.get(name);
          stacks.update(stack, stacks.define(stack.name, request, stack));
          return { StackId: stack.id };
        },
      };
    },
    /** A stack that does not exist is deleted already. */
    DeleteStack: (input) => {
      const name = stackName(input.only('StackName'));
      return {
        authorize: () => on(name),
        handle: (caller) => {
          requireAdministrator(caller);
          const stack = stacks.find(name);
          if (stack && stack.deleted === undefined) stacks.delete(stack);
          return {};
        },
      };
    },
    DescribeStacks: (input) => {
      const name = input.only('StackName').optionalText('StackName', { min: 1 });
      return {
        authorize: () => (name === undefined ? [{ arn: '*' }] : on(name)),
        handle: (): DescribeStacksOutput => ({
          Stacks: (name === undefined ? stacks.all() : [stacks.get(name)]).map(describeStack),
        }),
      };
    },
    /** Latest first. */
    DescribeStackEvents: (input) => {
      const name = stackName(input.only('StackName'));
      return {
        authorize: () => on(name),
        handle: (): DescribeStackEventsOutput => ({ StackEvents: stacks.get(name).events.toReversed() }),
      };
    },
    DescribeStackResources: (input) => {
      const name = stackName(input.only('StackName'));
      return {
        authorize: () => on(name),
        handle: (): DescribeStackResourcesOutput => ({ StackResources: describeStackResources(stacks.get(name)) }),
      };
    },
    GetTemplateSummary: (input) => {
      const name = stackName(input.only('StackName'));
      return {
        authorize: () => on(name),
        handle: (): GetTemplateSummaryOutput => {
          const { definition } = stacks.get(name);
          return {
            Description: definition?.plan.description,
            Parameters: parameterDeclarations(definition?.template),
            ResourceTypes: [...new Set(definition?.plan.resources.map(({ type }) => type))],
          };
        },
      };
    },
    ...changeSetOperations(changeSets, on),
  };
}

function changeSetOperations(changeSets: ChangeSets, on: (stack: string) => AuthorizedResource[]): Operations {
  return {
    CreateChangeSet: (input) => {
      input.only('StackName', 'ChangeSetName', 'ChangeSetType', 'Description', 'UsePreviousTemplate', ...STACK_REQUEST);
      const name = stackName(input);
      const type = input.optionalText('ChangeSetType', { oneOf: ['CREATE', 'UPDATE', 'IMPORT'] }) ?? 'UPDATE';
      if (type === 'IMPORT') input.refuse(new NotModelled(`a change set of the type ${type}`));
      const request: ChangeSetRequest = {
        ...readStackRequest(input, true),
        name: input.text('ChangeSetName', STACK_NAME),
        description: input.optionalText('Description', { min: 1, max: 1024 }),
        type: type === 'CREATE' ? type : 'UPDATE',
      };
      return {
        authorize: () => on(name),
        handle: (): CreateChangeSetOutput => {
          const { id, stack } = changeSets.create(name, request);
          return { Id: id, StackId: stack.id };
        },
      };
    },
    DescribeChangeSet: onChangeSet(changeSets, on, (changeSet): DescribeChangeSetOutput =>
      describeChangeSet(changeSet),
    ),
    ExecuteChangeSet: onChangeSet(changeSets, on, (changeSet, caller) => {
      requireAdministrator(caller);
      changeSets.execute(changeSet);
      return {};
    }),
  };
}

function onChangeSet(
  changeSets: ChangeSets,
  on: (stack: string) => AuthorizedResource[],
  handle: (changeSet: ChangeSet, caller: Caller) => object,
): Operation {
  return (input) => {
    input.only('ChangeSetName', 'StackName', 'DisableRollback');
    if (input.optionalBoolean('DisableRollback')) input.refuse(new NotModelled('DisableRollback'));
    const name = input.text('ChangeSetName', { min: 1, max: 1600 });
    const stack = input.optionalText('StackName', { min: 1 });
    return {
      authorize: () => on(stack ?? '*'),
      handle: (caller) => handle(changeSets.get(name, stack), caller),
    };
  };
}

function stackName(input: Fields): string {
  return input.text('StackName', { min: 1 });
}

/** CloudFormation makes the resources as its caller. Here nobody checks that, so the caller must be allowed everything. */
function requireAdministrator(caller: Caller): void {
  if (evaluate(caller.policies, { action: '*', resource: '*', context: {} }).effect === 'Allow') return;
  throw new NotModelled(`a stack made by ${caller.arn}, whose policies do not allow everything`);
}
