import { type AuditedUser, noCounts, type Standing } from '../report/result';
import { daysBetween } from './phrases';
import type { Summary } from './summary';

/** How many users were last active `from` up to, but not including, `to` days ago; the last bin has no end. */
export interface Bin {
  readonly from: number;
  readonly to: number | undefined;
  readonly counts: Readonly<Record<Standing, number>>;
  readonly total: number;
}

const EDGES = [0, 15, 30, 45, 60, 90, 120, 180, 365, 730];

/** The users whose verdict depends on a date. The accounts' threshold is an edge: it divides no bin. */
export function binsOf({ audited, now, threshold }: Pick<Summary, 'audited' | 'now' | 'threshold'>): Bin[] {
  const edges = [...new Set([...EDGES, ...(threshold === undefined ? [] : [threshold])])].toSorted(
    (one, other) => one - other,
  );
  const dated = audited.flatMap(({ users }) => users.flatMap((user) => idle(user, now)));
  return edges.map((from, index) => {
    const to = edges[index + 1];
    const inside = dated.filter(({ days }) => days >= from && (to === undefined || days < to));
    const counts = noCounts();
    for (const { standing } of inside) counts[standing] += 1;
    return { from, to, counts, total: inside.length };
  });
}

/** e.g. `30–44`, `730+`. */
export function labelOf({ from, to }: Pick<Bin, 'from' | 'to'>): string {
  if (to === undefined) return `${from}+`;
  return to - 1 === from ? String(from) : `${from}–${to - 1}`;
}

/** An activity after `now`, seen by a clock that is ahead, counts as today's. */
function idle({ lastActivity, standing }: AuditedUser, now: Date): { days: number; standing: Standing }[] {
  return lastActivity ? [{ days: Math.max(0, daysBetween(lastActivity.date, now)), standing }] : [];
}
