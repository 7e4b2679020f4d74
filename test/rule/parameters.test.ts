import { DEFAULT_PARAMETERS, parseRuleParameters } from '../../rule/parameters';

describe('The rule’s parameters', () => {
  it.each([undefined, null, '', '{}', 'null'])('are the defaults where Config passes %j', (ruleParameters) => {
    expect(parseRuleParameters(ruleParameters)).toEqual({
      maxIdleDays: 90,
      exemptTagKey: 'inactive-iam-users:exempt',
      exemptUsers: [],
    });
  });

  it.each([
    ['{"maxIdleDays":"1"}', { maxIdleDays: 1 }],
    ['{"maxIdleDays":"3650"}', { maxIdleDays: 3650 }],
    ['{"exemptTagKey":"Team: keep/this+one=yes@home"}', { exemptTagKey: 'Team: keep/this+one=yes@home' }],
    ['{"exemptUsers":"break-glass/*, root-backup"}', { exemptUsers: ['break-glass/*', 'root-backup'] }],
    ['{"exemptUsers":"*"}', { exemptUsers: ['*'] }],
    ['{"maxIdleDays":"45","exemptUsers":"/a/b"}', { maxIdleDays: 45, exemptUsers: ['/a/b'] }],
  ])('%s is understood', (ruleParameters, expected) => {
    expect(parseRuleParameters(ruleParameters)).toEqual({ ...DEFAULT_PARAMETERS, ...expected });
  });

  it.each(['abc', '0', '-1', '90.5', '1e3', '3651', '', ' 90', '090', '0x10', '９０', 'Infinity'])(
    'maxIdleDays %j is refused by name, value and range',
    (maxIdleDays) => {
      expect(() => parseRuleParameters(JSON.stringify({ maxIdleDays }))).toThrow(
        `maxIdleDays must be a whole number from 1 to 3650; got ${JSON.stringify(maxIdleDays)}`,
      );
    },
  );

  it.each([
    ['{"exemptTagKey":""}', 'exemptTagKey must be a tag key'],
    ['{"exemptTagKey":"aws:owner"}', 'not beginning with aws:; got "aws:owner"'],
    ['{"exemptTagKey":"a*"}', 'exemptTagKey must be a tag key'],
    [`{"exemptTagKey":"${'k'.repeat(129)}"}`, 'exemptTagKey must be a tag key: 1 to 128'],
    ['{"exemptUsers":""}', 'but "" is empty; got ""'],
    ['{"exemptUsers":"alice,,bob"}', 'but "" is empty; got "alice,,bob"'],
    ['{"exemptUsers":"break-glass/"}', '"break-glass/" ends with a slash and so names no user'],
    ['{"exemptUsers":"al ice"}', '"al ice" has a character that no user name'],
    ['{"exemptUsers":"bob!"}', '"bob!" has a character that no user name'],
    [`{"exemptUsers":"${'n'.repeat(65)}"}`, 'is longer than any user name'],
    ['{"exemptUsers":"bréak/x"}', '"bréak/x" has a character that no path can have'],
    [`{"exemptUsers":"${'p'.repeat(513)}/x"}`, 'is longer than any path'],
    [
      '{"maxidledays":"90"}',
      'maxidledays must be one of the parameters maxIdleDays, exemptTagKey, exemptUsers; got "90"',
    ],
    ['{"maxIdleDays":90}', 'maxIdleDays must be a string, as Config passes every value; got 90'],
    ['{"maxIdleDays":null}', 'maxIdleDays must be a string, as Config passes every value; got null'],
    ['[]', 'ruleParameters must be a JSON object of strings; got "[]"'],
    ['{"maxIdleDays":', 'ruleParameters must be a JSON object of strings; got'],
  ])('%s is refused: %s', (ruleParameters, message) => {
    expect(() => parseRuleParameters(ruleParameters)).toThrow(message);
  });

  it('are a string, whatever else is passed', () => {
    expect(() => parseRuleParameters({ maxIdleDays: '90' })).toThrow(
      'ruleParameters must be a JSON string; got {"maxIdleDays":"90"}',
    );
  });
});
