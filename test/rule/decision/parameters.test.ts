import { DEFAULT_PARAMETERS, parameterTexts } from '../../../rule/decision/default-parameters';
import { parseParameter, parseRuleParameters } from '../../../rule/decision/parameters';
import { ACCEPTED, REFUSED } from '../parameter-texts';

/** As the stack writes them. */
const TEXTS = parameterTexts(DEFAULT_PARAMETERS);

function lacking(...names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(TEXTS).filter(([name]) => !names.includes(name))));
}

describe('The rule’s parameters', () => {
  it('are understood as the stack writes them: defaults in, defaults out', () => {
    expect(parseRuleParameters(JSON.stringify(TEXTS))).toEqual(DEFAULT_PARAMETERS);
  });

  it('have these defaults', () => {
    expect(TEXTS).toEqual({
      maxIdleDays: '90',
      exemptTagKey: 'inactive-iam-users:exempt',
      exemptUsers: '(nobody)',
      warnDays: '14',
      maxRemovals: '10',
    });
  });

  it.each(ACCEPTED)('%s %j is accepted', (name, text, value) => {
    expect(parseRuleParameters(JSON.stringify({ ...TEXTS, [name]: text }))).toEqual({
      ...DEFAULT_PARAMETERS,
      [name]: value,
    });
  });

  it.each(ACCEPTED)('%s %j is written as it was read', (name, text, value) => {
    expect(parameterTexts({ ...DEFAULT_PARAMETERS, [name]: value })[name]).toBe(text);
  });

  it.each(REFUSED)('$name $text is refused by name, value and what is allowed', ({ name, text, allowed }) => {
    const json = JSON.stringify(text);
    const shown = json.length > 200 ? `${json.slice(0, 200)}…` : json;
    const message = `${name} must be ${allowed}; got ${shown}`;

    expect(() => parseRuleParameters(JSON.stringify({ ...TEXTS, [name]: text }))).toThrow(message);
    expect(() => parseParameter(name, text)).toThrow(message);
  });

  it.each(Object.keys(TEXTS))('are refused without %s, which is named: nothing takes its place', (name) => {
    expect(() => parseRuleParameters(lacking(name))).toThrow(
      `${name} must be among the rule's parameters: update the stack, which writes them all; got undefined`,
    );
  });

  it.each<[string, unknown]>([
    ['absent', undefined],
    ['null', null],
    ['an empty text', ''],
    ['an empty object', '{}'],
    ['of another rule', '{"requireMfa":"true"}'],
    ['inherited by every object', '{"__proto__":{"maxIdleDays":"90"}}'],
    ['no text', { ...TEXTS }],
  ])('are lost if they are %s', (_name, ruleParameters) => {
    expect(() => parseRuleParameters(ruleParameters)).toThrow(/^maxIdleDays must be among the rule's parameters/);
  });

  it.each(['null', '[]', '"90"', '7', '{"maxIdleDays":', 'maxIdleDays=90'])(
    'are refused if they are %s: that is no JSON object',
    (ruleParameters) => {
      expect(() => parseRuleParameters(ruleParameters)).toThrow(
        `ruleParameters must be a JSON object of strings; got ${JSON.stringify(ruleParameters)}`,
      );
    },
  );

  it('may be accompanied by those of another release, which are left alone', () => {
    const texts = { ...TEXTS, ofTheNextRelease: '1', maxidledays: '7' };

    expect(parseRuleParameters(JSON.stringify(texts))).toEqual(DEFAULT_PARAMETERS);
  });
});
