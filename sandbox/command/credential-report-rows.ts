import { CsvError, parse } from 'csv-parse/sync';
import { UsageError } from './errors';
import { isoTime, parseIsoTime } from './iso-time';

/** The columns that are read. */
const REQUIRED = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_2_active',
  'access_key_2_last_rotated',
];
const FLAG = /^(password_enabled|mfa_active|(access_key|cert)_[12]_active)$/;
const TIME =
  /^(user_creation_time|password_(last_used|last_changed|next_rotation)|(access_key|cert)_[12]_last_(rotated|used_date))$/;
const NO_TIME = new Set(['n/a', 'no_information', 'not_supported']);

/** One row of a credential report, the root user's or a user's. */
export class ReportRow {
  constructor(
    private readonly file: string,
    private readonly line: number,
    private readonly cells: ReadonlyMap<string, string>,
  ) {}

  text(column: 'user' | 'arn'): string {
    return this.cells.get(column) ?? '';
  }

  /** @throws UsageError */
  flag(column: string): boolean {
    const text = this.cells.get(column)?.toLowerCase();
    if (text !== 'true' && text !== 'false') throw this.fault(column, 'must be true or false');
    return text === 'true';
  }

  /** In milliseconds since the epoch; undefined for N/A and the like. @throws UsageError */
  time(column: string, earliest = -Infinity, latest = Infinity): number | undefined {
    const text = this.cells.get(column) ?? '';
    if (NO_TIME.has(text.toLowerCase())) return undefined;
    const time = parseIsoTime(text);
    if (time === undefined) {
      throw this.fault(column, 'must be a time such as 2026-11-24T08:00:00+00:00, or N/A or no_information');
    }
    if (time < earliest) throw this.fault(column, `must not be before ${isoTime(earliest)}`);
    if (time > latest) throw this.fault(column, `must not be after --now, ${isoTime(latest)}`);
    return time;
  }

  /** Checks every known column, read or not: a truncated file shows up in the last one. @throws UsageError */
  checked(): this {
    for (const column of this.cells.keys()) {
      if (FLAG.test(column)) this.flag(column);
      if (TIME.test(column)) this.time(column);
    }
    return this;
  }

  fault(column: string, must: string): UsageError {
    const value = this.cells.get(column);
    const got = value === undefined ? '' : `, got ${JSON.stringify(value)}`;
    return new UsageError(`${this.file}: line ${this.line}, column ${column}: ${must}${got}`);
  }
}

/**
 * The rows of a credential report (CSV), with the columns in any order and unknown ones ignored.
 * AWS: "Getting credential reports for your AWS account", IAM User Guide.
 *
 * @throws UsageError that names file, line and column if the text is not a credential report
 */
export function readReportRows(file: string, csv: Buffer): ReportRow[] {
  const [header, ...rows] = parseCsv(file, csv);
  const columns = header?.cells ?? [];
  for (const column of REQUIRED) {
    if (columns.filter((name) => name === column).length === 1) continue;
    throw new UsageError(
      `${file}: line 1: not a credential report: it must have one column ${column}. To get one: aws iam get-credential-report --query Content --output text | base64 -d`,
    );
  }
  return rows.map(
    ({ line, cells }) => new ReportRow(file, line, new Map(columns.map((name, index) => [name, cells[index] ?? '']))),
  );
}

function parseCsv(file: string, csv: Buffer): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  try {
    parse(csv, {
      bom: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ line: lines, cells });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const index = Number(error['column']);
    const column = records[0]?.cells[index] ?? index + 1;
    throw new UsageError(
      `${file}: line ${Number(error['lines'])}, column ${column}: not CSV, or truncated: ${error.message}`,
      { cause: error },
    );
  }
  return records;
}
