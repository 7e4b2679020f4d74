import type {
  DeleteDocumentResult,
  DescribeDocumentResult,
  GetAutomationExecutionResult,
  GetDocumentResult,
  StartAutomationExecutionResult,
  StopAutomationExecutionResult,
} from '@aws-sdk/client-ssm';
import type { Account } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { Caller } from '../../policy/caller';
import { authorize } from '../../policy/authorize';
import { type Documents, noSuchDocument, type StoredDocument } from './documents';
import { automationExecution } from './encode';
import { type Executions, executionNotFound } from './executions';
import type { IdempotencyTokens } from './idempotency-tokens';
import { listExecutions } from './list-executions';
import type { GivenParameters } from './parameters';
import type { StartThrottle } from './start-throttle';

interface OperationsContext {
  readonly account: Account;
  readonly documents: Documents;
  readonly executions: Executions;
  readonly throttle: StartThrottle;
  readonly tokens: IdempotencyTokens;
}

const DOCUMENT_NAME = /^[a-zA-Z0-9_\-.:/]{3,128}$/;
const DOCUMENT_VERSION = /^([$]LATEST|[$]DEFAULT|[1-9][0-9]*)$/;
const UUID = /^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/;

/**
 * The operations of SSM that are served, and the resources that they need permission on. AWS: "Actions, resources, and
 * condition keys for AWS Systems Manager", Service Authorization Reference
 */
export function ssmOperations(context: OperationsContext): Operations {
  const { account, documents, executions } = context;
  const arn = (resource: string) => `arn:${account.partition}:ssm:${account.region}:${account.accountId}:${resource}`;
  const document = (name: string) => [{ arn: arn(`document/${name}`) }];
  const execution = (id: string) => [{ arn: arn(`automation-execution/${id}`) }];
  return {
    GetDocument: (input) => {
      const name = nameIn(input.only('Name', 'DocumentVersion', 'DocumentFormat'), 'Name');
      const version = versionIn(input);
      const format = input.optionalText('DocumentFormat', { oneOf: ['YAML', 'JSON', 'TEXT'] }) ?? 'JSON';
      return {
        authorize: () => document(name),
        handle: () => getDocument(findDocument(documents, name, version), format),
      };
    },
    DescribeDocument: (input) => {
      const name = nameIn(input.only('Name', 'DocumentVersion'), 'Name');
      const version = versionIn(input);
      return {
        authorize: () => document(name),
        handle: () => {
          const latest = findDocument(documents, name, '$LATEST').version;
          return describeDocument(findDocument(documents, name, version), latest, account);
        },
      };
    },
    DeleteDocument: (input) => {
      const name = nameIn(input.only('Name'), 'Name');
      return {
        authorize: () => document(name),
        handle: (): DeleteDocumentResult => {
          documents.delete(ownName(name));
          return {};
        },
      };
    },
    StartAutomationExecution: (input) => {
      const name = nameIn(input, 'DocumentName');
      return {
        authorize: () => [...document(name), ...execution('*')],
        handle: startAutomationExecution(input, name, context),
      };
    },
    GetAutomationExecution: (input) => {
      const id = executionId(input.only('AutomationExecutionId'));
      return {
        authorize: () => execution(id),
        handle: (): GetAutomationExecutionResult => {
          const found = executions.find(id);
          if (!found) throw executionNotFound(id);
          return { AutomationExecution: automationExecution(found.execution, found.runbook) };
        },
      };
    },
    StopAutomationExecution: (input) => {
      const id = executionId(input.only('AutomationExecutionId', 'Type'));
      if (input.optionalText('Type', { oneOf: ['Complete', 'Cancel'] }) === 'Complete')
        input.refuse(new NotModelled('StopAutomationExecution of the Type Complete'));
      return {
        authorize: () => execution(id),
        handle: (): StopAutomationExecutionResult => {
          executions.cancel(id);
          return {};
        },
      };
    },
    DescribeAutomationExecutions: (input) => {
      const list = listExecutions(input);
      return { authorize: () => [{ arn: '*' }], handle: () => list(executions.all()) };
    },
  };
}

