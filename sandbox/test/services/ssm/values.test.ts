import { Content } from '../../../services/ssm/content';
import { parseSelector, select } from '../../../services/ssm/selector';
import { substitute } from '../../../services/ssm/template';

const RESPONSE = {
  resourceIdentifiers: [{ resourceName: 'dave' }, { resourceName: 'erin', tags: [{ Key: 'a' }] }],
  count: 7,
  none: null,
  empty: [],
  some: { time: new Date(0), yes: true, half: 0.5 },
};
const found = (path: string) => select(parseSelector(new Content(path)), RESPONSE);

describe('a selector', () => {
  it.each<[string, string | undefined]>([
    ['$.resourceIdentifiers[0].resourceName', 'dave'],
    ['$.count', '7'],
    ['$.resourceIdentifiers[2].resourceName', undefined],
    ['$.resourceIdentifiers.resourceName', undefined],
    ['$.absent', undefined],
    ['$.none', undefined],
    ['$.empty[0]', undefined],
  ])('%s', (path, expected) => {
    expect(found(path)).toBe(expected);
  });

  it.each([
    '$.resourceIdentifiers[1].tags',
    '$.some',
    '$.some.time',
    '$.some.yes',
    '$.some.half',
    '$.resourceIdentifiers[*].resourceName',
    "$['count']",
  ])('%s is not modelled', (path) => {
    expect(() => found(path)).toThrow(/not modelled/);
  });
});

describe('substitution', () => {
  const values: Readonly<Record<string, string>> = { Name: 'dave', Evil: '{{ Name }} $& $1', 'find.Name': 'erin' };
  const resolved = (value: unknown) =>
    substitute(value, (reference) => {
      if (reference.kind === 'execution id') return 'run-1';
      const name = reference.kind === 'output' ? `${reference.step}.${reference.output}` : reference.name;
      return values[name] ?? '';
    });

  it.each<[string, unknown, unknown]>([
    ['a text in between', 'user {{ Name }} by {{automation:EXECUTION_ID}}', 'user dave by run-1'],
    ['an output', '{{ find.Name }}', 'erin'],
    ['values in lists and maps', { a: ['{{ Name }}', { b: '{{find.Name}}' }] }, { a: ['dave', { b: 'erin' }] }],
    ['nothing but strings', { a: 1, b: true, c: null }, { a: 1, b: true, c: null }],
    ['text that looks like a reference, once', '<{{ Evil }}>', '<{{ Name }} $& $1>'],
    ['JSON whose braces close together', '{"a":{"b":"{{ Name }}"}}', '{"a":{"b":"dave"}}'],
  ])('replaces %s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });
});
