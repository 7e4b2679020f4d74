import { membersOf } from '../cloudformation/values';
import { NotModelled } from '../endpoint/aws-error';

/** Whether a log event, parsed as JSON, is what a filter pattern asks for. */
export type FilterPattern = (event: unknown) => boolean;

/** `$.a.b` IS TRUE, `= "text"`, `>= 3`, … */
const CONDITION = /^\s*(\$\.[\w.-]+)\s*(=|>=|<=|>|<|\bIS\b)\s*("(?:[^"\\]|\\.)*"|[\w.+-]+)\s*/;

/**
 * Reads a filter pattern for JSON: conditions joined by &&.
 * AWS: "Filter pattern syntax for metric filters", CloudWatch Logs User Guide. @throws NotModelled for any other
 */
export function parseFilterPattern(text: string): FilterPattern {
  const notModelled = (what: string) => new NotModelled(`${what} in the filter pattern ${text}`);
  const [, inner] = /^\s*\{(.*)\}\s*$/s.exec(text) ?? [];
  if (inner === undefined) throw notModelled('anything but one { condition }');
  const conditions: FilterPattern[] = [];
  let rest = inner;
  for (;;) {
    const match = CONDITION.exec(rest);
    const condition = match ? conditionOf(match) : undefined;
    if (!match || !condition) throw notModelled(`"${rest.trim()}"`);
    conditions.push(condition);
    rest = rest.slice(match[0].length);
    if (rest === '') return (event) => conditions.every((holds) => holds(event));
    if (!rest.startsWith('&&')) throw notModelled(`"${rest.trim()}"`);
    rest = rest.slice(2);
  }
}

function conditionOf([, selector = '', operator = '', wanted = '']: readonly string[]): FilterPattern | undefined {
  const value = selectorFor(selector);
  const test = operator === 'IS' ? booleanTest(wanted) : (numberTest(operator, wanted) ?? textTest(operator, wanted));
  return test && ((event) => test(value(event)));
}

type Test = (value: unknown) => boolean;

function booleanTest(wanted: string): Test | undefined {
  if (!/^(TRUE|FALSE)$/i.test(wanted)) return undefined;
  const boolean = wanted.toLowerCase() === 'true';
  return (value) => value === boolean;
}

const COMPARISONS: Readonly<Record<string, (value: number, wanted: number) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '>': (value, wanted) => value > wanted,
  '>=': (value, wanted) => value >= wanted,
  '<': (value, wanted) => value < wanted,
  '<=': (value, wanted) => value <= wanted,
};

function numberTest(operator: string, wanted: string): Test | undefined {
  const compare = COMPARISONS[operator];
  if (!compare || !/^[+-]?\d+(\.\d+)?$/.test(wanted)) return undefined;
  return (value) => typeof value === 'number' && compare(value, Number(wanted));
}

/** In a text `*` would stand for any characters. */
function textTest(operator: string, wanted: string): Test | undefined {
  const text = wanted.replace(/^"(.*)"$/s, '$1');
  if (operator !== '=' || /[*\\]/.test(text)) return undefined;
  return (value) => value === text;
}

/** Reads a property selector, `$.message.users`. @throws NotModelled for any other, e.g. of a list's element */
export function selectorFor(text: string): (event: unknown) => unknown {
  if (!/^\$(\.[\w-]+)+$/.test(text)) throw new NotModelled(`the selector ${text} of a metric filter`);
  const names = text.split('.').slice(1);
  return (event) => names.reduce<unknown>((value, name) => membersOf(value)?.get(name), event);
}