function getDocument(found: StoredDocument, format: string): GetDocumentResult {
  return {
    Name: found.name,
    CreatedDate: new Date(found.created),
    DocumentVersion: found.version,
    Status: 'Active',
    Content: contentIn(found, format),
    DocumentType: 'Automation',
    DocumentFormat: format === 'YAML' ? format : 'JSON',
  };
}

/** AWS: "DescribeDocument", Systems Manager API Reference; what it says of the content's parameters is left out. */
function describeDocument(found: StoredDocument, latest: string, { accountId }: Account): DescribeDocumentResult {
  return {
    Document: {
      Name: found.name,
      Owner: accountId,
      CreatedDate: new Date(found.created),
      Status: 'Active',
      DocumentVersion: found.version,
      Description: found.runbook.description,
      DocumentType: 'Automation',
      DocumentFormat: found.format,
      SchemaVersion: '0.3',
      LatestVersion: latest,
      DefaultVersion: latest,
    },
  };
}

/** @throws AwsError InvalidDocument, InvalidDocumentVersion */
function findDocument(documents: Documents, name: string, version: string | undefined): StoredDocument {
  const found = documents.find(ownName(name), version);
  if (found === 'no document') throw noSuchDocument(name);
  if (found === 'no version')
    throw new AwsError('InvalidDocumentVersion', `The document ${name} has no version ${version}.`);
  return found;
}

/** A document in the format in which it was put is as it was put. @throws NotModelled for YAML of what was put as JSON */
function contentIn({ format, text, content }: StoredDocument, wanted: string): string {
  if (format === wanted) return text;
  if (wanted === 'JSON') return JSON.stringify(content);
  throw new NotModelled(`GetDocument in the format ${wanted} of a document in ${format}`);
}

function startAutomationExecution(
  input: Fields,
  name: string,
  { documents, executions, throttle, tokens }: OperationsContext,
): (caller: Caller) => StartAutomationExecutionResult {
  input.only('DocumentName', 'DocumentVersion', 'Parameters', 'ClientToken', 'Mode');
  if (input.optionalText('Mode', { oneOf: ['Auto', 'Interactive'] }) === 'Interactive')
    input.refuse(new NotModelled('an interactive automation'));
  const version = versionIn(input);
  const parameters = givenParameters(input);
  const token = input.optionalText('ClientToken', { min: 36, max: 36, pattern: UUID });
  return (caller) => {
    throttle.take();
    const document = runbookNamed(documents, ownName(name), version);
    const start = () =>
      executions.start({
        document,
        parameters,
        startedBy: caller.arn,
        mayPassRole: (roleArn) => authorize(caller, 'ssm', 'iam:PassRole', [{ arn: roleArn }]),
      });
    const request = [document.name, document.version, parameters];
    return { AutomationExecutionId: token === undefined ? start() : tokens.once(token, request, start) };
  };
}

/** @throws AwsError AutomationDefinitionNotFoundException, AutomationDefinitionVersionNotFoundException */
export function runbookNamed(documents: Documents, name: string, version?: string): StoredDocument {
  const found = documents.find(name, version);
  if (found === 'no document')
    throw new AwsError('AutomationDefinitionNotFoundException', `An Automation runbook ${name} does not exist.`);
  if (found === 'no version')
    throw new AwsError(
      'AutomationDefinitionVersionNotFoundException',
      `The Automation runbook ${name} has no version ${version}.`,
    );
  return found;
}

function nameIn(input: Fields, member: string): string {
  return input.text(member, { pattern: DOCUMENT_NAME });
}

function versionIn(input: Fields): string | undefined {
  return input.optionalText('DocumentVersion', { pattern: DOCUMENT_VERSION });
}

/** @throws NotModelled for an ARN, which can name a document of another account */
function ownName(name: string): string {
  if (/[:/]/.test(name)) throw new NotModelled(`a document of another account, "${name}"`);
  return name;
}

function givenParameters(input: Fields): GivenParameters {
  if (!input.has('Parameters')) return {};
  const lists = input.structure('Parameters');
  return Object.fromEntries(lists.names().map((name) => [name, lists.texts(name, { max: 50 }, { min: 1, max: 512 })]));
}

function executionId(input: Fields): string {
  return input.text('AutomationExecutionId', { min: 36, max: 36 });
}
