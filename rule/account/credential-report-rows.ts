import { InvalidCredentialReport } from '../decision/errors';

/** What a credential report shows of one user. */
export interface ReportRow {
  readonly arn: string;
  readonly userCreated: Date;
  readonly passwordEnabled: boolean;
  /** Absent if the report has no date. */
  readonly passwordLastChanged?: Date;
  /** When each access key was made; the dates of keys that are switched off stay. */
  readonly keysCreated: readonly Date[];
}

/** The first cells of every line. A name holds neither `/` nor `:`, so nobody can choose a path that forges them. */
const HEADER = 'user,arn,user_creation_time,';

/** The columns that are read besides; the header gives their places, so new columns do no harm. */
const KEY_COLUMNS = ['access_key_1_last_rotated', 'access_key_2_last_rotated'] as const;

export interface ReportRows {
  /** By user name. A name with two lines has no row. */
  readonly byName: ReadonlyMap<string, ReportRow>;
  /** Lines that are no row: their users have to be read live. */
  readonly notUnderstood: number;
}

/**
 * The users' rows of a credential report, as far as each line proves to be one. Whether AWS quotes cells is not
 * documented, and a path may hold commas and quotes. So a line is read from both ends: the name up to the ARN, the cells
 * after the creation time, which only AWS writes, from the line's end. What is left between them is the ARN.
 * AWS: "Generate credential reports for your AWS account", IAM User Guide.
 *
 * @throws InvalidCredentialReport if the text does not begin like a credential report, or lacks a column
 */
export function readReportRows(csv: string): ReportRows {
  const [header = '', ...lines] = csv.split(/\r?\n/);
  if (!header.startsWith(HEADER)) {
    throw new InvalidCredentialReport(`line 1 must begin with ${HEADER}; got ${JSON.stringify(header.slice(0, 80))}`);
  }
  const columns = header.slice(HEADER.length).split(',');
  const read = lineReader(columns);
  const byName = new Map<string, ReportRow>();
  const seen = new Set<string>();
  let notUnderstood = 0;
  for (const line of lines) {
    if (line === '' || line.startsWith('<root_account>,')) continue;
    const name = nameOf(line);
    const row = name !== '' && !seen.has(name) && read(name, line);
    if (row) byName.set(name, row);
    else {
      notUnderstood += 1;
      byName.delete(name);
    }
    seen.add(name);
  }
  return { byName, notUnderstood };
}

function lineReader(columns: readonly string[]): (name: string, line: string) => ReportRow | undefined {
  const place = (column: string) => {
    const index = columns.indexOf(column);
    if (index < 0) throw new InvalidCredentialReport(`line 1 has no column ${column}`);
    return index;
  };
  const enabledAt = place('password_enabled');
  const changedAt = place('password_last_changed');
  const keysAt = KEY_COLUMNS.map(place);
  return (name, line) => {
    const cells = line.split(',').slice(name.split(',').length);
    const rest = cells.splice(-columns.length).map(unquoted);
    const userCreated = parseReportTime(unquoted(cells.pop() ?? ''));
    const arn = unquoted(cells.join(','));
    const passwordEnabled = parseFlag(rest[enabledAt]);
    const dates = [changedAt, ...keysAt].map((index) => parseReportDate(rest[index]));
    if (!userCreated || passwordEnabled === undefined || dates.includes('no date')) return undefined;
    const [passwordLastChanged, ...keysCreated] = dates.map((date) => (date instanceof Date ? date : undefined));
    return {
      arn,
      userCreated,
      passwordEnabled,
      ...(passwordLastChanged && { passwordLastChanged }),
      keysCreated: keysCreated.filter((date) => date !== undefined),
    };
  };
}

/** The first cell: up to the ARN, whose colon is the line's first. It may hold commas, no quote; '' without an ARN. */
function nameOf(line: string): string {
  return unquoted(/^[^:]*(?=,"?arn:)/.exec(line)?.[0] ?? '');
}

function unquoted(cell: string): string {
  return /^".*"$/s.test(cell) && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

function parseFlag(text: string | undefined): boolean | undefined {
  const word = text?.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

/** The date of a cell, `none` for the marks that AWS writes in its place, `no date` for anything else. */
function parseReportDate(text = ''): Date | 'none' | 'no date' {
  if (['n/a', 'no_information', 'not_supported'].includes(text.toLowerCase())) return 'none';
  return parseReportTime(text) ?? 'no date';
}

/** A time as AWS writes it, with its zone: `2026-08-27T19:00:00+00:00` or `2026-08-27T19:00:00Z`. */
export function parseReportTime(text: string): Date | undefined {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}
