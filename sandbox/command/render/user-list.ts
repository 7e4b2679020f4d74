import type { EvaluatedUser } from '../describe';
import type { Remediation, ScenarioResult } from '../result';
import { type Cell, table } from './table';
import { count, cut, type Format, type Look } from './text';
import { isInactive, verdictCell } from './users';

/** Longer lists are cut. */
const MOST_USERS = 25;
const DAY_MS = 86_400_000;
/** What the verdict's and the gaps' columns take. */
const VERDICT = 13;
const GAPS = 6;

/** One line for each user, the inactive first and the longest idle first: verdict, days idle and what happened. */
export function userList(result: ScenarioResult, { width, paint }: Look): string {
  const { users, now } = result;
  if (users.length === 0) return 'The account has no users.';
  const rows = users
    .map((user) => ({ user, idle: idleDays(user, now), fate: fateOf(user, result) }))
    .toSorted((one, other) => rankOf(one.user) - rankOf(other.user) || other.idle - one.idle);
  const shown = rows.slice(0, MOST_USERS);
  const name = Math.min(Math.floor(width / 3), longest(shown.map(({ user }) => user.userName)));
  const idle = longest(['Idle', ...shown.map((row) => String(row.idle))]);
  const happened = width - name - VERDICT - idle - GAPS;
  const cells = shown.map((row): Cell[] => [
    cut(row.user.userName, name),
    verdictCell(row.user.verdict),
    String(row.idle),
    [{ ...row.fate, text: cut(row.fate.text, happened) }],
  ]);
  const columns = [
    { title: 'User', width: name },
    { title: 'Verdict', width: VERDICT },
    { title: 'Idle days', width: idle, align: 'right' as const },
    { title: 'What happened', width: happened },
  ];
  return [table(columns, cells, paint), ...rest(rows.slice(MOST_USERS).map(({ user }) => user))].join('\n');
}

function rest(users: readonly EvaluatedUser[]): string[] {
  if (users.length === 0) return [];
  const inactive = users.filter(({ verdict }) => isInactive(verdict)).length;
  return [`and ${count(users.length, 'more user')}, ${inactive} of them inactive; --json shows all`];
}

/** Users without a verdict first: the rule could not judge them. */
function rankOf({ verdict }: EvaluatedUser): number {
  if (!verdict) return 0;
  return isInactive(verdict) ? 1 : 2;
}

/** Whole days since the last sign-in or new password; since the user was created if there was none. */
function idleDays({ created, lastSignIn, password }: EvaluatedUser, now: string): number {
  const times = [lastSignIn, password?.created, password?.changed].filter((time) => time !== undefined);
  const last = Math.max(...(times.length > 0 ? times : [created]).map((time) => Date.parse(time)));
  return Math.floor((Date.parse(now) - last) / DAY_MS);
}

/** What became of the user's password, or why it was left alone. */
function fateOf(
  user: EvaluatedUser,
  { remediations, automaticRemediation }: ScenarioResult,
): { text: string; format?: Format } {
  const runs = remediations.filter(({ userId }) => userId === user.userId);
  const run = runs.find(({ outcome }) => outcome === 'password deleted') ?? runs.at(-1);
  if (run) return fateAfter(run, user);
  if (!user.verdict) return { text: 'no verdict', format: 'red' };
  if (!isInactive(user.verdict)) return { text: user.verdict.reason, format: 'dim' };
  return { text: automaticRemediation ? 'kept: no run has started' : 'kept: automatic remediation is off' };
}

function fateAfter(run: Remediation, { verdictAfter }: EvaluatedUser): { text: string; format: Format } {
  switch (run.outcome) {
    case 'password deleted':
      return { text: run.outcome, format: 'yellow' };
    case 'nothing deleted':
      return { text: `kept: ${verdictAfter?.reason ?? 'no verdict'}`, format: 'green' };
    case 'failed':
      return { text: `FAILED: ${run.failureMessage ?? run.status}`, format: 'red' };
    case 'passed over':
      return { text: `NOT STARTED: ${run.status}`, format: 'red' };
  }
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}
