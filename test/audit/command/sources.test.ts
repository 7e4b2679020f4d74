import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedReport } from '../../../audit/accounts/saved-report';
import { audit, summary } from '../audited-organization';
import { cliJson } from '../credential-report/read';
import { question } from '../question';
import { reportOf, reportRow } from '../report-csv';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reports-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const report = (accountId: string) => reportOf(accountId, reportRow({ arn: `arn:aws:iam::${accountId}:user/dave` }));

/** Files of the folder with a report of this account each. */
function reports(files: Readonly<Record<string, string>>): void {
  for (const [name, accountId] of Object.entries(files)) writeFileSync(join(folder, name), report(accountId));
}

describe('Saved reports', () => {
  it('are several files, in the order in which they are given', async () => {
    reports({ a: '111122223333', b: '222233334444' });

    const { results } = await audit(`--credential-report ${join(folder, 'b')} ${join(folder, 'a')}`, {});

    expect(results.map(({ accountId }) => accountId)).toEqual(['222233334444', '111122223333']);
  });

  it('are the reports of a folder, by name; other files are named', async () => {
    reports({ 'b.csv': '111122223333', 'a.CSV': '222233334444' });
    writeFileSync(join(folder, 'audit.html'), '');
    mkdirSync(join(folder, 'old.csv'));

    const { results, notes } = await audit(`--credential-report ${folder}`, {});

    expect(results.map(({ accountId }) => accountId)).toEqual(['222233334444', '111122223333']);
    expect(notes).toEqual([`${join(folder, 'audit.html')} is not read`, `${join(folder, 'old.csv')} is not read`]);
  });

  it("are as old as the AWS CLI's output says, or else are assumed to be as old as the file", async () => {
    writeFileSync(join(folder, 'a.json'), cliJson(report('111122223333')));
    reports({ 'b.csv': '222233334444' });

    const { results } = await audit(`--credential-report ${folder}`, {});

    expect(results).toMatchObject([
      { reportMade: new Date('2026-11-24T07:00:00Z') },
      { reportMade: expect.anything(), isReportMadeAssumed: true },
    ]);
    expect(results[0]).not.toHaveProperty('isReportMadeAssumed');
  });

  it('are opened when they are read, because a process may have few files open', async () => {
    const source = savedReport(join(folder, 'a'), process.stdin);
    reports({ a: '111122223333' });

    expect(await source.read(question(), () => undefined)).toMatchObject([{ accountId: '111122223333' }]);
  });

  it('have an account that could not be read for a link that leads nowhere', async () => {
    reports({ 'a.csv': '111122223333' });
    symlinkSync(join(folder, 'gone'), join(folder, 'b.csv'));

    expect(summary(await audit(`--credential-report ${folder}`, {}))).toEqual([
      ['111122223333', undefined, 'dave'],
      [undefined, join(folder, 'b.csv'), expect.stringContaining('cannot be read: ENOENT')],
    ]);
  });

  it('are not a folder without a report', async () => {
    await expect(audit(`--credential-report ${folder}`, {})).rejects.toThrow(
      `${folder} has no credential report: no file in it ends in .csv, .json, .txt`,
    );
  });

  it('go together with accounts, and one that cannot be read does not stop the others', async () => {
    reports({ 'a.csv': '111122223333' });
    writeFileSync(join(folder, 'b.csv'), 'nothing');
    const env = { AWS_CONFIG_FILE: join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') };

    const audited = await audit(`--profile nope --credential-report ${folder}`, env);

    expect(summary(audited)).toEqual([
      [undefined, 'nope', expect.stringContaining('there is no such profile')],
      ['111122223333', undefined, 'dave'],
      [
        undefined,
        join(folder, 'b.csv'),
        // The file has been named, and nothing sticks to the command.
        expect.stringMatching(/^line 1: must begin with the cells user, arn and user_creation_time.* > report\.csv$/),
      ],
    ]);
  });
});
