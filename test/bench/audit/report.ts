import { loadavg } from 'node:os';
import { terminalTable } from '../../../audit/formats/terminal';
import { atMost, type Target } from '../targets';
import type { AuditMeasurement } from './measure-audit';

const MB = 1e6;
const MIB = 1024 * 1024;

/** At most so many times as long as DuckDB, for one file. */
const TIMES_DUCKDB = 3;
/** For the folder, with the table. */
const SECONDS = 60;
const PEAK_MIB = 200;

/** The goals of issue 17, with the command as the package has it, and that all programs count the same users. */
export function auditTargets(all: readonly AuditMeasurement[]): Target[] {
  const [one, many] = new Set(all.map(({ reports }) => reports));
  const find = (of: typeof one, named: string) =>
    all.find(({ reports, program, format }) => reports === of && program === named && format !== 'csv');
  const [duckdb, ours, folder] = [find(one, 'DuckDB'), find(one, 'package'), find(many, 'package')];
  const answers = [one, many].map((of) => {
    return new Set(all.flatMap(({ reports, inactive }) => (reports === of ? (inactive ?? []) : []))).size;
  });
  return [
    ...(ours && duckdb ? [atMost("times DuckDB's time, 1 file", ours.seconds / duckdb.seconds, TIMES_DUCKDB)] : []),
    ...(folder
      ? [
          atMost(`seconds, ${folder.reports.title}`, folder.seconds, SECONDS),
          atMost(`peak memory, ${folder.reports.title}`, folder.peakBytes / MIB, PEAK_MIB, ' MiB'),
        ]
      : []),
    atMost('different answers to the same question', Math.max(...answers), 1),
  ];
}

/** The measurements as text. */
export function auditReport(all: readonly AuditMeasurement[], targets: readonly Target[]): string {
  const titles = ['files', 'users', 'MB', 'program', 'format', 'seconds', 'MB/s', 'CPU s', 'peak MiB', 'inactive'];
  const columns = titles.map((title) => ({
    title,
    firm: true,
    ...(!['program', 'format'].includes(title) && { align: 'right' as const }),
  }));
  const rows = all.map(({ reports, program, format, seconds, cpuSeconds, peakBytes, inactive }) => [
    reports.title,
    String(reports.users),
    (reports.bytes / MB).toFixed(0),
    program,
    format ?? '',
    seconds.toFixed(2),
    (reports.bytes / MB / seconds).toFixed(0),
    cpuSeconds.toFixed(2),
    (peakBytes / MIB).toFixed(0),
    String(inactive ?? ''),
  ]);
  return [
    `Audits of saved credential reports, whole processes, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}.`,
    '"package" is the compiled command; "repository" runs the sources, which tsx compiles or takes from its cache.',
    '',
    terminalTable(columns, rows, 120, (text) => text),
    '',
    ...targets.map(({ what, measured, isMet }) => `  ${isMet ? '✓' : '✗'} ${what}: ${measured}`),
    '',
  ].join('\n');
}
