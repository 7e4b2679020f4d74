import type {
  DescribeDocumentResult,
  DocumentDescription,
  UpdateDocumentDefaultVersionResult,
  UpdateDocumentResult,
} from '@aws-sdk/client-ssm';
import type { Account } from '../../core/account';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { AuthorizedResource } from '../../policy/caller';
import type { Documents, DocumentVersion, StoredDocument } from './documents';

/**
 * SSM's operations on documents. AWS: "DescribeDocument", "UpdateDocument", "UpdateDocumentDefaultVersion" and
 * "DeleteDocument", Systems Manager API Reference.
 * @param arn the ARN of a resource of the account, e.g. of `document/name`
 */
export function documentOperations(
  { accountId }: Account,
  documents: Documents,
  arn: (resource: string) => AuthorizedResource[],
): Operations {
  return {
    /** The default version. */
    DescribeDocument: (input) => {
      const name = documentName(input.only('Name'), 'Name');
      return {
        authorize: () => arn(`document/${name}`),
        handle: (): DescribeDocumentResult => {
          const document = documents.get(name);
          return { Document: { ...describe(document, document.default, accountId), Status: 'Active' } };
        },
      };
    },
    /** "Currently, Systems Manager supports updating only the latest version of the document." */
    UpdateDocument: (input) => {
      const name = documentName(input.only('Name', 'Content', 'DocumentFormat', 'DocumentVersion'), 'Name');
      const content = input.text('Content', { min: 1 });
      const format = input.optionalText('DocumentFormat', { oneOf: ['YAML', 'JSON', 'TEXT'] }) ?? 'JSON';
      if (format === 'TEXT') input.refuse(new NotModelled(`the document format ${format}, of ${name}`));
      const version = input.optionalText('DocumentVersion', {
        pattern: /^([$]LATEST|[$]DEFAULT|[1-9][0-9]*)$/,
      });
      if (version === undefined) input.refuse(new NotModelled('UpdateDocument without a DocumentVersion'));
      return {
        authorize: () => arn(`document/${name}`),
        handle: (): UpdateDocumentResult => {
          if (version !== '$LATEST' && version !== documents.get(name).latest.version)
            throw new AwsError('InvalidDocumentVersion', `The latest version of ${name} is not ${version}.`);
          const document = documents.update(name, content, format === 'YAML' ? format : 'JSON');
          return {
            DocumentDescription: { ...describe(document, document.latest, accountId), Status: 'Updating' },
          };
        },
      };
    },
    UpdateDocumentDefaultVersion: (input) => {
      const name = documentName(input.only('Name', 'DocumentVersion'), 'Name');
      const version = input.text('DocumentVersion', { pattern: /^[1-9][0-9]*$/ });
      return {
        authorize: () => arn(`document/${name}`),
        handle: (): UpdateDocumentDefaultVersionResult => {
          documents.setDefault(name, version);
          return { Description: { Name: name, DefaultVersion: version } };
        },
      };
    },
    DeleteDocument: (input) => {
      const name = documentName(input.only('Name'), 'Name');
      return {
        authorize: () => arn(`document/${name}`),
        handle: () => {
          documents.delete(name);
          return {};
        },
      };
    },
  };
}

/** The list of the content's parameters is left out. */
function describe(document: StoredDocument, version: DocumentVersion, accountId: string): DocumentDescription {
  return {
    Name: document.name,
    Owner: accountId,
    CreatedDate: new Date(document.created),
    DocumentVersion: version.version,
    Description: version.runbook.description,
    DocumentType: 'Automation',
    DocumentFormat: version.format,
    SchemaVersion: '0.3',
    LatestVersion: document.latest.version,
    DefaultVersion: document.default.version,
  };
}

/** @throws NotModelled for a document of another account */
export function documentName(input: Fields, member: string): string {
  const name = input.text(member, { pattern: /^[a-zA-Z0-9_\-.:/]{3,128}$/ });
  if (/[:/]/.test(name)) throw new NotModelled(`a document of another account, "${name}"`);
  return name;
}
