import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AccountStack } from '../../infra/account/account-stack';
import { DEFAULTS } from '../../infra/control/defaults';
import { type StackParameter, stackParameters } from '../../infra/control/stack-parameters';
import { NOBODY, parseParameter, parseRuleParameters } from '../../rule/decision/parameters';
import { LocalAws, resolveParameters } from '../../sandbox/index';
import { testApp } from '../support/app';
import { NOW, RULE } from '../support/deployed-account';
import { objectOf, SYNTHESIZED } from './fixtures/templates';

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
const { Parameters: DECLARED } = objectOf(SYNTHESIZED);
const MOST_ENTRIES = Array.from({ length: 100 }, (_, index) => `u${index}`);

/** Each parameter that the template hands to the rule, by the rule's name for it. */
const NAMES = {
  MaxIdleDays: 'maxIdleDays',
  ExemptUsers: 'exemptUsers',
  WarnDays: 'warnDays',
  MaxRemovals: 'maxRemovals',
} as const;
type Name = keyof typeof NAMES;

function isDone(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

/** Whether CloudFormation accepts the value. */
function isTaken(name: Name, value: string): boolean {
  return isDone(() => resolveParameters(DECLARED, { [name]: value }));
}

/** Whether the rule accepts what the stack passes on for the value: an empty list becomes `(nobody)`. */
function isRead(name: Name, value: string): boolean {
  return isDone(() => parseParameter(NAMES[name], name === 'ExemptUsers' && value === '' ? NOBODY : value));
}

describe('The README', () => {
  const [, table = ''] = /^\| parameter +\| default +\| meaning +\|\n(.+?)\n\n/ms.exec(README) ?? [];
  const rows = table.split('\n').slice(1);
  const shown = rows.map((row) => row.split(/ *(?<!\\)\| */).map((cell) => cell.replaceAll('`', '')));

  it('lists every parameter of the template with its default, and no other', () => {
    const listed = shown.map(([, name, value = '']) => [name, value.replace(/ \(.*\)$/, '')]);

    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(Object.entries(stackParameters()).map(([name, { default: value }]) => [name, String(value)])),
    );
    expect(listed).toHaveLength(Object.keys(stackParameters()).length);
  });

  it('names every allowed value', () => {
    const parameters = Object.entries<StackParameter>(stackParameters());
    const missing = parameters.flatMap(([name, { allowedValues = [] }]) => {
      const row = rows.find((line) => line.startsWith(`| \`${name}\``));
      return allowedValues.filter((value) => row?.includes(value) !== true);
    });

    expect(missing).toEqual([]);
  });
});

