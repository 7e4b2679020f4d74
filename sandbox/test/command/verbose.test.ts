import { stripVTControlCharacters } from 'node:util';
import { Readable } from 'node:stream';
import { loadCredentialReport } from '../../command/credential-report';
import type { Population } from '../../command/population';
import { paintFor, PLAIN } from '../../command/render/text';
import { verbose } from '../../command/render/verbose';
import { duration, since, wrap } from '../../command/render/text';
import type { ScenarioResult } from '../../command/result';
import { NOW } from '../../../test/support/deployed-account';
import { reportCsv, reportRow } from '../../../test/audit/report-csv';
import { scenario } from './run-scenario';

const ESCAPE = '\u001b';

/** What `npm start` shows without an option. */
let sample: ScenarioResult;
beforeAll(async () => {
  sample = await scenario();
});

async function population(...rows: readonly string[]): Promise<Population> {
  return await loadCredentialReport('-', { stdin: Readable.from([reportCsv(...rows)]), folder: '.', now: NOW });
}

function tooLong(text: string): string[] {
  return text.split('\n').filter((line) => line.length > 80);
}

describe('the summary', () => {
  it('shows verdicts, steps, changes, calls and prices within 80 columns, without escape codes', () => {
    const text = verbose(sample, PLAIN);

    expect(text).toMatch(/^Dave +NON_COMPLIANT +inactive for more than 90 days/m);
    expect(text).toContain('sofia-signs-in-now: nothing deleted');
    expect(text).toMatch(/WaitForReport \(waits\s+2 h \d+ min\)/);
    expect(text).toMatch(/^Dave +password of 2014-09-27 +no console password$/m);
    expect(text).toContain('Nothing else has');
    expect(text).toContain('0 of 18 users inactive');
    expect(text).toMatch(/^iam:DeleteLoginProfile +6$/m);
    expect(text).toContain('at $0.001: $');
    expect(text).not.toContain('No output available yet');
    expect(text).not.toContain(ESCAPE);
    expect(tooLong(text)).toEqual([]);
  });

  it('shows how to restore access', () => {
    const text = verbose(sample, PLAIN).replaceAll(/\s+/g, ' ');

    expect(text).toContain('reports the user, the reason, the time and how to restore access. For a+b=c,d.e@f-g_h:');
    expect(text).toContain('aws iam create-login-profile --user-name=a+b=c,d.e@f-g_h --password-reset-required');
    expect(text).not.toContain('--max-removals');
  });

  it('says why nothing is deleted if more users are inactive than MaxRemovals, and how to see it deleted', async () => {
    const text = verbose(await scenario({ parameters: { MaxRemovals: '3' } }), PLAIN);

    expect(tooLong(text)).toEqual([]);
    expect(text).not.toContain('password deleted');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'MaxRemovals is 3, and 8 users were inactive at once: no password is deleted. To see them deleted: npm start -- --max-removals 8',
    );
  });

  it('shows a finding of Security Hub that has failed and is resolved', () => {
    const text = verbose(sample, PLAIN);

    expect(text).toContain('== Security Hub: 18 findings, PASSED: 18\n');
    expect(text).toMatch(/^ {2}Title {8}inactive-iam-users$/m);
    expect(text).toMatch(/^ {2}Resource {5}arn:aws:iam::111122223333:user\/\S+$/m);
    expect(text).toMatch(/^ {2}Status {7}PASSED\n {2}Workflow {5}RESOLVED\n {2}Record {7}ACTIVE$/m);
    expect(text).toMatch(/^ {2}Created {6}2026-11-24 08:00:00Z\n {2}Updated {6}2026-11-24 1\d:\d\d:\d\dZ$/m);
  });

  it('stays within 80 columns with the longest names and paths', async () => {
    const name = `${'n'.repeat(63)}x`;
    const row = reportRow({ user: name, arn: `arn:aws:iam::111122223333:user/${'p'.repeat(510)}/${name}` });

    const text = verbose(await scenario({ population: await population(row) }), PLAIN);

    expect(text).toContain('1 run (password deleted: 1)');
    expect(tooLong(text)).toEqual([]);
  });

  it('says so if nothing is remediated', async () => {
    const text = verbose(await scenario({ parameters: { AutomaticRemediation: 'false' } }), PLAIN);

    expect(text).toContain('AutomaticRemediation is false');
    expect(text).toMatch(/Security Hub: 18 findings, FAILED: 8, PASSED: 10$[^]*?Status +FAILED\n +Workflow +NEW$/m);
    expect(text).toContain('Changes in IAM: none');
  });

  it('lists the inactive users of a large account, and counts the others by reason', async () => {
    const recent = { password_last_used: '2026-11-23T00:00:00+00:00' };
    const rows = Array.from({ length: 90 }, (_, index) =>
      reportRow({ user: `user-${index}`, ...(index < 55 ? {} : recent) }),
    );

    const text = verbose(
      await scenario({ population: await population(...rows), parameters: { AutomaticRemediation: 'false' } }),
      PLAIN,
    );

    expect(text.match(/NON_COMPLIANT/g)).toHaveLength(50);
    expect(text).toContain('and 5 more');
    expect(text).toContain('   35  signed in, or password set, within 90 days');
    expect(text).not.toContain('user-89');
  });

  it('lists what a credential report cannot show', async () => {
    const text = verbose(await scenario({ population: await population(reportRow()) }), PLAIN);

    expect(text).toContain('The report has no tags');
    expect(text).toContain('password_last_changed is used');
  });

  it('is readable for an account without users', async () => {
    const text = verbose(
      await scenario({ population: { ...(await population(reportRow())), load: () => undefined } }),
      PLAIN,
    );

    expect(text).toContain('The account has no users.');
    expect(text).toMatch(/Security Hub: 0 findings\n[^=]*changes\.\n\n==/);
  });
});

describe('colour', () => {
  it.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a terminal, with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
    ['a terminal, with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a file', { isTTY: false }, {}, false],
    ['a pipe', {}, { FORCE_COLOR: '1' }, false],
  ])('is chosen for %s', (_, stream, environment, coloured) => {
    expect(paintFor(stream, environment)('red', 'text').includes(ESCAPE)).toBe(coloured);
  });

  it('changes no line of the summary but its colour', () => {
    const coloured = verbose(sample, paintFor({ isTTY: true }, {}));

    expect(coloured).toContain(ESCAPE);
    expect(stripVTControlCharacters(coloured)).toBe(verbose(sample, PLAIN));
  });
});

describe('text', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [61, '1 min 1 s'],
    [3600, '1 h'],
    [7380, '2 h 3 min'],
  ])('shows %d seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([
    ['2026-11-24T07:00:00Z', '1 h'],
    ['2026-11-23T08:00:00Z', '24 h'],
    ['2026-08-26T08:00:00Z', '90 days'],
    ['2026-08-26T07:59:59Z', '90 days 1 s'],
    ['2026-08-26T07:00:00Z', '90 days'],
  ])('shows how long ago %s was as %s', (time, words) => {
    expect(since(time, '2026-11-24T08:00:00Z')).toBe(words);
  });

  it('is cut if a word is longer than a line', () => {
    expect(wrap('to abcdefghij', 4)).toEqual(['to', 'abcd', 'efgh', 'ij']);
  });
});
