import { Buffer } from 'node:buffer';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import { parseDocument } from './document';
import { type DocumentFormat, readDocumentText } from './document-text';
import type { Runbook } from './runbook';

/** What CloudFormation's AWS::SSM::Document gives. */
export interface DocumentDefinition {
  readonly name: string;
  readonly documentFormat: DocumentFormat;
  /** The document as CloudFormation has it, or its text. */
  readonly content: unknown;
  /** CloudFormation's default is Replace. */
  readonly updateMethod?: 'NewVersion' | 'Replace';
}

/** One version of a document. */
export interface StoredDocument {
  readonly name: string;
  readonly version: string;
  readonly format: DocumentFormat;
  /** As it was put: JSON, if it was put as an object. */
  readonly text: string;
  /** What the text stands for. */
  readonly content: unknown;
  readonly runbook: Runbook;
  /** Milliseconds since the epoch. */
  readonly created: number;
}

const MAXIMUM_BYTES = 64 * 1024;
/** "You can't use the following strings as document name prefixes." AWS: "CreateDocument", Systems Manager API Reference */
const RESERVED = ['aws', 'amazon', 'amzn'];

/** The account's runbooks, each with its versions. */
export class Documents {
  private readonly versions = new Map<string, StoredDocument[]>();

  constructor(private readonly clock: Pick<SandboxClock, 'now'>) {}

  /** @throws AwsError as CreateDocument and UpdateDocument do; NotModelled */
  put(definition: DocumentDefinition): void {
    const { name, updateMethod = 'Replace' } = definition;
    checkName(name);
    const text = textOf(definition);
    const versions = this.versions.get(name) ?? [];
    if (versions.length > 0 && updateMethod === 'Replace')
      throw new AwsError('DocumentAlreadyExists', `Document with name ${name} already exists.`);
    if (versions.at(-1)?.text === text)
      throw new AwsError('DuplicateDocumentContent', `The content of ${name} is a duplicate of its latest version.`);
    const format = definition.documentFormat;
    const content = readDocumentText(text, format);
    const version = String(versions.length + 1);
    const stored = { name, version, format, text, content, runbook: parseDocument(content), created: this.clock.now() };
    this.versions.set(name, [...versions, stored]);
  }

  /** Deletes a document with all its versions. @throws AwsError InvalidDocument */
  delete(name: string): void {
    if (!this.versions.delete(name)) throw noSuchDocument(name);
  }

  /** Whether this very version is still there: a new document of the same name is another. */
  holds(document: StoredDocument): boolean {
    return this.find(document.name, document.version) === document;
  }

  /**
   * CloudFormation makes each new version the default, so that `$DEFAULT` (or none) is `$LATEST`.
   * @returns 'no document' or 'no version' where there is none
   */
  find(name: string, version = '$DEFAULT'): StoredDocument | 'no document' | 'no version' {
    const versions = this.versions.get(name);
    if (!versions) return 'no document';
    const found = version.startsWith('$') ? versions.at(-1) : versions.find((stored) => stored.version === version);
    return found ?? 'no version';
  }
}

export function noSuchDocument(name: string): AwsError {
  return new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);
}

function checkName(name: string): void {
  if (!/^[a-zA-Z0-9_\-.]{3,128}$/.test(name))
    throw new AwsError('ValidationException', `the document name "${name}" does not match [a-zA-Z0-9_\\-.]{3,128}`);
  if (RESERVED.some((prefix) => name.toLowerCase().startsWith(prefix)))
    throw new AwsError('ValidationException', `the document name "${name}" begins with one of ${RESERVED.join(', ')}`);
}

/** An object is its JSON, which is YAML too. @throws AwsError MaxDocumentSizeExceeded */
function textOf({ content }: DocumentDefinition): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  if (Buffer.byteLength(text) > MAXIMUM_BYTES)
    throw new AwsError('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.');
  return text;
}
