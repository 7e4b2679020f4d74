import { EvaluationFailed } from './errors';

/** What the rule takes from one user's row of a credential report. */
export interface ReportRow {
  readonly arn: string;
  readonly userCreated: Date;
  readonly passwordEnabled: boolean;
  /** Absent where the report has no date. */
  readonly passwordLastChanged?: Date;
}

/**
 * The users' rows of a credential report; the root row is no user. Columns are found by their names in the header, so
 * that new ones do no harm. AWS: "Generate credential reports for your AWS account", IAM User Guide.
 *
 * @throws EvaluationFailed that names the line and the column where it is not a credential report
 */
export function parseCredentialReport(csv: string): ReportRow[] {
  return readCredentialReport(csv, COLUMNS, readRow);
}

const COLUMNS = ['arn', 'user_creation_time', 'password_enabled', 'password_last_changed'] as const;

/** The same for whoever needs other columns: each user's row, read by `read`. */
export function readCredentialReport<Column extends string, Result>(
  csv: string,
  columns: readonly Column[],
  read: (row: Row<Column | 'user'>) => Result,
): Result[] {
  const records = parseCsv(csv);
  const header = records.next().value;
  const positions = new Map<string, number>();
  for (const column of ['user', ...columns]) {
    const position = header?.fields.indexOf(column) ?? -1;
    if (position < 0) throw new EvaluationFailed(`line 1 of the credential report: there is no column ${column}`);
    positions.set(column, position);
  }
  const results: Result[] = [];
  for (const { line, fields } of records) {
    const row = new Row<Column | 'user'>(line, fields, positions);
    if (row.text('user') !== '<root_account>') results.push(read(row));
  }
  return results;
}

function readRow(row: Row<(typeof COLUMNS)[number]>): ReportRow {
  const userCreated = row.requiredDate('user_creation_time');
  const passwordLastChanged = row.date('password_last_changed');
  return {
    arn: row.text('arn'),
    userCreated,
    passwordEnabled: row.flag('password_enabled'),
    ...(passwordLastChanged && { passwordLastChanged }),
  };
}

/** One line of a report, its fields read by the names of their columns. */
export class Row<Column extends string> {
  constructor(
    readonly line: number,
    private readonly fields: readonly string[],
    private readonly positions: ReadonlyMap<string, number>,
  ) {}

  text(column: Column): string {
    const text = this.fields[this.positions.get(column) ?? -1];
    if (text === undefined) throw this.fault(column, 'present');
    return text;
  }

  flag(column: Column): boolean {
    const text = this.text(column).toLowerCase();
    if (text !== 'true' && text !== 'false') throw this.fault(column, 'true or false');
    return text === 'true';
  }

  /** Undefined for the marks that stand for "no date". */
  date(column: Column): Date | undefined {
    const text = this.text(column);
    if (['n/a', 'no_information', 'not_supported'].includes(text.toLowerCase())) return undefined;
    const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) ? new Date(text) : undefined;
    if (!date || Number.isNaN(date.getTime())) throw this.fault(column, 'a time, N/A or no_information');
    return date;
  }

  requiredDate(column: Column): Date {
    const date = this.date(column);
    if (!date) throw this.fault(column, 'a time');
    return date;
  }

  fault(column: Column, wanted: string): EvaluationFailed {
    const text = this.fields[this.positions.get(column) ?? -1];
    return new EvaluationFailed(
      `line ${this.line} of the credential report: ${column} must be ${wanted}, got ${JSON.stringify(text)}`,
    );
  }
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** RFC 4180: fields may be quoted (a user's name may hold a comma), lines end in LF or CRLF, empty lines are skipped. */
function* parseCsv(csv: string): Generator<CsvRecord, undefined> {
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let fields: string[] = [];
  let line = 1;
  while (token.lastIndex < csv.length || fields.length > 0) {
    const match = token.exec(csv);
    if (!match) throw new EvaluationFailed(`line ${line} of the credential report: not CSV`);
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      if (fields.length > 1 || fields[0] !== '') yield { line, fields };
      fields = [];
      line += 1;
    }
  }
}
