import { Content } from '../../../services/ssm/content';
import { parseSelector, select } from '../../../services/ssm/selector';
import { substitute } from '../../../services/ssm/template';
import { convert, toStrings, type ValueType } from '../../../services/ssm/value-type';

const RESPONSE = {
  resourceIdentifiers: [
    { resourceName: 'dave', resourceId: 'AIDA1' },
    { resourceName: 'erin', tags: [{ Key: 'a' }] },
  ],
  none: null,
  'odd-name': 7,
  empty: [],
};

describe('a selector', () => {
  it.each<[string, unknown]>([
    ['$.resourceIdentifiers[0].resourceName', 'dave'],
    ["$['resourceIdentifiers'][1]['resourceName']", 'erin'],
    ["$['odd-name']", 7],
    ['$.resourceIdentifiers[*].resourceName', ['dave', 'erin']],
    ['$.resourceIdentifiers[*].resourceId', ['AIDA1']],
    ['$.empty[*].name', []],
    ['$.resourceIdentifiers[1].tags', [{ Key: 'a' }]],
    ['$.resourceIdentifiers[2].resourceName', undefined],
    ['$.resourceIdentifiers.resourceName', undefined],
    ['$.absent', undefined],
    ['$.none', undefined],
    ['$.empty[0]', undefined],
  ])('%s', (path, expected) => {
    expect(select(parseSelector(new Content(path)), RESPONSE)).toEqual(expected);
  });

  it.each([
    ['a timestamp', new Date(0)],
    ['a blob', new Uint8Array()],
  ])('that finds %s is not modelled', (_, value) => {
    expect(() => select(parseSelector(new Content('$.outer')), { outer: { value } })).toThrow(/not modelled/);
  });
});

describe('a value', () => {
  it.each<[unknown, ValueType, unknown]>([
    ['dave', 'String', 'dave'],
    [90, 'String', '90'],
    [true, 'String', 'true'],
    [['dave'], 'String', 'dave'],
    [['dave', 'erin'], 'String', undefined],
    [{ a: 1 }, 'String', undefined],
    ['dave', 'StringList', ['dave']],
    [['dave', 'erin'], 'StringList', ['dave', 'erin']],
    [[1, true], 'StringList', ['1', 'true']],
    [[{ a: 1 }], 'StringList', undefined],
    ['90', 'Integer', 90],
    [[90], 'Integer', 90],
    ['9x', 'Integer', undefined],
    [true, 'Integer', undefined],
    ['True', 'Boolean', true],
    [false, 'Boolean', false],
    ['yes', 'Boolean', undefined],
    [{ a: 1 }, 'StringMap', { a: 1 }],
    [[], 'StringMap', undefined],
    [[{ a: 1 }], 'MapList', [{ a: 1 }]],
    ['x', 'MapList', undefined],
  ])('%j as %s is %j', (value, type, expected) => {
    expect(convert(value, type)).toEqual(expected);
  });

  it.each<[unknown, string[]]>([
    ['dave', ['dave']],
    [90, ['90']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [{ a: 1 }, ['{"a":1}']],
    [
      [{ a: 1 }, { b: 2 }],
      ['{"a":1}', '{"b":2}'],
    ],
    [[], []],
  ])('%j is shown as %j', (value, expected) => {
    expect(toStrings(value)).toEqual(expected);
  });
});

describe('substitution', () => {
  const values: Readonly<Record<string, unknown>> = {
    Name: 'dave',
    Evil: '{{ global:REGION }} $& $1',
    Days: 90,
    Users: ['a', 'b'],
    'find.Name': 'erin',
    'global:REGION': 'eu-west-1',
  };
  const resolved = (value: unknown) =>
    substitute(value, (reference) =>
      reference.kind === 'output' ? values[`${reference.step}.${reference.output}`] : values[reference.name],
    );

  it.each<[string, unknown, unknown]>([
    ['a text in between', 'user {{ Name }} in {{global:REGION}}', 'user dave in eu-west-1'],
    ['a whole value, with its type', '{{ Days }}', 90],
    ['a number inside a text', '{{ Days }} days', '90 days'],
    ['a whole list', '{{ Users }}', ['a', 'b']],
    ['an output', '{{ find.Name }}', 'erin'],
    ['values in lists and maps', { a: ['{{ Name }}', { b: '{{find.Name}}' }] }, { a: ['dave', { b: 'erin' }] }],
    ['nothing but strings', { a: 1, b: true, c: null }, { a: 1, b: true, c: null }],
    ['text that looks like a reference, once', '{{ Evil }}', '{{ global:REGION }} $& $1'],
    ['text that looks like a reference, once, inside a text', '<{{ Evil }}>', '<{{ global:REGION }} $& $1>'],
    ['JSON whose braces close together', '{"a":{"b":"{{ Name }}"}}', '{"a":{"b":"dave"}}'],
  ])('replaces %s', (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });
});
