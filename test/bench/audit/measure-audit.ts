import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { isoTime } from '../../../rule/decision/dates';
import { CompiledCommand } from '../../audit/compiled-command';
import { duckdbArguments, findDuckdb } from './duckdb';
import { type Costs, measure } from './measure';
import { manyReports, oneReport, type SavedReports } from './saved-reports';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const REPOSITORY = join(__dirname, '..', '..', '..', 'audit', 'bin.cjs');
/** Of three runs the fastest counts: other work on the machine only makes one slower. */
const RUNS = 3;
const DUCKDB = 'DuckDB';

type Format = 'table' | 'csv' | 'json';

interface Reader {
  readonly program: string;
  readonly format: Format | undefined;
  readonly args: readonly string[];
  readonly statuses: readonly number[];
}

export interface AuditMeasurement extends Costs {
  readonly reports: SavedReports;
  readonly program: string;
  readonly format: Format | undefined;
  /** What the program answers, if it shows that in its first line. */
  readonly inactive: number | undefined;
}

export interface AuditSizes {
  /** Users of the single file. */
  readonly users: number;
  /** Files of the folder. */
  readonly files: number;
  readonly usersOfFile: number;
}

/** Audits one large saved report and a folder of many, with a whole process each, beside DuckDB if it is installed. */
export async function measureAudit(
  sizes: AuditSizes,
  duckdbFolder: string,
  watch: (what: string) => void,
): Promise<AuditMeasurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-audit-'));
  const command = new CompiledCommand();
  const duckdb = findDuckdb(duckdbFolder);
  if ('missing' in duckdb) watch(duckdb.missing);
  const readersOf = (path: string, csv: string, formats: readonly Format[]): Reader[] => [
    ...('file' in duckdb
      ? [{ program: DUCKDB, format: undefined, args: duckdbArguments(duckdb.file, csv, NOW), statuses: [0] }]
      : []),
    ...formats.map((format) => audit('package', command.bin, path, format)),
    audit('repository', REPOSITORY, path, 'table'),
  ];
  try {
    const hook = join(folder, 'hook.js');
    buildSync({ entryPoints: [join(__dirname, 'hook.ts')], outfile: hook, bundle: true, platform: 'node' });
    const output = join(folder, 'output');
    const all: AuditMeasurement[] = [];
    const run = async (reports: SavedReports, reader: Reader, runs: number) => {
      const { program, format, args, statuses } = reader;
      watch(`${reports.title}, ${program} ${format ?? ''}: load ${loadavg()[0]?.toFixed(1)}`);
      let best: Costs | undefined;
      for (let left = runs; left > 0; left -= 1) {
        const costs = await measure(args, { hook, output, statuses });
        if (!best || costs.seconds < best.seconds) best = costs;
      }
      if (best) all.push({ reports, program, format, ...best, inactive: inactiveIn(firstLineOf(output)) });
    };
    const one = await oneReport(folder, sizes.users, NOW);
    for (const reader of readersOf(one.path, one.path, ['table'])) await run(one, reader, RUNS);
    const many = manyReports(folder, sizes.files, sizes.usersOfFile, NOW);
    for (const reader of readersOf(many.path, join(many.path, '*.csv'), ['table', 'csv', 'json'])) {
      await run(many, reader, 1);
    }
    return all;
  } finally {
    command.close();
    rmSync(folder, { recursive: true });
  }
}

/** Exit status 1 says that somebody is inactive. */
function audit(program: string, bin: string, path: string, format: Format): Reader {
  const now = isoTime(new Date(NOW));
  const args = [bin, 'audit', '--now', now, '--format', format, '--credential-report', path];
  return { program, format, args, statuses: [1] };
}

function firstLineOf(file: string): string {
  const bytes = Buffer.alloc(100);
  const opened = openSync(file, 'r');
  try {
    return bytes.toString('utf8', 0, readSync(opened, bytes)).split('\n', 1).join();
  } finally {
    closeSync(opened);
  }
}

/** The table's title, or DuckDB's answer. */
function inactiveIn(line: string): number | undefined {
  const number = /^(?:Inactive IAM users: )?(\d+)\b/.exec(line)?.[1];
  return number === undefined ? undefined : Number(number);
}
