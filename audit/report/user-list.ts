import { type NextOptions, type PendingUser, withNext } from './next';
import { type AccountAudit, type AuditedUser, noCounts, type ReasonKind, STANDINGS } from './result';

/** An account's users: all are counted, and compliant ones are listed only if they are asked for. */
export class UserList {
  private readonly counts = noCounts();
  private readonly compliantBecause = new Map<ReasonKind, number>();
  private readonly users: PendingUser[] = [];

  /** @param listsCompliant if not, memory does not grow with the compliant users */
  constructor(private readonly listsCompliant: boolean) {}

  /** @param describe is called if the user is listed */
  add({ standing, reasonKind }: Pick<PendingUser, 'standing' | 'reasonKind'>, describe: () => PendingUser): void {
    this.counts[standing] += 1;
    if (standing === 'compliant') {
      this.compliantBecause.set(reasonKind, (this.compliantBecause.get(reasonKind) ?? 0) + 1);
      if (!this.listsCompliant) return;
    }
    this.users.push(describe());
  }

  get inactive(): number {
    return this.counts.inactive;
  }

  result(options: Omit<NextOptions, 'counts'>): Pick<AccountAudit, 'users' | 'counts' | 'compliantBecause'> {
    const { counts, compliantBecause } = this;
    return { users: withNext(this.users, { ...options, counts }).toSorted(bySeverity), counts, compliantBecause };
  }
}

/** Sorts by standing; within it the longest idle first, then by name. */
export function bySeverity(a: Omit<AuditedUser, 'next'>, b: Omit<AuditedUser, 'next'>): number {
  const idle = ({ lastActivity }: Pick<AuditedUser, 'lastActivity'>) => lastActivity?.date.getTime() ?? Infinity;
  return (
    STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
    compare(idle(a), idle(b)) ||
    compare(a.name.toLowerCase(), b.name.toLowerCase())
  );
}

function compare<T extends number | string>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
