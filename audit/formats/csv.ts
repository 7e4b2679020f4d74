import { stringify } from 'csv-stringify/sync';
import { printable } from '../text/printable';
import type { AccountAudit, AuditedUser } from '../report/result';
import { basisOf, STOPPED } from './opening';
import { fullLabelOf, Notes, shortReason, unreadReason, withKeysOf } from './phrases';
import type { ReportWriter, Streams, WriterOptions } from './report-writer';
import { Totals } from './summary';

const COLUMNS = [
  'account',
  'account_name',
  'user',
  'path',
  'verdict',
  'reason',
  'date',
  'date_kind',
  'inactive_from',
  'next',
  'password_set',
  'mfa',
  'report_made',
] as const;
type ColumnName = (typeof COLUMNS)[number] | 'owner';

/**
 * One line for each user, for spreadsheets: CRLF, and with `excel` a byte-order mark, without which Excel misreads UTF-8.
 * A cell that a spreadsheet would run as a formula, e.g. of a user named `=cmd`, begins with an apostrophe. What has no
 * line goes to stderr: accounts that could not be read, and what the audit cannot know.
 */
export function csvWriter({ excel, ownerTag }: WriterOptions, { stdout, stderr }: Streams): ReportWriter {
  const columns: readonly ColumnName[] = ownerTag === undefined ? COLUMNS : [...COLUMNS, 'owner'];
  const write = (rows: (readonly string[])[]) =>
    void stdout.write(stringify(rows, { record_delimiter: 'windows', escape_formulas: true }));
  const note = (text: string) => void stderr.write(`note: ${printable(text)}\n`);
  const totals = new Totals();
  const notes = new Notes();
  let isBegun = false;
  const begin = () => {
    if (isBegun) return;
    isBegun = true;
    if (excel) stdout.write('\ufeff');
    write([columns]);
  };
  return {
    account: (result) => {
      begin();
      totals.add(result);
      if (result.kind === 'unread') {
        stderr.write(`✗ ${printable(`${fullLabelOf(result)}: ${unreadReason(result)}`)}\n`);
        return;
      }
      notes.add(result, [...basisOf(result), ...result.caveats]);
      write(
        result.users.map((user) => {
          const cells = cellsOf(result, user);
          return columns.map((column) => cells[column]);
        }),
      );
    },
    end: (stopped) => {
      begin();
      for (const line of [...(stopped ? [STOPPED] : []), ...withKeysOf(totals.withKeys), ...notes.lines()]) note(line);
    },
  };
}

function cellsOf(
  { accountId, name, reportMade, evaluated }: AccountAudit,
  user: AuditedUser,
): Readonly<Record<ColumnName, string>> {
  return {
    account: accountId,
    account_name: name ?? '',
    user: user.name,
    path: user.path ?? '',
    verdict: user.standing,
    reason: shortReason(user),
    date: user.lastActivity?.date.toISOString() ?? '',
    date_kind: user.lastActivity?.kind ?? '',
    inactive_from: user.inactiveFrom?.toISOString() ?? '',
    next: user.next,
    password_set: user.passwordSet?.toISOString() ?? '',
    mfa: user.mfa === undefined ? '' : String(user.mfa),
    report_made: (reportMade ?? evaluated)?.toISOString() ?? 'unknown',
    owner: user.owner ?? '',
  };
}
