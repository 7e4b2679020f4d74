import { EvaluationFailed } from './errors';

/** What the rule takes from one user's row of a credential report. */
export interface ReportRow {
  readonly arn: string;
  readonly userCreated: Date;
  readonly passwordEnabled: boolean;
  /** Absent where the report has no date. */
  readonly passwordLastChanged?: Date;
}

const COLUMNS = ['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_changed'] as const;
type Column = (typeof COLUMNS)[number];

/**
 * The users' rows of a credential report; the root row is no user. Columns are found by their names in the header, so
 * that new ones do no harm. AWS: "Generate credential reports for your AWS account", IAM User Guide.
 *
 * @throws EvaluationFailed that names the line and the column where it is not a credential report
 */
export function parseCredentialReport(csv: string): ReportRow[] {
  const [header, ...records] = parseCsv(csv);
  const positions = new Map<Column, number>();
  for (const column of COLUMNS) {
    const position = header?.fields.indexOf(column) ?? -1;
    if (position < 0) throw new EvaluationFailed(`the credential report has no column ${column}`);
    positions.set(column, position);
  }
  return records
    .map(({ line, fields }) => new Row(line, fields, positions))
    .filter((row) => row.text('user') !== '<root_account>')
    .map(readRow);
}

function readRow(row: Row): ReportRow {
  const userCreated = row.date('user_creation_time');
  if (!userCreated) throw row.fault('user_creation_time', 'a time');
  const passwordLastChanged = row.date('password_last_changed');
  return {
    arn: row.text('arn'),
    userCreated,
    passwordEnabled: row.flag('password_enabled'),
    ...(passwordLastChanged && { passwordLastChanged }),
  };
}

class Row {
  constructor(
    private readonly line: number,
    private readonly fields: readonly string[],
    private readonly positions: ReadonlyMap<Column, number>,
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

  fault(column: Column, wanted: string): EvaluationFailed {
    const text = this.fields[this.positions.get(column) ?? -1];
    return new EvaluationFailed(
      `line ${this.line} of the credential report: ${column} must be ${wanted}, got ${JSON.stringify(text)}`,
    );
  }
}

/** RFC 4180: fields may be quoted (a user's name may hold a comma), lines end in LF or CRLF, empty lines are skipped. */
function parseCsv(csv: string): { line: number; fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = [];
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let fields: string[] = [];
  let line = 1;
  while (token.lastIndex < csv.length || fields.length > 0) {
    const start = token.lastIndex;
    const match = token.exec(csv);
    if (!match) throw new EvaluationFailed(`line ${line} of the credential report: not CSV`);
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      if (fields.length > 1 || fields[0] !== '') records.push({ line, fields });
      fields = [];
      line += 1;
      if (token.lastIndex === start || token.lastIndex >= csv.length) break;
    }
  }
  return records;
}
