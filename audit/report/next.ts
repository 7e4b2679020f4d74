import { isoTime } from '../../rule/decision/dates';
import { type Hold, holdOn } from '../../rule/decision/hold';
import type { UserFacts } from '../../rule/decision/user-facts';
import type { AccountAudit, AuditedUser } from './result';

/** What the deployed rule's remediation does with inactive users. */
export interface Remediation {
  readonly kind: 'automatic' | 'by hand' | 'none';
  /** What keeps this user's password from being deleted, e.g. `kept by the role's Deny`. */
  readonly obstacleFor: (user: UserFacts) => string | undefined;
}

/** A user before everybody has been counted. */
export interface PendingUser extends Omit<AuditedUser, 'next'> {
  /** See Remediation. */
  readonly obstacle: string | undefined;
}

export interface NextOptions {
  readonly counts: AccountAudit['counts'];
  readonly maxRemovals: number;
  readonly hold: Hold | undefined;
  /** Undefined if no rule with these parameters is deployed: then `next` says what would happen. */
  readonly remediation: Remediation | undefined;
}

const INACTIVE_NEXT: Readonly<Record<Remediation['kind'], string>> = {
  automatic: 'password is deleted at the next evaluation',
  'by hand': 'by the Remediate button',
  none: 'nothing: the rule has no remediation',
};

/** Adds what happens next to each user. */
export function withNext(
  users: readonly PendingUser[],
  { counts, maxRemovals, hold, remediation }: NextOptions,
): AuditedUser[] {
  const held = hold && heldText(hold);
  const staying = users.filter(({ standing, obstacle }) => standing === 'inactive' && (obstacle ?? held) !== undefined);
  // The upcoming users may cause a hold themselves.
  const isSure =
    (remediation?.kind ?? 'automatic') === 'automatic' && !holdOn(staying.length + counts.upcoming, maxRemovals);
  const deletion = remediation ? 'password is deleted' : 'password would be deleted';
  const nextOf = ({ standing, obstacle, inactiveFrom }: PendingUser): string => {
    switch (standing) {
      case 'inactive':
        return obstacle ?? held ?? (remediation ? INACTIVE_NEXT[remediation.kind] : deletion);
      case 'upcoming': {
        const event = isSure && obstacle === undefined ? deletion : 'becomes inactive';
        return inactiveFrom ? `${event} on ${isoTime(inactiveFrom).slice(0, 10)}` : event;
      }
      case 'exempt':
        return 'nothing: exempt';
      case 'compliant':
        return 'nothing';
    }
  };
  return users.map((pending) => {
    const { obstacle: _, ...user } = pending;
    return { ...user, next: nextOf(pending) };
  });
}

export function heldText({ inactive, maxRemovals }: Hold): string {
  if (maxRemovals === 0) return 'held: maxRemovals is 0, which stops every removal';
  return `held: ${inactive.toLocaleString('en-US')} inactive, maxRemovals is ${maxRemovals}`;
}
