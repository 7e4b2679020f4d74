import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError, NotModelled } from '../core/aws-error';

/** A form's members as a tree: `Tags.member.1.Key=team` is a path of four names that leads to a value. */
interface FormNode {
  value?: string;
  readonly members: Map<string, FormNode>;
}

/** In recordings, IAM fills this many missing elements of a list with empty ones, and no more. */
const LARGEST_SKIP = 10;
const LARGEST_INTEGER = 2 ** 31 - 1;

/** A member that is given twice keeps its first value; `01` and `1` are the same element of a list. */
export function parseForm(body: string): FormNode {
  const root: FormNode = { members: new Map() };
  for (const [path, value] of new URLSearchParams(body)) {
    let node = root;
    for (const segment of path.split('.')) {
      const name = segment.replace(/^0+(?=\d)/, '');
      const member = node.members.get(name) ?? { members: new Map() };
      node.members.set(name, member);
      node = member;
    }
    node.value ??= value;
  }
  return root;
}

/** The members that the schema knows; IAM ignores the others. @throws AwsError MalformedInput, as in recordings */
export function readStructure(schema: NormalizedSchema, node: FormNode): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const [name, memberSchema] of schema.structIterator()) {
    const member = node.members.get(name);
    if (member) structure[name] = readValue(memberSchema, member, name);
  }
  return structure;
}

function readValue(schema: NormalizedSchema, node: FormNode, name: string): unknown {
  if (schema.isStructSchema()) return readStructure(schema, node);
  if (schema.isListSchema()) return readList(schema.getValueSchema(), node, name);
  const text = node.value;
  if (text === undefined) throw malformed('Start of structure or map found where not expected.');
  if (schema.isStringSchema()) return text;
  if (schema.isBooleanSchema()) return booleanOf(text, name);
  if (schema.isNumericSchema()) return integerOf(text, name);
  throw new NotModelled(`the type of ${name} in a form`);
}

/** A list whose value is empty has no elements. */
function readList(schema: NormalizedSchema, { value, members }: FormNode, name: string): unknown[] {
  const elements = members.get('member')?.members;
  if (!elements) {
    if (value === '') return [];
    throw new NotModelled(`the list ${name} given otherwise than as ${name}.member.1, or as an empty ${name}`);
  }
  const absent = schema.isStructSchema() ? {} : null;
  const items: unknown[] = [];
  for (const [index, node] of inOrder(elements, schema.isStructSchema())) {
    const skipped = index - Math.max(items.length, 1);
    if (skipped > LARGEST_SKIP) {
      throw malformed(`Excessively sparse input would skip ${skipped.toLocaleString('en')} list elements`);
    }
    while (items.length < index - 1) items.push(absent);
    items.push(readValue(schema, node, name));
  }
  return items;
}

/** A name that is not an index counts as an unknown member of the first element. */
function inOrder(elements: ReadonlyMap<string, FormNode>, ofStructures: boolean): [number, FormNode][] {
  const byIndex = new Map<number, FormNode>();
  for (const [name, node] of elements) {
    if (name.startsWith('-')) throw malformed(`Key ${name} may not have a leading '-'`);
    if (name === '0') throw malformed('0 is not a valid index');
    if (isIndex(name)) {
      if ([...node.members.keys()].some(isIndex)) throw malformed('Two index elements may not occur back to back');
      byIndex.set(Number(name), node);
    } else if (!ofStructures) throw malformed('Start of list found where not expected');
    else if (!elements.has('1')) byIndex.set(1, { members: new Map() });
  }
  return [...byIndex].toSorted(([one], [other]) => one - other);
}

function isIndex(name: string): boolean {
  return /^\d+$/.test(name);
}

function booleanOf(text: string, name: string): boolean {
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw malformed(`${name} must be true or false`);
}

function integerOf(text: string, name: string): number {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (Math.abs(number) <= LARGEST_INTEGER) return number;
  throw malformed(`${name} must be an integer of 32 bits`);
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedInput', message);
}
