import { unquoted } from '../../rule/account/credential-report-rows';
import { type Place, SAVED_BY_A_SPREADSHEET } from './unreadable-report';

/** `future` is a time that may be later than now. */
export type Kind = 'text' | 'flag' | 'time' | 'future';

export interface Column {
  readonly name: string;
  readonly kind: Kind;
}

const READ = [
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_2_active',
  'access_key_2_last_rotated',
] as const;

const BEGIN = '"?user"?,"?arn"?,"?user_creation_time"?,';
const HEADER = new RegExp(`^${BEGIN}`);
const HEADER_AT_END = new RegExp(`\\ufeff?${BEGIN}[\\w",]+$`);
const SPREADSHEET = /^"?sep=|^"?user"?[;\t|]|\r/i;

const FLAG = /^(password_enabled|mfa_active|(access_key|cert)_[12]_active)$/;
const TIME = /^(user_creation_time|password_last_(used|changed)|(access_key|cert)_[12]_last_(rotated|used_date))$/;

/**
 * The row and the header on a line after the first; an empty text for what is not there. Both are there in joined files,
 * because AWS ends no report with a line end.
 */
export function partsOf(line: string): readonly [row: string, header: string] {
  const at = HEADER.test(line) ? 0 : line.search(HEADER_AT_END);
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at).replace(/^\ufeff/, '')];
}

/**
 * The columns of a report. The first three are always the same, the others are found by name, and AWS may add some. AWS:
 * "Generate credential reports for your AWS account", IAM User Guide.
 *
 * @throws UnreadableReport if the line is not a report's header
 */
export function parseHeader(line: string, place: Place): Column[] {
  if (SPREADSHEET.test(line)) {
    throw place.fault('must have commas between its cells', { got: line, remedy: SAVED_BY_A_SPREADSHEET });
  }
  if (!HEADER.test(line))
    throw place.fault('must begin with the cells user, arn and user_creation_time', { got: line });
  const names = line.split(',').map(unquoted);
  for (const column of READ) {
    const count = names.filter((name) => name === column).length;
    if (count !== 1) throw place.fault(`must have one column ${column}, got ${count}`);
  }
  return names.map((name) => ({ name, kind: kindOf(name) }));
}

function kindOf(name: string): Kind {
  if (FLAG.test(name)) return 'flag';
  if (TIME.test(name)) return 'time';
  return name === 'password_next_rotation' ? 'future' : 'text';
}

/** Where the columns are that a user is made of. */
export function indexesOf(columns: readonly Column[]) {
  const indexOf = (name: (typeof READ)[number]): number => columns.findIndex((column) => column.name === name);
  return {
    passwordEnabled: indexOf('password_enabled'),
    passwordLastUsed: indexOf('password_last_used'),
    passwordLastChanged: indexOf('password_last_changed'),
    mfaActive: indexOf('mfa_active'),
    key1Active: indexOf('access_key_1_active'),
    key1Created: indexOf('access_key_1_last_rotated'),
    key2Active: indexOf('access_key_2_active'),
    key2Created: indexOf('access_key_2_last_rotated'),
  };
}
