import { parseReportTime } from '../../rule/account/credential-report-rows';
import { InvalidCredentialReport } from '../../rule/decision/errors';

/**
 * The users' rows of a saved credential report, each read by `read`; the root user's row is skipped. Columns are found by
 * name, so AWS may add some. AWS: "Generate credential reports for your AWS account", IAM User Guide.
 *
 * @throws InvalidCredentialReport that names the line and the column if it is not a credential report
 */
export function readCredentialReport<Column extends string, Result>(
  csv: string,
  columns: readonly Column[],
  read: (row: Row<Column | 'user'>) => Result,
): Result[] {
  const records = parseCsv(csv);
  const header = records.next().value?.fields ?? [];
  const positions = new Map<string, number>();
  for (const column of ['user', ...columns]) {
    const position = header.indexOf(column);
    if (position < 0) throw new InvalidCredentialReport(`line 1: there is no column ${column}`);
    positions.set(column, position);
  }
  const results: Result[] = [];
  for (const { line, fields } of records) {
    if (fields.length < header.length) {
      throw new InvalidCredentialReport(`line ${line}: fewer cells than in the header, so the file is cut off`);
    }
    const row = new Row<Column | 'user'>(line, fields, positions);
    if (row.text('user') !== '<root_account>') results.push(read(row));
  }
  return results;
}

/** One line of a report. */
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

  /** Undefined for AWS's marks for a missing date. */
  date(column: Column): Date | undefined {
    const text = this.text(column);
    if (['n/a', 'no_information', 'not_supported'].includes(text.toLowerCase())) return undefined;
    const date = parseReportTime(text);
    if (!date) throw this.fault(column, 'a time with its zone, N/A or no_information');
    return date;
  }

  requiredDate(column: Column): Date {
    const date = this.date(column);
    if (!date) throw this.fault(column, 'a time');
    return date;
  }

  fault(column: Column, wanted: string): InvalidCredentialReport {
    const text = this.fields[this.positions.get(column) ?? -1];
    return new InvalidCredentialReport(`line ${this.line}: ${column} must be ${wanted}, got ${JSON.stringify(text)}`);
  }
}

/** RFC 4180: fields may be quoted (a name may contain a comma), lines end in LF or CRLF, empty lines are skipped. */
function* parseCsv(csv: string): Generator<{ line: number; fields: readonly string[] }, undefined> {
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let fields: string[] = [];
  let line = 1;
  while (token.lastIndex < csv.length || fields.length > 0) {
    const match = token.exec(csv);
    if (!match) throw new InvalidCredentialReport(`line ${line}: not CSV`);
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      if (fields.length > 1 || fields[0] !== '') yield { line, fields };
      fields = [];
      line += 1;
    }
  }
}
