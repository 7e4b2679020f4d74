import { itemsOf, mapJson, membersOf } from '../../core/json';
import { Content } from './content';

/** What is between `{{` and `}}`: a runbook's parameter, a step's output, or `automation:EXECUTION_ID`. */
export type Reference =
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'output'; readonly step: string; readonly output: string }
  | { readonly kind: 'execution id' };

const REFERENCE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** @throws AwsError InvalidDocumentContent if it is not a reference; NotModelled for AWS's other forms */
function parseReference(text: string, place: Content): Reference {
  if (text === 'automation:EXECUTION_ID') return { kind: 'execution id' };
  const [, step, output] = /^(\w+)\.(\w+)$/.exec(text) ?? [];
  if (step !== undefined && output !== undefined) return { kind: 'output', step, output };
  if (/^\w+$/.test(text)) return { kind: 'parameter', name: text };
  if (/^[\w:.[\]-]+$/.test(text)) throw place.notModelled(`the reference {{ ${text} }}`);
  throw place.invalid(`{{ ${text} }} is no reference`);
}

/** Whether a text consists of one reference. */
export function isReference(text: string): boolean {
  return /^\{\{[^{}]*\}\}$/.test(text);
}

/**
 * Passes every reference in a value to `check`, which throws for what does not exist.
 * @throws AwsError InvalidDocumentContent; NotModelled
 */
export function checkReferences(content: Content, check: (reference: Reference, place: Content) => void): void {
  const { value } = content;
  if (itemsOf(value)) {
    for (const item of content.asItems()) checkReferences(item, check);
  } else if (membersOf(value)) {
    for (const [name, member] of content.entries()) {
      if (name.includes('{{')) throw member.notModelled('a reference in a key');
      checkReferences(member, check);
    }
  } else if (typeof value === 'string') {
    if (value.replaceAll(REFERENCE, '').includes('{{')) throw content.invalid(`"{{" without its "}}" in "${value}"`);
    for (const [, inner = ''] of value.matchAll(REFERENCE)) check(parseReference(inner, content), content);
  }
}

/** The value with each reference replaced by its text. References in that text stay as they are. */
export function substitute(value: unknown, resolve: (reference: Reference) => string): unknown {
  return typeof value === 'string'
    ? substituteText(value, resolve)
    : mapJson(value, (inner) => substitute(inner, resolve));
}

export function substituteText(text: string, resolve: (reference: Reference) => string): string {
  const place = new Content(text, ['an input']);
  return text.replaceAll(REFERENCE, (_, inner: string) => resolve(parseReference(inner, place)));
}
