import { itemsOf, mapJson, membersOf } from '../../core/json';
import { Content } from './content';
import { toText, type ValueType } from './value-type';

/** The variables that Automation itself provides. AWS: "Automation system variables", Systems Manager User Guide */
export const SYSTEM_VARIABLES = [
  'global:ACCOUNT_ID',
  'global:REGION',
  'global:DATE',
  'global:DATE_TIME',
  'global:AWS_PARTITION',
  'automation:EXECUTION_ID',
] as const;
export type SystemVariable = (typeof SYSTEM_VARIABLES)[number];

/** What stands between `{{` and `}}`. */
export type Reference =
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'output'; readonly step: string; readonly output: string }
  | { readonly kind: 'system'; readonly name: SystemVariable };

/** The type of what a reference names. @throws AwsError InvalidDocumentContent, at `place`, where there is no such thing */
export type Scope = (reference: Reference, place: Content) => ValueType;

const REFERENCE = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** @throws AwsError InvalidDocumentContent for no reference at all; NotModelled for AWS's other forms */
export function parseReference(text: string, place: Content): Reference {
  const system = SYSTEM_VARIABLES.find((name) => name === text);
  if (system !== undefined) return { kind: 'system', name: system };
  const [, step, output] = /^(\w+)\.(\w+)$/.exec(text) ?? [];
  if (step !== undefined && output !== undefined) return { kind: 'output', step, output };
  if (/^\w+$/.test(text)) return { kind: 'parameter', name: text };
  if (/^[\w:.[\]-]+$/.test(text)) throw place.notModelled(`the reference {{ ${text} }}`);
  throw place.invalid(`{{ ${text} }} is no reference`);
}

/** The one reference that a text consists of, if it does. */
export function wholeReference(text: string, place: Content): Reference | undefined {
  const match = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(text);
  return match?.[1] === undefined ? undefined : parseReference(match[1], place);
}

/** Checks every reference of a value and what is made of it. @throws AwsError InvalidDocumentContent; NotModelled */
export function checkReferences(content: Content, scope: Scope, inList = false): void {
  const { value } = content;
  if (typeof value === 'string') return checkText(value, content, scope, inList);
  if (itemsOf(value)) {
    for (const item of content.asItems()) checkReferences(item, scope, true);
  } else if (membersOf(value)) {
    for (const [name, member] of content.entries()) {
      if (name.includes('{{')) throw member.notModelled('a reference in a key');
      checkReferences(member, scope);
    }
  }
}

function checkText(text: string, content: Content, scope: Scope, inList: boolean): void {
  const whole = wholeReference(text, content);
  if (whole) {
    if (scope(whole, content) === 'StringList' && inList) throw content.notModelled('a StringList inside a list');
    return;
  }
  if (text.replaceAll(REFERENCE, '').includes('{{')) throw content.invalid(`"{{" without its "}}" in "${text}"`);
  for (const [, inner = ''] of text.matchAll(REFERENCE)) {
    const type = scope(parseReference(inner, content), content);
    if (type === 'StringList' || type === 'StringMap' || type === 'MapList')
      throw content.notModelled(`a ${type} inside a text`);
  }
}

/**
 * The value with each reference replaced. A string that is one reference takes the referenced value with its type;
 * what has been put in is not looked at again.
 */
export function substitute(value: unknown, resolve: (reference: Reference) => unknown): unknown {
  if (typeof value !== 'string') return mapJson(value, (inner) => substitute(inner, resolve));
  const place = new Content(value, ['an input']);
  const whole = wholeReference(value, place);
  if (whole) return resolve(whole);
  return value.replaceAll(REFERENCE, (_, inner: string) => {
    const text = toText(resolve(parseReference(inner, place)));
    if (text === undefined) throw place.notModelled(`a list or a map inside the text "${value}"`);
    return text;
  });
}
