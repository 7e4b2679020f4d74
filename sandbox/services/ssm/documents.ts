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

export interface DocumentVersion {
  /** `1`, and one more for each update. */
  readonly version: string;
  readonly format: DocumentFormat;
  readonly text: string;
  readonly runbook: Runbook;
}

export interface StoredDocument {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly latest: DocumentVersion;
  /** What runs, if nobody names a version. */
  readonly default: DocumentVersion;
}

interface Stored extends StoredDocument {
  latest: DocumentVersion;
  default: DocumentVersion;
  readonly versions: Map<string, DocumentVersion>;
}

const MAXIMUM_BYTES = 64 * 1024;
/** "You can't use the following strings as document name prefixes." AWS: "CreateDocument", Systems Manager API Reference */
const RESERVED = ['aws', 'amazon', 'amzn'];

/** The account's runbooks. */
export class Documents {
  private readonly byName = new Map<string, Stored>();

  constructor(private readonly clock: Pick<SandboxClock, 'now'>) {}

  /** @throws AwsError as CreateDocument does; NotModelled */
  put({ name, documentFormat, content }: DocumentDefinition): void {
    if (!/^[a-zA-Z0-9_\-.]{3,128}$/.test(name))
      throw new AwsError('ValidationException', `the document name "${name}" does not match [a-zA-Z0-9_\\-.]{3,128}`);
    if (RESERVED.some((prefix) => name.toLowerCase().startsWith(prefix)))
      throw new AwsError(
        'ValidationException',
        `the document name "${name}" begins with one of ${RESERVED.join(', ')}`,
      );
    // An object is its JSON, which is YAML too.
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    checkSize(text);
    if (this.byName.has(name))
      throw new AwsError('DocumentAlreadyExists', `Document with name ${name} already exists.`);
    const first = versionOf('1', text, documentFormat);
    const versions = new Map([[first.version, first]]);
    this.byName.set(name, { name, created: this.clock.now(), latest: first, default: first, versions });
  }

  /**
   * Adds a version, which is not the default one. AWS: "UpdateDocument", Systems Manager API Reference.
   * @throws AwsError InvalidDocument, DuplicateDocumentContent, InvalidDocumentContent and others; NotModelled
   */
  update(name: string, text: string, format: DocumentFormat): StoredDocument {
    const document = this.stored(name);
    checkSize(text);
    if (text === document.latest.text)
      throw new AwsError(
        'DuplicateDocumentContent',
        `The content of the document ${name} has not changed. Change the content of the document and try again.`,
      );
    document.latest = versionOf(String(document.versions.size + 1), text, format);
    document.versions.set(document.latest.version, document.latest);
    return document;
  }

  /**
   * AWS: "UpdateDocumentDefaultVersion", Systems Manager API Reference. Runs in progress keep their version.
   * @throws AwsError InvalidDocument, InvalidDocumentVersion
   */
  setDefault(name: string, version: string): void {
    const document = this.stored(name);
    const found = document.versions.get(version);
    if (!found)
      throw new AwsError(
        'InvalidDocumentVersion',
        `The document ${name} has no version ${version}, or it is not valid.`,
      );
    document.default = found;
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
    return this.stored(name);
  }

  /**
   * As StartAutomationExecution names a document and, if it does, its version.
   * @throws AwsError AutomationDefinitionNotFoundException, AutomationDefinitionVersionNotFoundException
   */
  toRun(name: string, version?: string): { readonly document: StoredDocument; readonly version: DocumentVersion } {
    const document = this.byName.get(name);
    if (!document)
      throw new AwsError('AutomationDefinitionNotFoundException', `An Automation runbook ${name} does not exist.`);
    const found = version === undefined ? document.default : document.versions.get(version);
    if (found) return { document, version: found };
    throw new AwsError(
      'AutomationDefinitionVersionNotFoundException',
      `The Automation runbook ${name} has no version ${version}.`,
    );
  }

  private stored(name: string): Stored {
    const found = this.byName.get(name);
    if (found) return found;
    throw noSuchDocument(name);
  }
}

function checkSize(text: string): void {
  if (Buffer.byteLength(text) > MAXIMUM_BYTES)
    throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
}

function versionOf(version: string, text: string, format: DocumentFormat): DocumentVersion {
  return { version, format, text, runbook: parseDocument(readDocumentText(text, format)) };
}

function noSuchDocument(name: string): AwsError {
  return new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
}
