import { readCredentialReport } from '../../../audit/credential-report/read-credential-report';
import type { SavedUser } from '../../../audit/credential-report/users';
import { NOW } from '../../rule/facts';

interface Report {
  readonly accounts: readonly string[];
  readonly users: readonly SavedUser[];
  readonly generated?: Date;
}

/** What the reader finds in a file, read in chunks of this many bytes. */
export async function read(file: string | Buffer, { size = 64 * 1024, now = NOW } = {}): Promise<Report> {
  const accounts: string[] = [];
  const users: SavedUser[] = [];
  const bytes = Buffer.from(file);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  }
  const found = await readCredentialReport(
    chunks(),
    { name: 'report.csv', now },
    {
      account: (accountId, partition) => accounts.push(`${partition} ${accountId}`),
      user: (user) => users.push(user),
    },
  );
  return { accounts, users, ...found };
}

/** The refusal's message, or what was read. */
export async function refusalOf(file: string | Buffer): Promise<unknown> {
  return await read(file).catch((error: unknown) => (error instanceof Error ? error.message : error));
}

export function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** As `aws iam get-credential-report` prints it. */
export function cliJson(csv: string, generated = '2026-11-24T07:00:00+00:00'): string {
  const Content = Buffer.from(csv).toString('base64');
  return `${JSON.stringify({ Content, ReportFormat: 'text/csv', GeneratedTime: generated }, null, 4)}\n`;
}
