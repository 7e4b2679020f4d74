import { stringify } from 'csv-stringify/sync';
import type { AccountAudit } from '../report/result';

const COLUMNS = [
  'account',
  'user',
  'path',
  'verdict',
  'reason',
  'date',
  'date_kind',
  'inactive_from',
  'next',
  'report_made',
] as const;

/**
 * One line for each user, for spreadsheets: CRLF, and a byte-order mark, without which Excel misreads UTF-8. A cell that
 * a spreadsheet would run as a formula, e.g. of a user named `=cmd`, begins with an apostrophe.
 */
export function renderCsv({ accountId, users, reportMade }: AccountAudit): string {
  const rows = users.map(({ name, path, standing, reason, lastActivity, inactiveFrom, next }) => ({
    account: accountId,
    user: name,
    path,
    verdict: standing,
    reason,
    date: lastActivity?.date.toISOString() ?? '',
    date_kind: lastActivity?.kind ?? '',
    inactive_from: inactiveFrom?.toISOString() ?? '',
    next,
    report_made: reportMade?.toISOString() ?? 'unknown',
  }));
  return stringify(rows, {
    header: true,
    columns: [...COLUMNS],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
