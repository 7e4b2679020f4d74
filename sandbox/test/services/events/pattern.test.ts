import { parsePattern } from '../../../services/events/pattern';

const EVENT = {
  source: 'aws.config',
  'detail-type': 'Config Rules Compliance Change',
  resources: ['arn:aws:iam::111122223333:user/dave', 'arn:aws:iam::111122223333:user/eve'],
  detail: {
    configRuleName: 'a-rule',
    count: 3,
    urgent: true,
    nothing: null,
    empty: [],
    newEvaluationResult: { complianceType: 'NON_COMPLIANT' },
    findings: [
      { type: 'key', age: 1 },
      { type: 'password', age: 2 },
    ],
  },
};

function detail(pattern: object): object {
  return { detail: pattern };
}

describe('An event pattern', () => {
  it.each([
    { asks: 'for a string', pattern: { source: ['aws.config'] }, answer: true },
    { asks: 'for a string that is only the beginning', pattern: { source: ['aws'] }, answer: false },
    { asks: 'for a string in another case', pattern: { source: ['AWS.config'] }, answer: false },
    { asks: 'for one of two strings', pattern: { source: ['aws.ssm', 'aws.config'] }, answer: true },
    { asks: 'for two fields', pattern: { source: ['aws.config'], 'detail-type': ['Another'] }, answer: false },
    { asks: 'for a number', pattern: detail({ count: [3] }), answer: true },
    { asks: 'for a number by its text', pattern: detail({ count: ['3'] }), answer: false },
    { asks: 'for a boolean', pattern: detail({ urgent: [true] }), answer: true },
    { asks: 'for null', pattern: detail({ nothing: [null] }), answer: true },
    { asks: 'for null if the field is absent', pattern: detail({ other: [null] }), answer: false },
    {
      asks: 'for a nested field',
      pattern: detail({ newEvaluationResult: { complianceType: ['NON_COMPLIANT'] } }),
      answer: true,
    },
    {
      asks: 'for another value of a nested field',
      pattern: detail({ newEvaluationResult: { complianceType: ['COMPLIANT'] } }),
      answer: false,
    },
    { asks: 'for a nested field of what is no object', pattern: detail({ count: { of: [3] } }), answer: false },
    { asks: 'for an object by a value', pattern: detail({ newEvaluationResult: ['NON_COMPLIANT'] }), answer: false },
    {
      asks: 'for any element of a list',
      pattern: { resources: ['arn:aws:iam::111122223333:user/eve'] },
      answer: true,
    },
    { asks: 'for no element of a list', pattern: { resources: ['arn:aws:iam::111122223333:user/x'] }, answer: false },
    {
      asks: 'for two fields of one object in a list',
      pattern: detail({ findings: { type: ['password'], age: [2] } }),
      answer: true,
    },
    {
      asks: 'for two fields of different objects in a list',
      pattern: detail({ findings: { type: ['password'], age: [1] } }),
      answer: false,
    },
    { asks: 'for a prefix', pattern: { source: [{ prefix: 'aws.' }] }, answer: true },
    { asks: 'for another prefix', pattern: { source: [{ prefix: 'config' }] }, answer: false },
    { asks: 'for a prefix of a number', pattern: detail({ count: [{ prefix: '3' }] }), answer: false },
  ])('that asks $asks: $answer', ({ pattern, answer }) => {
    expect(parsePattern(pattern)(EVENT)).toBe(answer);
  });

  it.each([
    { pattern: 'aws.config', says: 'Filter is not an object' },
    { pattern: {}, says: 'Empty objects are not allowed' },
    { pattern: { source: [] }, says: 'Empty arrays are not allowed' },
    { pattern: { detail: {} }, says: 'Empty objects are not allowed' },
    { pattern: { source: 'aws.config' }, says: '"source" must be an object or an array' },
    { pattern: { source: [['aws.config']] }, says: 'Match value must be String, number, true, false, or null' },
    { pattern: { source: [{ prefix: 'a', suffix: 'b' }] }, says: 'Only one key allowed in match expression' },
    { pattern: { source: [{ like: 'a' }] }, says: 'Unrecognized match type like' },
    { pattern: { source: [{ prefix: 1 }] }, says: 'prefix match pattern must be a string' },
  ])('is refused as AWS does: $says', ({ pattern, says }) => {
    expect(() => parsePattern(pattern)).toThrow(
      expect.objectContaining({
        code: 'InvalidEventPatternException',
        message: expect.stringContaining(`Event pattern is not valid. Reason: ${says}`),
      }),
    );
  });

  it.each([
    { pattern: { source: [{ suffix: 'x' }] }, names: 'suffix' },
    { pattern: { source: [{ 'anything-but': 'x' }] }, names: 'anything-but' },
    { pattern: { source: [{ exists: true }] }, names: 'exists' },
    { pattern: { source: [{ 'equals-ignore-case': 'x' }] }, names: 'equals-ignore-case' },
    { pattern: { source: [{ wildcard: 'x*' }] }, names: 'wildcard' },
    { pattern: { detail: { count: [{ numeric: ['>', 0] }] } }, names: 'numeric' },
    { pattern: { detail: { ip: [{ cidr: '10.0.0.0/8' }] } }, names: 'cidr' },
    { pattern: { $or: [{ source: ['x'] }] }, names: '$or' },
    {
      pattern: { source: [{ prefix: { 'equals-ignore-case': 'x' } }] },
      names: 'the prefix {"equals-ignore-case":"x"}',
    },
  ])('with $names fails by name', ({ pattern, names }) => {
    expect(() => parsePattern(pattern)).toThrow(`not modelled by this local AWS: `);
    expect(() => parsePattern(pattern)).toThrow(names);
  });
});
