import type { AccountAudit, AccountResult, AuditResult } from '../report/result';
import { renderCsv } from './csv';
import { renderHtml } from './html';
import { renderJson } from './json';
import { renderTable } from './table';

export const FORMATS = ['table', 'json', 'csv', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** Takes the accounts as they come. */
export interface ReportWriter {
  account(result: AccountResult): void;
  /** @param stopped whether accounts are missing because the user stopped the audit */
  end(stopped: boolean): void;
}

interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/** Only the table uses `look`. */
export function reportWriter(
  format: Format,
  now: Date,
  look: { readonly color: boolean; readonly width: number },
  { stdout, stderr }: Streams,
): ReportWriter {
  const accounts: AccountResult[] = [];
  return {
    account: (result) => void accounts.push(result),
    end: (stopped) => {
      for (const account of accounts) {
        if (account.kind === 'unread') continue;
        stdout.write(render({ now, accounts, stopped }, account, format, look));
        // CSV has no place for the caveats.
        if (format === 'csv') for (const caveat of account.caveats) stderr.write(`note: ${caveat}\n`);
      }
    },
  };
}

function render(
  { now }: AuditResult,
  account: AccountAudit,
  format: Format,
  look: { readonly color: boolean; readonly width: number },
): string {
  switch (format) {
    case 'table':
      return renderTable({ ...account, now }, look);
    case 'json':
      return renderJson({ ...account, now });
    case 'csv':
      return renderCsv(account);
    case 'html':
      return renderHtml({ ...account, now });
  }
}
