import { Readable } from 'node:stream';
import { readSavedReport } from '../../../audit/accounts/saved-report';
import { loadCredentialReport } from '../../../sandbox/command/credential-report';
import { LocalAws } from '../../../sandbox/index';
import { NOW } from '../../rule/facts';
import { question } from '../question';
import { HEADER, reportCsv, reportRow, rootRow } from '../report-csv';
import { cliJson } from './read';

type Answer = { readonly users: readonly string[] } | { readonly refused: string };

async function byTheAudit(file: Buffer): Promise<Answer> {
  const { accounts } = await readSavedReport(Readable.from([file]), 'standard input', question());
  return { users: accounts.flatMap(({ users }) => users.map(({ arn }) => arn ?? '')) };
}

async function byNpmStart(file: Buffer): Promise<Answer> {
  const now = NOW.getTime();
  const population = await loadCredentialReport('-', { stdin: Readable.from([file]), folder: '.', now });
  const aws = await LocalAws.start({ now, account: population.account });
  try {
    population.load(aws, 90);
    return { users: aws.iam.users().map(({ arn }) => arn) };
  } finally {
    await aws.close();
  }
}

function refused(error: unknown): Answer {
  return { refused: error instanceof Error ? error.message : String(error) };
}

const CSV = reportCsv(reportRow());
const DAVE = { users: ['arn:aws:iam::111122223333:user/dave'] };
const ofEurope = 'arn:aws-eusc:iam::111122223333:user/dave';

describe('The audit and npm start answer alike on', () => {
  it.each<[string, string | Buffer, unknown]>([
    ['a report with the root user alone', reportCsv(), { users: [] }],
    [
      'UTF-16 with CRLF, as PowerShell 5 writes it',
      Buffer.from(`\ufeff${CSV.replaceAll('\n', '\r\n')}\r\n`, 'utf16le'),
      DAVE,
    ],
    ["the AWS CLI's json", cliJson(CSV), DAVE],
    ['Base64', Buffer.from(CSV).toString('base64'), DAVE],
    ['a password older than its user', CSV.replace('10:54:00', '10:53:54'), DAVE],
    ['a sign-in on the day of --now', CSV.replace('2015-02-15T12', '2026-11-24T12'), DAVE],
    [
      'another partition',
      [HEADER, rootRow('111122223333', 'aws-eusc'), reportRow({ arn: ofEurope })].join('\n'),
      { users: [ofEurope] },
    ],
    [
      'a time without its zone',
      reportCsv(reportRow({ password_last_used: '2015-02-15T12:08:33' })),
      { refused: expect.stringContaining('line 3, column password_last_used: must be a time with its zone') },
    ],
    [
      'a row that is cut off',
      CSV.slice(0, -30),
      { refused: expect.stringMatching(/line 3: has 16 cells, fewer than the header's 22: the file is cut off/) },
    ],
    [
      'semicolons',
      CSV.replaceAll(',', ';'),
      {
        refused: expect.stringMatching(
          /line 1: must have commas between its cells.*it was saved by a spreadsheet: take the file/,
        ),
      },
    ],
  ])('%s', async (_name, file, expected) => {
    const bytes = Buffer.from(file);

    const audit = await byTheAudit(bytes).catch(refused);

    expect(audit).toEqual(expected);
    expect(await byNpmStart(bytes).catch(refused)).toEqual(audit);
  });
});
