import type { AccountResult, AuditResult } from '../report/result';
import type { Look } from '../text/look';
import { csvWriter } from './csv';
import { renderHtml } from './html';
import { jsonWriter } from './json';
import { renderMarkdown } from './markdown';
import { MOST_ROWS } from './sections';
import { shortened } from './summary';
import { renderTable } from './table';

export const FORMATS = ['table', 'markdown', 'json', 'csv', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** Whether a format shows the compliant users one by one; otherwise they are only counted. */
export function listsCompliant(format: Format): boolean {
  return format !== 'table' && format !== 'markdown';
}

/** Takes the accounts as they come. */
export interface ReportWriter {
  account(result: AccountResult): void;
  /** @param stopped whether accounts are missing because the user stopped the audit */
  end(stopped: boolean): void;
}

export interface WriterOptions {
  /** The time of the verdicts. */
  readonly now: Date;
  /** For the table. */
  readonly look: Look;
  /** Whether a CSV begins with a byte-order mark. */
  readonly excel: boolean;
  /** Key of the tag that names an owner; with it a CSV has a column for the owner. */
  readonly ownerTag?: string;
}

export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** JSON and CSV are written as the accounts come; the others begin with totals, so they wait for the end. */
export function reportWriter(format: Format, options: WriterOptions, streams: Streams): ReportWriter {
  switch (format) {
    case 'table':
      return atTheEnd(options, streams, (result) => renderTable(result, options.look), MOST_ROWS);
    case 'markdown':
      return atTheEnd(options, streams, renderMarkdown, MOST_ROWS);
    case 'json':
      return jsonWriter(options, streams);
    case 'csv':
      return csvWriter(options, streams);
    case 'html':
      return atTheEnd(options, streams, renderHtml);
  }
}

/** @param rows the most of a list: memory does not grow with the users beyond them */
function atTheEnd(
  { now }: WriterOptions,
  { stdout }: Streams,
  render: (result: AuditResult) => string,
  rows = Infinity,
): ReportWriter {
  let accounts: AccountResult[] = [];
  let users = 0;
  return {
    account: (result) => {
      accounts.push(result);
      users += result.kind === 'audited' ? result.users.length : 0;
      // Not after each account: that would take time by the square of their number.
      if (users < 5 * rows) return;
      accounts = shortened(accounts, rows);
      users = 0;
    },
    end: (stopped) => void stdout.write(render({ now, accounts, stopped })),
  };
}
