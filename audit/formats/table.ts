import { styleText } from 'node:util';
import { type AuditedUser, type Answer, UPCOMING_DAYS, type WhatIf } from '../report/result';
import { countOf, wrap } from '../checks/text';
import { type Column, terminalTable } from './terminal';
import { day, daysBetween, fullName, reasonCounts, shortReason, describeSource, totalOf, usersOf } from './phrases';

/** Rows of a section; longer lists are for a file. */
const MOST_ROWS = 200;
/** Columns; the layout needs this many. */
const NARROWEST = 60;

export interface Look {
  readonly color: boolean;
  /** Columns of the terminal; no line is longer, except that fewer than 60 are taken as 60. */
  readonly width: number;
}

type Format = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan';

/** The look, with the function that applies a format if there is colour. */
interface Canvas {
  readonly width: number;
  paint(format: Format, text: string): string;
}

/** The audit for the terminal: inactive, upcoming and exempt users, the others' reasons, other thresholds, caveats. */
export function renderTable(result: Answer, { color, width }: Look): string {
  const canvas: Canvas = {
    width: Math.max(NARROWEST, width),
    // The caller knows whether this is a terminal.
    paint: (format, text) => (color ? styleText(format, text, { validateStream: false }) : text),
  };
  const sections = [
    opening(result, canvas),
    inactive(result, canvas),
    upcoming(result, canvas),
    exempt(result, canvas),
    others(result, canvas),
    whatIf(result, canvas),
    caveats(result, canvas),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function opening(result: Answer, canvas: Canvas): string {
  const title = `Inactive IAM users: ${result.counts.inactive} of ${totalOf(result)}`;
  return [canvas.paint('bold', title), ...describeSource(result).flatMap((line) => wrap(line, canvas.width))].join(
    '\n',
  );
}

function inactive(result: Answer, canvas: Canvas): string {
  const users = usersOf(result, 'inactive');
  return list(`Inactive: ${users.length}`, 'red', users, 'What happens next', ({ next }) => next, result.now, canvas);
}

function upcoming(result: Answer, canvas: Canvas): string {
  const users = usersOf(result, 'upcoming');
  const trips = ({ inactiveFrom }: AuditedUser) =>
    inactiveFrom
      ? `${day(inactiveFrom)}, in ${countOf(Math.max(0, daysBetween(result.now, inactiveFrom)), 'day')}`
      : '';
  const title = `Upcoming, within ${UPCOMING_DAYS} days: ${users.length}`;
  return list(title, 'yellow', users, 'Inactive from', trips, result.now, canvas);
}

function exempt(result: Answer, canvas: Canvas): string {
  const users = usersOf(result, 'exempt');
  return list(`Exempt: ${users.length}`, 'cyan', users, 'Exempt by', shortReason, result.now, canvas);
}

function list(
  title: string,
  format: Format,
  users: readonly AuditedUser[],
  lastTitle: string,
  last: (user: AuditedUser) => string,
  now: Date,
  canvas: Canvas,
): string {
  const heading = canvas.paint('bold', users.length > 0 ? canvas.paint(format, title) : title);
  if (users.length === 0) return `${heading}\n  nobody`;
  const columns: Column[] = [
    { title: 'User' },
    { title: 'Last activity', firm: true },
    { title: 'Days ago', align: 'right', firm: true },
    { title: lastTitle },
  ];
  const rows = users.slice(0, MOST_ROWS).map((user) => {
    const activity = user.lastActivity;
    return [
      fullName(user),
      activity ? `${day(activity.date)} ${activity.kind}` : '',
      activity ? String(daysBetween(activity.date, now)) : '',
      last(user),
    ];
  });
  const rest = users.length - MOST_ROWS;
  return [
    heading,
    terminalTable(columns, rows, canvas.width, (text) => canvas.paint('dim', text)),
    ...(rest > 0 ? [`  and ${rest} more (use --format csv)`] : []),
  ].join('\n');
}

function others(result: Answer, canvas: Canvas): string {
  const counts = reasonCounts(result);
  const title = canvas.paint('bold', `Compliant: ${result.counts.compliant}`);
  if (counts.length === 0) return `${title}\n  nobody`;
  const columns: Column[] = [{ title: 'Users', align: 'right', firm: true }, { title: 'Because of' }];
  const rows = counts.map(([reason, count]) => [String(count), reason]);
  return `${title}\n${terminalTable(columns, rows, canvas.width, (text) => canvas.paint('dim', text))}`;
}

/** A bar for each threshold, as long as the line has room beside the days, the count and the longest marks. */
function whatIf({ whatIf: answers, parameters }: Answer, canvas: Canvas): string {
  if (answers.length === 0) return '';
  const most = Math.max(1, ...answers.map(({ inactive: count }) => count));
  const digits = String(most).length;
  const marks = ({ marks: whose }: WhatIf) => whose.join(', ');
  const room =
    canvas.width - '  3650 days  '.length - digits - 4 - Math.max(...answers.map((one) => marks(one).length));
  const bar = ({ days, inactive: count }: WhatIf) => {
    const cells = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count / most) * room)));
    return (days === parameters.maxIdleDays ? canvas.paint('red', cells) : cells) + ' '.repeat(room - cells.length);
  };
  const line = (one: WhatIf) =>
    `  ${String(one.days).padStart(4)} days  ${bar(one)}  ${String(one.inactive).padStart(digits)}  ${marks(one)}`;
  const title = canvas.paint('bold', 'Inactive users, if the threshold were');
  return [title, ...answers.map((one) => line(one).trimEnd())].join('\n');
}

function caveats(result: Answer, canvas: Canvas): string {
  if (result.caveats.length === 0) return '';
  const lines = result.caveats.flatMap((caveat) =>
    wrap(caveat, canvas.width - 2).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
  );
  return [canvas.paint('bold', 'What the audit cannot know'), ...lines].join('\n');
}
