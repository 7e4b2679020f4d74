import Table from 'cli-table3';
import { styleText } from 'node:util';
import type { AuditedUser, AuditResult } from '../result';
import { wrapText } from '../wrap-lines';
import { activityInWords, day, daysBetween, fullName, reasonCounts, sourceInWords, usersOf } from './words';

/** More of a section is for a file. */
const MOST_ROWS = 200;

export interface Look {
  readonly color: boolean;
  /** Columns of the terminal; no line is longer. */
  readonly width: number;
}

/** The result for the terminal: the inactive first, then who is next, the exempt, the counts of the others, the what-if. */
export function renderTable(result: AuditResult, look: Look): string {
  const { now } = result;
  const inactive = usersOf(result, 'inactive');
  const upcoming = usersOf(result, 'upcoming');
  const exempt = usersOf(result, 'exempt');
  const sections = [
    heading(`Inactive IAM users: ${inactive.length} of ${result.users.length}`, look),
    ...sourceInWords(result).map((line) => wrap(line, look)),
    heading(`Inactive: ${inactive.length}`, look),
    users(
      inactive,
      ['User', 'Last activity', 'What happens next'],
      (user) => [activityInWords(user, now), user.next],
      look,
    ),
    heading(`Upcoming, within 14 days: ${upcoming.length}`, look),
    users(
      upcoming,
      ['User', 'Last activity', 'Inactive from'],
      (user) => [activityInWords(user, now), trip(user, now)],
      look,
    ),
    heading(`Exempt: ${exempt.length}`, look),
    users(
      exempt,
      ['User', 'Last activity', 'By what'],
      (user) => [activityInWords(user, now), user.reason.replace(/^exempt by (its )?/, '')],
      look,
    ),
    heading('The others', look),
    others(result, look),
    heading('What if the threshold were another?', look),
    bars(result, look),
    heading('What this cannot know', look),
    ...result.caveats.map((caveat) => wrap(`- ${caveat}`, look)),
  ];
  return `${sections.join('\n')}\n`;
}

function heading(text: string, { color }: Look): string {
  return `\n${color ? styleText('bold', text, { validateStream: false }) : text}`;
}

function users(
  list: readonly AuditedUser[],
  head: [string, string, string],
  cells: (user: AuditedUser) => [string, string],
  look: Look,
): string {
  if (list.length === 0) return '  nobody';
  const rows = list.slice(0, MOST_ROWS).map((user) => [fullName(user), ...cells(user)].map(printable));
  const rest = list.length > MOST_ROWS ? `\n  and ${list.length - MOST_ROWS} more: use --format csv` : '';
  return `${plainTable(head, rows, look)}${rest}`;
}

function others(result: AuditResult, look: Look): string {
  const counts = reasonCounts(result);
  if (counts.length === 0) return '  nobody';
  return plainTable(
    ['Compliant by', 'Users', ''],
    counts.map(([reason, count]) => [reason, String(count), '']),
    look,
  );
}

function plainTable(head: string[], rows: string[][], { width }: Look): string {
  // No borders; two blanks before each line, one between the columns.
  const [first, last] = [20, 24];
  const widths = [first, width - 2 - first - last, last];
  const table = new Table({
    head,
    colWidths: widths,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '',
    },
  });
  // A word that is longer than its column is cut by wrapText; the table alone would leave its end out.
  table.push(...rows.map((row) => row.map((cell, index) => wrapText(cell, (widths[index] ?? width) - 1).join('\n'))));
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

function trip({ inactiveFrom }: AuditedUser, now: Date): string {
  if (!inactiveFrom) return '';
  return `${day(inactiveFrom)}, in ${Math.max(0, daysBetween(now, inactiveFrom))} days`;
}

function bars({ whatIf }: AuditResult, { width }: Look): string {
  const most = Math.max(1, ...whatIf.map(({ inactive }) => inactive));
  const room = width - 52;
  return whatIf
    .map(({ days, inactive, marks }) => {
      const bar = '█'.repeat(inactive === 0 ? 0 : Math.max(1, Math.round((inactive / most) * room)));
      const line = `  ${String(days).padStart(4)} days  ${bar.padEnd(room)} ${String(inactive).padStart(5)}  ${marks.join(', ')}`;
      return line.trimEnd();
    })
    .join('\n');
}

function wrap(text: string, { width }: Look): string {
  return wrapText(text, width).join('\n');
}

/** A tag's key or a file's name may hold what a terminal would obey. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?');
}
