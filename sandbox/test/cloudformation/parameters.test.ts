import { resolveParameters } from '../../cloudformation/parameters';

const DAYS = { Type: 'Number', Default: 90, MinValue: 1, MaxValue: '3650' };
const NAME = { Type: 'String', Default: 'rule' };

describe('resolveParameters', () => {
  it('takes the given value, or else the default, as a string', () => {
    expect(resolveParameters({ Days: DAYS, Name: NAME }, { Name: '' })).toEqual({ Days: '90', Name: '' });
  });

  it('takes a value within each constraint', () => {
    const section = {
      Days: { ...DAYS, AllowedValues: [30, '45'] },
      Name: { ...NAME, MaxLength: 4, AllowedPattern: 'a|ab.*' },
      Delta: { Type: 'Number' },
    };
    const given = { Days: '45', Name: 'abcd', Delta: '-0.5' };
    expect(resolveParameters(section, given)).toEqual(given);
  });

  it.each([
    { what: 'text for a number', declaration: DAYS, value: 'abc', says: "Parameter 'P' must be a number" },
    { what: 'nothing for a number', declaration: DAYS, value: '', says: "Parameter 'P' must be a number" },
    {
      what: 'too small a number',
      declaration: DAYS,
      value: '0',
      says: "Parameter 'P' must be a number not less than 1",
    },
    {
      what: 'too large a number',
      declaration: DAYS,
      value: '3651',
      says: "Parameter 'P' must be a number not greater than 3650",
    },
    {
      what: 'another value',
      declaration: { ...NAME, AllowedValues: ['a', 'b'] },
      value: 'c',
      says: "Parameter 'P' must be one of AllowedValues",
    },
    {
      what: 'another pattern',
      declaration: { ...NAME, AllowedPattern: '[a-z]+' },
      value: 'ab1',
      says: "Parameter 'P' must match pattern [a-z]+",
    },
    {
      what: 'half a pattern',
      declaration: { ...NAME, AllowedPattern: 'a|b' },
      value: 'ab',
      says: "Parameter 'P' must match pattern a|b",
    },
    {
      what: 'too long a text',
      declaration: { ...NAME, MaxLength: 2 },
      value: 'abc',
      says: "Parameter 'P' must contain at most 2 characters",
    },
  ])('refuses $what', ({ declaration, value, says }) => {
    expect(() => resolveParameters({ P: declaration }, { P: value })).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: says }),
    );
  });

  it('checks a default too', () => {
    expect(() => resolveParameters({ P: { ...DAYS, Default: 0 } }, {})).toThrow('not less than 1');
  });

  it.each([
    {
      what: 'unknown names',
      section: { Name: NAME },
      given: { X: '1', Y: '2' },
      says: 'Parameters: [X, Y] do not exist in the template',
    },
    {
      what: 'a value if the template has no parameters',
      section: undefined,
      given: { X: '1' },
      says: 'Parameter values specified for a template which does not require them.',
    },
    {
      what: 'parameters without a value',
      section: { A: { Type: 'String' }, B: NAME, C: { Type: 'Number' } },
      given: {},
      says: 'Parameters: [A, C] must have values',
    },
    { what: 'an odd name', section: { 'a-b': NAME }, given: {}, says: 'Parameter name a-b is non alphanumeric' },
    { what: 'a parameter without type', section: { A: {} }, given: {}, says: 'must contain a Type member' },
    {
      what: 'AllowedValues that are not a list',
      section: { A: { ...NAME, AllowedValues: 'a' } },
      given: {},
      says: 'Every AllowedValues member must be a list',
    },
  ])('refuses $what', ({ section, given, says }) => {
    const parameters: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(given));
    expect(() => resolveParameters(section, parameters)).toThrow(says);
  });

  it.each([
    { what: 'another type', declaration: { Type: 'CommaDelimitedList' }, named: 'CommaDelimitedList' },
    {
      what: 'ConstraintDescription',
      declaration: { ...NAME, ConstraintDescription: 'x' },
      named: 'ConstraintDescription',
    },
    { what: 'MinLength', declaration: { ...NAME, MinLength: 1 }, named: 'MinLength' },
    { what: 'NoEcho of a number', declaration: { ...DAYS, NoEcho: true }, named: 'NoEcho' },
    { what: 'a length of a number', declaration: { ...DAYS, MaxLength: 2 }, named: 'MaxLength' },
    { what: 'a pattern of Java alone', declaration: { ...NAME, AllowedPattern: '(?i)a' }, named: 'AllowedPattern' },
    { what: 'a number in another notation', declaration: { ...DAYS, Default: '1e3' }, named: '1e3' },
  ])('does not model $what', ({ declaration, named }) => {
    const resolve = () => resolveParameters({ P: declaration }, {});
    expect(resolve).toThrow(expect.objectContaining({ name: 'NotModelled' }));
    expect(resolve).toThrow(named);
  });
});
