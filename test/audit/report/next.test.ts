import { type PendingUser, type Remediation, withNext } from '../../../audit/report/next';
import type { Standing } from '../../../audit/report/result';
import { holdOn } from '../../../rule/decision/hold';
import { ago } from '../../rule/facts';

const DAY = '2026-12-04';

/** So many users of a standing. */
function users(count: number, standing: Standing, obstacle?: string): PendingUser[] {
  const user = { standing, obstacle, inactiveFrom: ago({ days: -10 }), reason: '', reasonKind: 'inactive' as const };
  return Array.from({ length: count }, (_, index) => ({ name: `${standing}-${index}`, ...user }));
}

/** What happens next to the first of the users. */
function nextOf(kind: Remediation['kind'] | 'not deployed', maxRemovals: number, ...groups: PendingUser[][]) {
  const all = groups.flat();
  const counts = { inactive: 0, upcoming: 0, exempt: 0, compliant: 0 };
  for (const { standing } of all) counts[standing] += 1;
  const remediation = kind === 'not deployed' ? undefined : { kind, obstacleFor: () => undefined };
  const hold = kind === 'none' ? undefined : holdOn(counts.inactive, maxRemovals);
  return withNext(all, { counts, maxRemovals, hold, remediation })[0]?.next;
}

const DENY = "kept by the role's Deny";

describe('What happens next to an inactive user', () => {
  it.each<[string, ...Parameters<typeof nextOf>]>([
    ['password is deleted at the next evaluation', 'automatic', 10, users(10, 'inactive')],
    ['by the Remediate button', 'by hand', 10, users(10, 'inactive')],
    ['nothing: the rule has no remediation', 'none', 10, users(11, 'inactive')],
    ['password would be deleted', 'not deployed', 10, users(10, 'inactive')],
    ['held: 1,288 inactive, maxRemovals is 10', 'automatic', 10, users(1288, 'inactive')],
    ['held: 11 inactive, maxRemovals is 10', 'by hand', 10, users(11, 'inactive')],
    ['held: 11 inactive, maxRemovals is 10', 'not deployed', 10, users(11, 'inactive')],
    ['held: maxRemovals is 0, which stops every removal', 'automatic', 0, users(1, 'inactive')],
    [DENY, 'automatic', 10, users(1, 'inactive', DENY), users(10, 'inactive')],
  ])('is "%s" (%s, maxRemovals %d)', (next, ...given) => {
    expect(nextOf(...given)).toBe(next);
  });
});

describe('What happens next to an upcoming user', () => {
  it.each<[string, ...Parameters<typeof nextOf>]>([
    [`password is deleted on ${DAY}`, 'automatic', 10, users(1, 'upcoming')],
    [`password would be deleted on ${DAY}`, 'not deployed', 10, users(1, 'upcoming')],
    [`becomes inactive on ${DAY}`, 'by hand', 10, users(1, 'upcoming')],
    [`becomes inactive on ${DAY}`, 'none', 10, users(1, 'upcoming')],
    [`becomes inactive on ${DAY}`, 'automatic', 10, users(1, 'upcoming', DENY)],
    // Held already, or perhaps by then: the others become inactive too, or stay so.
    [`becomes inactive on ${DAY}`, 'automatic', 10, users(1, 'upcoming'), users(11, 'inactive')],
    [`becomes inactive on ${DAY}`, 'automatic', 10, users(11, 'upcoming')],
    [`becomes inactive on ${DAY}`, 'automatic', 10, users(1, 'upcoming'), users(10, 'inactive', DENY)],
    [`password is deleted on ${DAY}`, 'automatic', 10, users(1, 'upcoming'), users(10, 'inactive')],
  ])('is "%s" (%s, maxRemovals %d)', (next, ...given) => {
    expect(nextOf(...given)).toBe(next);
  });
});

it('Nothing happens next to exempt and compliant users', () => {
  expect([nextOf('automatic', 10, users(1, 'exempt')), nextOf('automatic', 10, users(1, 'compliant'))]).toEqual([
    'nothing: exempt',
    'nothing',
  ]);
});
