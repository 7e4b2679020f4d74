import { DEFAULT_PARAMETERS, parseRuleParameters } from '../../rule/parameters';

describe('The rule’s parameters', () => {
  it.each([undefined, null, '', '{}', 'null'])('are the defaults where Config passes %j', (ruleParameters) => {
    expect(parseRuleParameters(ruleParameters)).toEqual({
      maxIdleDays: 90,
      exemptTagKey: 'inactive-iam-users:exempt',
      exemptUsers: [],
      warnDays: [14],
      maxRemovals: 50,
    });
  });

  it.each([
    ['{"maxIdleDays":"1"}', { maxIdleDays: 1 }],
    ['{"maxIdleDays":"3650"}', { maxIdleDays: 3650 }],
    ['{"exemptTagKey":"Team: keep/this+one=yes@home"}', { exemptTagKey: 'Team: keep/this+one=yes@home' }],
    ['{"exemptUsers":"break-glass/*, root-backup"}', { exemptUsers: ['break-glass/*', 'root-backup'] }],
    ['{"exemptUsers":"*"}', { exemptUsers: ['*'] }],
    ['{"exemptTagKey":"our-aws:keep"}', { exemptTagKey: 'our-aws:keep' }],
    [`{"exemptUsers":"${'n'.repeat(64)}*"}`, { exemptUsers: [`${'n'.repeat(64)}*`] }],
    [`{"exemptUsers":"${'p'.repeat(511)}*/x"}`, { exemptUsers: [`${'p'.repeat(511)}*/x`] }],
    ['{"warnDays":"0"}', { warnDays: [] }],
    ['{"warnDays":" 0 "}', { warnDays: [] }],
    ['{"warnDays":"5,4,3,2,1"}', { warnDays: [5, 4, 3, 2, 1] }],
    ['{"warnDays":"14, 3,1"}', { warnDays: [14, 3, 1] }],
    ['{"maxRemovals":"0"}', { maxRemovals: 0 }],
    ['{"maxRemovals":"5000"}', { maxRemovals: 5000 }],
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
    ['{"warnDays":""}', 'warnDays must be a whole number from 1 to 3650; got ""'],
    ['{"warnDays":"14,0"}', 'warnDays must be a whole number from 1 to 3650; got "0"'],
    ['{"warnDays":"14,3,"}', 'warnDays must be a whole number from 1 to 3650; got ""'],
    ['{"warnDays":"3651"}', 'warnDays must be a whole number from 1 to 3650; got "3651"'],
    ['{"warnDays":"6,5,4,3,2,1"}', 'warnDays must be at most 5 numbers; got "6,5,4,3,2,1"'],
    ['{"maxRemovals":"5001"}', 'maxRemovals must be a whole number from 0 to 5000; got "5001"'],
    ['{"maxRemovals":"-1"}', 'maxRemovals must be a whole number from 0 to 5000; got "-1"'],
    ['{"maxRemovals":"fifty"}', 'maxRemovals must be a whole number from 0 to 5000; got "fifty"'],
    ['{"exemptTagKey":""}', 'exemptTagKey must be a tag key'],
    ['{"exemptTagKey":"aws:owner"}', 'not beginning with aws:; got "aws:owner"'],
    ['{"exemptTagKey":"a*"}', 'exemptTagKey must be a tag key'],
    [`{"exemptTagKey":"${'k'.repeat(129)}"}`, 'exemptTagKey must be a tag key: 1 to 128'],
    [
      '{"exemptUsers":""}',
      'exemptUsers must be comma-separated user names or path/name patterns with *, but "" is empty; got ""',
    ],
    [`{"exemptUsers":"${'n'.repeat(32)}*${'n'.repeat(33)}"}`, 'is longer than any user name'],
    [`{"exemptUsers":"${'p'.repeat(256)}*${'p'.repeat(256)}/x"}`, 'is longer than any path'],
    ['{"exemptUsers":"alice,,bob"}', 'but "" is empty; got "alice,,bob"'],
    ['{"exemptUsers":"break-glass/"}', '"break-glass/" ends with a slash and so names no user'],
    ['{"exemptUsers":"al ice"}', '"al ice" has a character that no user name'],
    ['{"exemptUsers":"bob!"}', '"bob!" has a character that no user name'],
    [`{"exemptUsers":"${'n'.repeat(65)}"}`, 'is longer than any user name'],
    ['{"exemptUsers":"bréak/x"}', '"bréak/x" has a character that no path can have'],
    [`{"exemptUsers":"${'p'.repeat(513)}/x"}`, 'is longer than any path'],
    [
      '{"maxidledays":"90"}',
      'maxidledays must be one of the parameters maxIdleDays, exemptTagKey, exemptUsers, warnDays, maxRemovals; got "90"',
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
