import { InvalidCredentialReport } from '../decision/errors';

/** One user's line in a credential report. */
export interface ReportRow {
  readonly arn: string;
  readonly userCreated: Date;
  readonly passwordEnabled: boolean;
  /** Undefined if the report has no date. */
  readonly passwordLastChanged?: Date;
  /** Creation dates of the access keys, inactive ones included. */
  readonly keysCreated: readonly Date[];
  /** The text in a column; undefined if the report does not have the column. For what no verdict depends on. */
  readonly cell: (column: string) => string | undefined;
}

/** The first cells of every line. A name contains neither `/` nor `:`, so no path can forge them. */
const HEADER = 'user,arn,user_creation_time,';

const DATES = [
  'user_creation_time',
  'password_last_changed',
  'access_key_1_last_rotated',
  'access_key_2_last_rotated',
] as const;

export interface ReportRows {
  /** By user name. A name that occurs on two lines has no row. */
  readonly byName: ReadonlyMap<string, ReportRow>;
  /** How many lines were not understood: their users must be read live. */
  readonly notUnderstood: number;
}

/**
 * The users' rows of a credential report. AWS: "Generate credential reports for your AWS account", IAM User Guide.
 *
 * @throws InvalidCredentialReport if the header does not begin like a credential report's, or lacks a column
 */
export function readReportRows(csv: string): ReportRows {
  const [header = '', ...lines] = csv.split(/\r?\n/);
  if (!header.startsWith(HEADER)) {
    throw new InvalidCredentialReport(`line 1 must begin with ${HEADER}; got ${JSON.stringify(header.slice(0, 80))}`);
  }
  const columns = header.split(',');
  const read = rowReader(columns);
  const byName = new Map<string, ReportRow>();
  const seen = new Set<string>();
  let notUnderstood = 0;
  for (const line of lines) {
    if (line === '' || line.startsWith('<root_account>,')) continue;
    const cells = splitLine(line, columns.length);
    const [name = ''] = cells;
    const row = name !== '' && !seen.has(name) && read(cells);
    if (row) byName.set(name, row);
    else {
      notUnderstood += 1;
      byName.delete(name);
    }
    seen.add(name);
  }
  return { byName, notUnderstood };
}

function rowReader(columns: readonly string[]): (cells: readonly string[]) => ReportRow | undefined {
  const place = (column: string) => {
    const index = columns.indexOf(column);
    if (index < 0) throw new InvalidCredentialReport(`line 1 has no column ${column}`);
    return index;
  };
  const enabledAt = place('password_enabled');
  const datesAt = DATES.map(place);
  return (cells) => {
    const passwordEnabled = parseFlag(cells[enabledAt]);
    const dates = datesAt.map((index) => parseReportDate(cells[index]));
    const [userCreated, passwordLastChanged, ...keysCreated] = dates.map((date) =>
      date instanceof Date ? date : undefined,
    );
    if (!userCreated || passwordEnabled === undefined || dates.includes('no date')) return undefined;
    return {
      arn: cells[1] ?? '',
      userCreated,
      passwordEnabled,
      ...(passwordLastChanged && { passwordLastChanged }),
      keysCreated: keysCreated.filter((date) => date !== undefined),
      cell: (column) => cells[columns.indexOf(column)],
    };
  };
}

/**
 * The cells of a line, without their quotes. AWS does not document whether it quotes cells, and a path may contain commas
 * and quotes. Each line is therefore read from both ends: the name up to the ARN, and from the line's end the cells that
 * only AWS writes, back to the creation time. The ARN is what remains between them.
 *
 * @param count how many cells the header has
 * @returns an empty first cell if the line has no ARN, and fewer cells if it is too short
 */
export function splitLine(line: string, count: number): string[] {
  const name = nameOf(line);
  const cells = line.split(',').slice(name.split(',').length);
  const rest = cells.splice(2 - count);
  return [name, ...[cells.join(','), ...rest].map(unquoted)];
}

/** The first cell, up to the ARN, which has the line's first colon. It may contain commas; '' without an ARN. */
function nameOf(line: string): string {
  return unquoted(/^[^:]*(?=,"?arn:)/.exec(line)?.[0] ?? '');
}

export function unquoted(cell: string): string {
  return /^".*"$/s.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

export function parseFlag(text: string | undefined): boolean | undefined {
  const word = text?.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}

/** `none` for AWS's marks for a missing date, `no date` for anything else that is not a date. */
export function parseReportDate(text = ''): Date | 'none' | 'no date' {
  if (['n/a', 'no_information', 'not_supported'].includes(text.toLowerCase())) return 'none';
  return parseReportTime(text) ?? 'no date';
}

/** AWS writes `2026-08-27T19:00:00+00:00` or `2026-08-27T19:00:00Z`. */
export function parseReportTime(text: string): Date | undefined {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}
