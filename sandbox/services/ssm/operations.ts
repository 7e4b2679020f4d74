import type {
  DescribeAutomationExecutionsResult,
  GetAutomationExecutionResult,
  StartAutomationExecutionResult,
} from '@aws-sdk/client-ssm';
import type { Account } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import { authorize } from '../../policy/authorize';
import { documentName, documentOperations } from './document-operations';
import type { Documents } from './documents';
import { automationExecution, automationExecutionMetadata } from './encode';
import type { Execution } from './execution';
import type { GivenParameters } from './parameters';
import type { Runbook } from './runbook';

export interface StartRequest {
  readonly documentName: string;
  /** Absent: the default version. */
  readonly documentVersion?: string | undefined;
  readonly parameters: GivenParameters;
  /** The ARN of the caller. */
  readonly startedBy: string;
}

/** Runs, as the operations need them. */
export interface Runs {
  start(request: StartRequest, mayPassRole?: (roleArn: string) => void): string;
  get(id: string): { readonly execution: Execution; readonly runbook: Runbook };
  cancel(id: string): void;
  executions(): readonly Execution[];
}

/**
 * The operations of SSM that are served, and the resources that they need permission for. AWS: "Actions, resources, and
 * condition keys for AWS Systems Manager", Service Authorization Reference
 */
export function ssmOperations(account: Account, documents: Documents, ssm: Runs): Operations {
  const arn = (resource: string) => [
    { arn: `arn:${account.partition}:ssm:${account.region}:${account.accountId}:${resource}` },
  ];
  return {
    ...documentOperations(account, documents, arn),
    StartAutomationExecution: (input) => {
      const name = documentName(input.only('DocumentName', 'Parameters'), 'DocumentName');
      const lists = input.optionalStructure('Parameters');
      const parameters = Object.fromEntries(
        lists?.names().map((key) => [key, lists.texts(key, { max: 50 }, { min: 1, max: 512 })]) ?? [],
      );
      return {
        authorize: () => [...arn(`document/${name}`), ...arn('automation-execution/*')],
        handle: (caller): StartAutomationExecutionResult => ({
          AutomationExecutionId: ssm.start({ documentName: name, parameters, startedBy: caller.arn }, (roleArn) =>
            authorize(caller, 'ssm', 'iam:PassRole', [{ arn: roleArn }]),
          ),
        }),
      };
    },
    GetAutomationExecution: (input) => {
      const id = executionId(input.only('AutomationExecutionId'));
      return {
        authorize: () => arn(`automation-execution/${id}`),
        handle: (): GetAutomationExecutionResult => {
          const { execution, runbook } = ssm.get(id);
          return { AutomationExecution: automationExecution(execution, runbook) };
        },
      };
    },
    StopAutomationExecution: (input) => {
      const id = executionId(input.only('AutomationExecutionId', 'Type'));
      if (input.optionalText('Type', { oneOf: ['Complete', 'Cancel'] }) === 'Complete')
        input.refuse(new NotModelled('StopAutomationExecution of the Type Complete'));
      return {
        authorize: () => arn(`automation-execution/${id}`),
        handle: () => {
          ssm.cancel(id);
          return {};
        },
      };
    },
    /** Latest first. A page continues after the last execution of the page before, whatever starts meanwhile. */
    DescribeAutomationExecutions: (input) => {
      const limit = input.only('MaxResults', 'NextToken').optionalInteger('MaxResults', { min: 1, max: PAGE }) ?? PAGE;
      const token = input.optionalText('NextToken');
      return {
        authorize: () => [{ arn: '*' }],
        handle: (): DescribeAutomationExecutionsResult => {
          const listed = ssm.executions().toReversed();
          const start = token === undefined ? 0 : listed.findIndex(({ id }) => id === token) + 1;
          if (token !== undefined && start === 0) {
            throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
          }
          const page = listed.slice(start, start + limit);
          return {
            AutomationExecutionMetadataList: page.map(automationExecutionMetadata),
            NextToken: start + limit < listed.length ? page.at(-1)?.id : undefined,
          };
        },
      };
    },
  };
}

const PAGE = 50;

function executionId(input: Fields): string {
  return input.text('AutomationExecutionId', { min: 36, max: 36 });
}