describe('The rule accepts exactly the values that the template accepts', () => {
  it.each<[Name, string, 'taken' | 'refused', readonly string[]]>([
    [
      'MaxIdleDays',
      'a whole number in the range',
      'taken',
      ['1', '9', '45', '90', '999', '1000', '2999', '3649', '3650'],
    ],
    ['MaxIdleDays', 'a number outside of it', 'refused', ['0', '-1', '3651', '3700', '4000', '5000', '10000']],
    [
      'MaxIdleDays',
      'another notation',
      'refused',
      ['00', '01', '090', '45.5', '90.0', '+90', '1e3', '0x5a', '９０', '90,45'],
    ],
    ['MaxIdleDays', 'no number', 'refused', ['', 'abc', 'null', '90 ', ' 90', '9 0', '90\n']],
    [
      'ExemptUsers',
      'names and patterns',
      'taken',
      ['root-backup', 'break-glass/*', '*', 'a,b', '*/ci-*', 'team/ops/dave'],
    ],
    ['ExemptUsers', 'every character of a name', 'taken', ['a+b=c.d@e-f_g', 'A', 'dave,dave', 'a*b*c', '-dave', '.']],
    ['ExemptUsers', 'nobody', 'taken', ['']],
    ['ExemptUsers', '100 entries', 'taken', [MOST_ENTRIES.join(',')]],
    ['ExemptUsers', '101 entries', 'refused', [[...MOST_ENTRIES, 'u'].join(',')]],
    ['ExemptUsers', 'an empty entry', 'refused', ['root-backup,', ',root-backup', 'a,,b', ',']],
    ['ExemptUsers', 'a space', 'refused', ['john doe', 'a, b', ' a', 'a ', ' ', 'a\nb']],
    ['ExemptUsers', 'a slash at an end', 'refused', ['break-glass/', '/x', '/', '/break-glass/*', 'a,/b', 'a/,b']],
    [
      'ExemptUsers',
      'a character that means something to IAM',
      'refused',
      ['a?', '${aws:username}', 'a:b', 'a"b', 'a\\b'],
    ],
    ['ExemptUsers', 'a character that no name has', 'refused', ['ä', "a'b", 'a;b', '(a)', 'a!']],
    ['WarnDays', 'up to five stages', 'taken', ['14', '14,3', '3,14', '1,2,3,4,5', '3650', '14,14']],
    ['WarnDays', 'no stage', 'taken', ['0']],
    ['WarnDays', 'a stage outside of the range', 'refused', ['5000', '3651', '-1', '0,3', '14,0']],
    ['WarnDays', 'what is no list', 'refused', ['', '14,', ',3', '14, 3', '014', '1,2,3,4,5,6', '14;3']],
    ['MaxRemovals', 'a whole number in the range', 'taken', ['0', '1', '10', '999', '1000', '4999', '5000']],
    [
      'MaxRemovals',
      'anything else',
      'refused',
      ['', '00', '010', '5001', '5999', '10000', '-1', '0.5', '1e3', 'all', ' 0'],
    ],
  ])('%s: %s is %s', (name, _of, answer, values) => {
    const taken = answer === 'taken';

    for (const value of values) {
      expect({ value, taken: isTaken(name, value), read: isRead(name, value) }).toEqual({ value, taken, read: taken });
    }
  });

  it.each(Object.keys(NAMES).filter((name): name is Name => name in NAMES))('%s: also with random texts', (name) => {
    const texts = fc.string({ unit: fc.constantFrom(...Array.from('0012359,,.-+ab*//@ _\n')), maxLength: 9 });

    fc.assert(
      fc.property(texts, (value) => {
        expect(isTaken(name, value)).toBe(isRead(name, value));
      }),
      { numRuns: 3000 },
    );
  });
});

/** The longest value of every parameter, with the longest list that the template accepts. */
function longestOf(declared: unknown, entries: number): Record<string, string> {
  const { MaxLength: most } = objectOf(objectOf(declared)['ExemptUsers']);
  const list = Array.from({ length: entries }, () => 'u'.repeat(Math.floor((Number(most) - entries + 1) / entries)));
  return {
    ExemptUsers: list.join(',').padEnd(Number(most), 'x'),
    MaxIdleDays: '3650',
    WarnDays: '3650,3650,3650,3650,3650',
    MaxRemovals: '5000',
    RuleName: RULE,
  };
}

describe.each([
  ['the key that is the default', DEFAULTS.exemptTagKey],
  ['the longest key of a tag', `k:${'é'.repeat(126)}`],
])('The longest parameters, with %s', (_key, exemptTagKey) => {
  let template: Record<string, unknown>;
  let aws: LocalAws;
  beforeAll(() => {
    template = Template.fromStack(new AccountStack(testApp(), 'InactiveIamUsers', { exemptTagKey })).toJSON();
  });
  beforeEach(async () => {
    aws = await LocalAws.start({ now: NOW });
  });
  afterEach(() => aws.close());

  it.each([1, 13, 100])('fit into the rule and the role, with a list of %i', async (entries) => {
    await aws.deploy(template, longestOf(template['Parameters'], entries));

    const { ConfigRules: [rule] = [] }: { ConfigRules?: { InputParameters?: string }[] } = await aws.endpoint.call(
      aws.operator,
      'config',
      'DescribeConfigRules',
      {},
    );
    const text = rule?.InputParameters ?? '';
    // How CloudFormation writes the JSON is not documented.
    const spaced = JSON.stringify(JSON.parse(text), null, 1).replaceAll('\n', '');
    expect(spaced.length).toBeGreaterThan(1000);
    expect(spaced.length).toBeLessThanOrEqual(1024);
    expect(parseRuleParameters(text).exemptUsers).toHaveLength(entries);
    // AWS: "IAM and AWS STS quotas": the inline policies of a role, without white space.
    for (const { policies } of aws.roles.all()) expect(JSON.stringify(policies).length).toBeLessThan(10_240);
  });

  it('leave no room for a longer list', async () => {
    const { ExemptUsers, ...others } = longestOf(template['Parameters'], 1);

    await expect(aws.deploy(template, { ...others, ExemptUsers: `${ExemptUsers}x` })).rejects.toThrow(
      "Parameter 'ExemptUsers' must contain at most",
    );
  });
});
