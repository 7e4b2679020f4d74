import { once } from 'node:events';
import { SYSTEM_TIME } from '../../rule/account/time';
import { auditAccounts } from '../accounts/audit-accounts';
import type { Question } from '../accounts/source';
import { printable } from '../text/printable';
import { listsCompliant, reportWriter } from '../formats/report-writer';
import { look } from '../text/look';
import type { AuditOptions } from './options';
import { ProgressOfAccounts } from './progress';
import { savedFile } from './save';
import { sourcesOf } from './sources';

/** As a shell says that Ctrl-C ended a command: 128 and the number of SIGINT. */
const STOPPED = 130;

/**
 * `inactive-iam-users audit`. The first Ctrl-C prints what has been read, a second one ends the command at once.
 *
 * @returns the exit status; it does not return after Ctrl-C
 */
export async function runAudit(options: AuditOptions): Promise<0 | 1 | 3> {
  const { format, failOn, now = SYSTEM_TIME.now() } = options;
  const { stdout, stderr } = process;
  let progress = new ProgressOfAccounts(stderr, SYSTEM_TIME, 1);
  const { sources, notes } = await sourcesOf(options, SYSTEM_TIME, (...call) => progress.throttled(...call));
  const files = sources.flatMap(({ isFile, label }) => (isFile === true ? label : []));
  const saved = (options.save ?? []).map((name) => savedFile(name, files));
  const formats = [format, ...saved.map((file) => file.format)];
  const question: Question = { ...options, now, listsCompliant: formats.some(listsCompliant) };
  progress = new ProgressOfAccounts(stderr, SYSTEM_TIME, sources.length);
  for (const note of notes) stderr.write(`note: ${printable(note)}\n`);
  const writing = { ...options, now, look: look(stdout, process.env) };
  const writers = [
    reportWriter(format, writing, process),
    ...saved.map((file) => reportWriter(file.format, writing, { stdout: file, stderr })),
  ];
  const stop = stopOnInterrupt();
  let status: 0 | 1 | 3 = 0;
  try {
    for await (const account of auditAccounts(sources, question, progress, stop)) {
      progress.erase();
      for (const writer of writers) writer.account(account);
      // What a slow reader has not taken is in memory.
      if (stdout.writableNeedDrain) await once(stdout, 'drain');
      if (account.kind === 'unread') status = 3;
      else if (account.counts.inactive > 0 && failOn === 'inactive' && status === 0) status = 1;
    }
  } finally {
    progress.erase();
  }
  for (const writer of writers) writer.end(stop.aborted);
  for (const file of saved) file.close();
  if (stop.aborted) {
    stderr.write('stopped by Ctrl-C: accounts are missing\n');
    // Calls in flight would keep the process alive.
    stdout.write('', () => process.exit(STOPPED));
  }
  return status;
}

function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
