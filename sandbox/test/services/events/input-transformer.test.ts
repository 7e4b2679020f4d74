import { SAMPLE_ACCOUNT } from '../../../core/account';
import { busEvent } from '../../../services/events/event';
import { parseInputTransformer } from '../../../services/events/input-transformer';
import { entry, NOW } from './local-events';

const DETAIL = {
  user: 'dave',
  days: 91,
  urgent: false,
  quoted: 'say "hi"',
  lines: 'one\ntwo',
  nothing: null,
  groups: ['admins', 'ops'],
  last: { kind: 'sign-in', 'at-all': true },
};
const EVENT = busEvent(entry({ detail: DETAIL, resources: ['arn:a', 'arn:b'] }), 'event-1', SAMPLE_ACCOUNT, NOW);

function transform(inputTemplate: string, inputPathsMap: Record<string, string> = {}): string {
  return parseInputTransformer({ inputTemplate, inputPathsMap })(EVENT);
}

describe('An input transformer', () => {
  it.each([
    { what: 'a member of the detail', path: '$.detail.user', value: 'dave' },
    { what: 'a field with a dash', path: '$.detail-type', value: 'User warned' },
    { what: 'the account', path: '$.account', value: '111122223333' },
    { what: 'the time, to the second', path: '$.time', value: '2026-11-24T08:00:00Z' },
    { what: 'an element of a list', path: '$.resources[1]', value: 'arn:b' },
    { what: 'nothing, if the path leads nowhere', path: '$.detail.annotation', value: '' },
    { what: 'nothing, below what is no object', path: '$.detail.user.name[0]', value: '' },
  ])('inserts $what', ({ path, value }) => {
    expect(transform('"<x> is <x>."', { x: path })).toBe(`"${value} is ${value}."`);
  });

  it('keeps the lines of a template, each in its quotes', () => {
    expect(transform('"User <u>."\n""\n"Account: <a>"', { u: '$.detail.user', a: '$.account' })).toBe(
      '"User dave."\n""\n"Account: 111122223333"',
    );
  });

  it('leaves escaped characters of a template unchanged', () => {
    expect(transform('"a \\"user\\"\\n<u>"', { u: '$.detail.user' })).toBe('"a \\"user\\"\\ndave"');
  });

  it('inserts into the texts of a JSON object', () => {
    expect(transform('{"a":{"text":"User <u>"}}', { u: '$.detail.user' })).toBe('{"a":{"text":"User dave"}}');
  });

  it('does not look for variables in inserted values', () => {
    const event = busEvent(entry({ detail: { a: '<b>', b: 'no' } }), 'event-1', SAMPLE_ACCOUNT, NOW);
    const made = parseInputTransformer({
      inputTemplate: '"<a>"',
      inputPathsMap: { a: '$.detail.a', b: '$.detail.b' },
    })(event);
    expect(made).toBe('"<b>"');
  });

  it.each([
    { what: 'an empty template', template: '', paths: {}, says: 'InputTemplate must have 1 to 8192 characters, got 0' },
    {
      what: 'a long template',
      template: `"${'x'.repeat(8191)}"`,
      paths: {},
      says: 'InputTemplate must have 1 to 8192 characters, got 8193',
    },
    {
      what: 'more than 100 variables',
      template: '"x"',
      paths: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, '$.id'])),
      says: 'at most 100 entries, got 101',
    },
    { what: 'an odd name', template: '"x"', paths: { 'a.b': '$.id' }, says: "a.b is not a variable's name" },
    { what: 'a reserved name', template: '"x"', paths: { awsName: '$.id' }, says: "awsName is not a variable's name" },
    { what: 'a long path', template: '"x"', paths: { a: `$.${'x'.repeat(255)}` }, says: 'the path of a is longer' },
  ])('refuses $what', ({ template, paths, says }) => {
    expect(() => transform(template, paths)).toThrow(
      expect.objectContaining({ code: 'ValidationException', message: expect.stringContaining(says) }),
    );
  });

  it.each<{ what: string; template: string; paths?: Record<string, string>; names: string }>([
    { what: 'a variable outside of the texts of a JSON object', template: '{"user": <u>}', names: '{"user": <u>}' },
    { what: 'text without quotes', template: 'User <u>', names: 'User <u>' },
    { what: 'a second line without quotes', template: '"User"\n<u>', names: '<u>' },
    { what: 'a quote that is not escaped', template: '"the "user""', names: '"the "user""' },
    { what: 'an undefined placeholder', template: '"<v>"', names: 'the placeholder <v>' },
    { what: 'an undefined placeholder in JSON', template: '{"a":"<v>"}', names: 'the placeholder <v>' },
    { what: 'a reserved variable', template: '"<aws.events.rule-name>"', names: '<aws.events.rule-name>' },
    { what: 'a number', template: '"<d>"', paths: { d: '$.detail.days' }, names: 'the value 91 of <d>' },
    { what: 'an object', template: '"<o>"', paths: { o: '$.detail.last' }, names: 'of <o>' },
    { what: 'a wildcard', template: '"<w>"', paths: { w: '$.resources[*]' }, names: '"[*]" in "$.resources[*]"' },
    { what: 'a path without $', template: '"<w>"', paths: { w: 'detail' }, names: 'the path detail' },
    { what: 'a quote in a value', template: '"<q>"', paths: { q: '$.detail.quoted' }, names: 'of <q>' },
    { what: 'a line break in a value', template: '"<l>"', paths: { l: '$.detail.lines' }, names: 'of <l>' },
    { what: 'null', template: '"<n>"', paths: { n: '$.detail.nothing' }, names: 'the value null of <n>' },
  ])('fails by name for $what', ({ template, paths = { u: '$.detail.user' }, names }) => {
    expect(() => transform(template, paths)).toThrow('not modelled by this local AWS: ');
    expect(() => transform(template, paths)).toThrow(names);
  });
});
