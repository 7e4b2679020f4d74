import { Buffer } from 'node:buffer';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import { parseDocument } from './document';
import { type DocumentFormat, readDocumentText } from './document-text';
import type { Runbook } from './runbook';

/** The properties of AWS::SSM::Document. */
export interface DocumentDefinition {
  readonly name: string;
  readonly documentFormat: DocumentFormat;
  /** The document as CloudFormation has it, or its text. */
  readonly content: unknown;
}

interface StoredDocument {
  readonly name: string;
  readonly format: DocumentFormat;
  readonly runbook: Runbook;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

/** A document is replaced by another, never updated: each has one version. */
export const DOCUMENT_VERSION = '1';

const MAXIMUM_BYTES = 64 * 1024;
/** "You can't use the following strings as document name prefixes." AWS: "CreateDocument", Systems Manager API Reference */
const RESERVED = ['aws', 'amazon', 'amzn'];

/** The account's runbooks. */
export class Documents {
  private readonly byName = new Map<string, StoredDocument>();

  constructor(private readonly clock: Pick<SandboxClock, 'now'>) {}

  /** @throws AwsError as CreateDocument does; NotModelled */
  put({ name, documentFormat: format, content }: DocumentDefinition): void {
    if (!/^[a-zA-Z0-9_\-.]{3,128}$/.test(name))
      throw new AwsError('ValidationException', `the document name "${name}" does not match [a-zA-Z0-9_\\-.]{3,128}`);
    if (RESERVED.some((prefix) => name.toLowerCase().startsWith(prefix)))
      throw new AwsError(
        'ValidationException',
        `the document name "${name}" begins with one of ${RESERVED.join(', ')}`,
      );
    // An object is its JSON, which is YAML too.
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    if (Buffer.byteLength(text) > MAXIMUM_BYTES)
      throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
    if (this.byName.has(name))
      throw new AwsError('DocumentAlreadyExists', `Document with name ${name} already exists.`);
    const runbook = parseDocument(readDocumentText(text, format));
    this.byName.set(name, { name, format, runbook, created: this.clock.now() });
  }

  /** @throws AwsError InvalidDocument */
  delete(name: string): void {
    if (!this.byName.delete(name)) throw noSuchDocument(name);
  }

  find(name: string): StoredDocument | undefined {
    return this.byName.get(name);
  }

  /** @throws AwsError InvalidDocument */
  get(name: string): StoredDocument {
    const found = this.find(name);
    if (!found) throw noSuchDocument(name);
    return found;
  }

  /** As StartAutomationExecution names a document. @throws AwsError AutomationDefinitionNotFoundException */
  runbookNamed(name: string): StoredDocument {
    const found = this.find(name);
    if (found) return found;
    throw new AwsError('AutomationDefinitionNotFoundException', `An Automation runbook ${name} does not exist.`);
  }
}

function noSuchDocument(name: string): AwsError {
  return new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
}
