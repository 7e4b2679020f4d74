import { resolve } from 'node:path';
import { SYSTEM_TIME } from '../../rule/account/time';
import { auditAccounts } from '../accounts/audit-accounts';
import { liveAccount } from '../accounts/live-account';
import { savedReport } from '../accounts/saved-report';
import type { AccountSource, Question } from '../accounts/source';
import { reportWriter } from '../formats/report-writer';
import { clientsOf } from './clients';
import { look } from './look';
import type { AuditOptions } from './options';
import { progressLine } from './progress';

/** `inactive-iam-users audit`. @returns the exit status */
export async function runAudit(options: AuditOptions): Promise<0 | 1 | 3> {
  const { format, now = SYSTEM_TIME.now() } = options;
  const question: Question = { ...options, now, listsCompliant: format !== 'table' };
  const progress = progressLine(process.stderr, 'reading users');
  const writer = reportWriter(format, now, look(), process);
  let status: 0 | 1 | 3 = 0;
  try {
    for await (const account of auditAccounts(sourcesOf(options), question, () => progress.show)) {
      progress.stop();
      writer.account(account);
      if (account.kind === 'unread') status = 3;
      else if (account.counts.inactive > 0 && status === 0) status = 1;
    }
  } finally {
    progress.stop();
  }
  writer.end(false);
  return status;
}

function sourcesOf(options: AuditOptions): AccountSource[] {
  const { credentialReport: file } = options;
  if (file === undefined) return [liveAccount(options.profile ?? 'the account', clientsOf(options), SYSTEM_TIME)];
  // npm changes the directory before it runs a script; INIT_CWD is the user's.
  return [savedReport(file === '-' ? file : resolve(process.env['INIT_CWD'] ?? '.', file), process.stdin)];
}
