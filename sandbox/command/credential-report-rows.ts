import { CsvError, parse } from 'csv-parse/sync';
import { isoTime, parseIsoTime } from './iso-time';
import { UsageError } from './usage-error';

/** Columns with a value of true or false; those that a report does not have are not asked of it, unless they are read. */
const FLAGS = [
  'password_enabled',
  'mfa_active',
  'access_key_1_active',
  'access_key_2_active',
  'cert_1_active',
  'cert_2_active',
] as const;
const TIMES = [
  'user_creation_time',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'cert_1_last_rotated',
  'cert_2_last_rotated',
] as const;
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
] as const;
const NO_TIME = new Set(['n/a', 'no_information', 'not_supported']);

type Text = 'user' | 'arn';
type Flag = (typeof FLAGS)[number];
type Time = (typeof TIMES)[number];

/** One row of a credential report, the root user's or a user's. */
export class ReportRow {
  constructor(
    private readonly file: string,
    private readonly line: number,
    private readonly cells: ReadonlyMap<string, string>,
  ) {}

  has(column: string): boolean {
    return this.cells.has(column);
  }

  text(column: Text | Flag | Time): string {
    return this.cells.get(column) ?? '';
  }

  /** @throws UsageError */
  flag(column: Flag): boolean {
    const text = this.text(column).toLowerCase();
    if (text !== 'true' && text !== 'false') throw this.fault(column, 'must be true or false');
    return text === 'true';
  }

  /** Milliseconds since the epoch; undefined for the marks that stand for "no time". @throws UsageError */
  time(column: Time): number | undefined {
    const text = this.text(column);
    if (NO_TIME.has(text.toLowerCase())) return undefined;
    const time = parseIsoTime(text);
    if (time === undefined) {
      throw this.fault(column, 'must be a time such as 2026-11-24T08:00:00+00:00, or N/A or no_information');
    }
    return time;
  }

  /** A time between two others. @throws UsageError */
  timeWithin(column: Time, earliest: number, now: number): number | undefined {
    const time = this.time(column);
    if (time !== undefined && time < earliest) throw this.fault(column, `must not be before ${isoTime(earliest)}`);
    if (time !== undefined && time > now) throw this.fault(column, `must not be after --now, ${isoTime(now)}`);
    return time;
  }

  fault(column: string, must: string): UsageError {
    const value = this.cells.get(column);
    const got = value === undefined ? '' : `, got ${JSON.stringify(value)}`;
    return new UsageError(`${this.file}: line ${this.line}, column ${column}: ${must}${got}`);
  }

  /** Checks every value whose form is known, whether it is needed or not: a file that was cut off shows in its last. */
  checked(): this {
    for (const column of FLAGS) if (this.has(column)) this.flag(column);
    for (const column of TIMES) if (this.has(column)) this.time(column);
    return this;
  }
}

/**
 * The rows of a credential report (CSV). Columns are found by their names, so that those of newer reports do no harm.
 * AWS: "Getting credential reports for your AWS account", IAM User Guide.
 *
 * @throws UsageError that names file, line and column where it is not one
 */
export function readReportRows(file: string, csv: Buffer): ReportRow[] {
  const records = parseCsv(file, csv);
  const header = records.shift()?.cells ?? [];
  for (const column of REQUIRED) {
    if (header.filter((name) => name === column).length === 1) continue;
    throw new UsageError(
      `${file}: line 1: not a credential report, which has one column ${column}: give the CSV file that IAM makes (from the AWS CLI: --query Content --output text | base64 -d)`,
    );
  }
  return records.map(
    ({ line, cells }) => new ReportRow(file, line, new Map(header.map((name, index) => [name, cells[index] ?? '']))),
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
    throw new UsageError(`${file}: ${faultOf(error, records[0]?.cells)}`, { cause: error });
  }
  return records;
}

function faultOf({ message, ...error }: CsvError, header: readonly string[] = []): string {
  const index = Number(error['column']);
  return `line ${Number(error['lines'])}, column ${header[index] ?? index + 1}: not CSV, or cut off: ${message}`;
}
