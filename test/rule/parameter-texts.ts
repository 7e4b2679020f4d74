import type { ParameterName } from '../../rule/decision/parameters';

const NAME_64 = 'n'.repeat(64);
const HUNDRED = Array.from({ length: 100 }, (_, index) => `user-${index}`);

/** What the parser and the template accept, with the value. */
export const ACCEPTED: readonly [ParameterName, string, unknown][] = [
  ['maxIdleDays', '1', 1],
  ['maxIdleDays', '45', 45],
  ['maxIdleDays', '3650', 3650],
  ['exemptTagKey', 'keep', 'keep'],
  ['exemptTagKey', 'Team: keep/this+one=yes@home', 'Team: keep/this+one=yes@home'],
  ['exemptTagKey', 'our-aws:keep', 'our-aws:keep'],
  ['exemptTagKey', 'aws-keep', 'aws-keep'],
  ['exemptTagKey', 'Schlüssel', 'Schlüssel'],
  ['exemptTagKey', 'k'.repeat(128), 'k'.repeat(128)],
  ['exemptUsers', '(nobody)', []],
  ['exemptUsers', 'root-backup', ['root-backup']],
  ['exemptUsers', 'break-glass/*,root-backup', ['break-glass/*', 'root-backup']],
  ['exemptUsers', '*', ['*']],
  ['exemptUsers', '*/x,a/*', ['*/x', 'a/*']],
  ['exemptUsers', 'a_b+c=d.e@f-g', ['a_b+c=d.e@f-g']],
  ['exemptUsers', `teams/eu/${NAME_64}`, [`teams/eu/${NAME_64}`]],
  ['exemptUsers', 'nobody', ['nobody']],
  ['exemptUsers', HUNDRED.join(','), HUNDRED],
  ['warnDays', '0', []],
  ['warnDays', '14', [14]],
  ['warnDays', '5,4,3,2,1', [5, 4, 3, 2, 1]],
  ['warnDays', '3650,1', [3650, 1]],
  ['maxRemovals', '0', 0],
  ['maxRemovals', '10', 10],
  ['maxRemovals', '4999', 4999],
  ['maxRemovals', '5000', 5000],
];

const A_NUMBER = 'a whole number from 1 to 3650';
const A_COUNT = 'a whole number from 0 to 5000';
const STAGES = '0, or at most five whole numbers from 1 to 3650, separated by commas';
const A_KEY = 'the key of a tag, not beginning with aws:';
const ENTRIES =
  '(nobody), or at most 100 names or path/name patterns, separated by commas without spaces, of letters, digits and _+=.@*/-, without a slash at either end';

const GROUPS: readonly [ParameterName, readonly unknown[], string][] = [
  [
    'maxIdleDays',
    ['abc', '0', '-1', '+1', '90.5', '45.5', '1e3', '3651', '4000', '10000', '', ' 90', '90 ', '090', '0x10', '９０'],
    A_NUMBER,
  ],
  ['maxIdleDays', ['Infinity', '90\n', '90,1', 90, null, true, ['90']], A_NUMBER],
  ['exemptTagKey', ['', 'aws:owner', 'AWS:owner', 'aWs:owner', 'a*', 'a,b', 'a\nb', 'k'.repeat(129), 7, null], A_KEY],
  ['exemptUsers', ['', ' ', ',', 'root-backup,', ',root-backup', 'alice,,bob', 'alice, bob', 'john doe'], ENTRIES],
  ['exemptUsers', ['break-glass/', '/alice', '/', 'alice,/bob', 'bob!', 'bréak/x', 'a?b', '${aws:x}'], ENTRIES],
  ['exemptUsers', ['(nobody),dave', 'dave,(nobody)', ' (nobody)', '(NOBODY)', 'dave\n', 7, null, []], ENTRIES],
  ['exemptUsers', [[...HUNDRED, 'one-more'].join(',')], ENTRIES],
  ['warnDays', ['', ' 0 ', '00', '14,0', '0,14', '14,3,', ',14', '14, 3', '3651', '5000', '6,5,4,3,2,1', 14], STAGES],
  ['maxRemovals', ['', '5001', '9999', '10000', '-1', 'fifty', '00', '010', '1.0', ' 10', '10 ', 10, null], A_COUNT],
];

/** What both refuse, with what is allowed. */
export const REFUSED = GROUPS.flatMap(([name, texts, allowed]) => texts.map((text) => ({ name, text, allowed })));
