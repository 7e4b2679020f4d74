import * as fc from 'fast-check';
import { annotate, BLOCKED, noticeText, reasonText, UNSENT } from '../../../rule/decision/annotation';
import type { Activity, Verdict } from '../../../rule/decision/decide';
import type { Hold } from '../../../rule/decision/hold';
import { parseAnnotation } from '../../../rule/decision/parse-annotation';
import { parameters } from '../facts';

const date = fc.date({ min: new Date('2011-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((time) => {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
});
const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
const days = fc.integer({ min: 1, max: 3650 });
const lastActivity: fc.Arbitrary<Activity> = fc.record({
  kind: fc.constantFrom('sign-in', 'password created', 'password changed', 'user created'),
  date,
});
const verdict: fc.Arbitrary<Verdict> = fc.oneof(
  fc.record({ kind: fc.constantFrom('no password', 'access keys') }),
  fc.record({ kind: fc.constantFrom('recent activity', 'inactive'), lastActivity }),
  fc.record({ kind: fc.constant('nearing'), lastActivity, notice: fc.record({ days, inactiveAfter: date }) }),
  fc.record({
    kind: fc.constant('exempt'),
    by: fc.oneof(
      fc.record({ kind: fc.constant('tag'), key: fc.stringMatching(/^[\w .:/=+@-]{1,128}$/) }),
      fc.record({ kind: fc.constant('list'), entry: fc.stringMatching(/^[!-~]{1,200}$/) }),
    ),
  }),
);
const hold: fc.Arbitrary<Hold> = fc.record({
  inactive: fc.integer({ min: 1, max: 5000 }),
  maxRemovals: fc.integer({ min: 0, max: 5000 }),
});

describe('parseAnnotation', () => {
  it('reads all that annotate writes', () => {
    fc.assert(
      fc.property(
        fc.record({ name, verdict, days, hold: fc.option(hold), isBlocked: fc.boolean(), isUnsent: fc.boolean() }),
        ({ name: user, verdict: given, days: maxIdleDays, hold: held, isBlocked, isUnsent }) => {
          const rule = parameters({ maxIdleDays });
          const isHeld = held !== null && given.kind === 'inactive';
          const isMarked = isBlocked && given.kind === 'inactive' && !isHeld;
          const remarks = [
            ...(given.kind === 'nearing' ? [noticeText(given.notice)] : []),
            ...(isMarked ? [BLOCKED] : []),
            ...(isUnsent && given.kind === 'inactive' ? [UNSENT] : []),
          ];

          const parsed = parseAnnotation(annotate(user, given, rule, { ...(isHeld && { hold: held }), remarks }));

          const dependsOnDays = ['recent activity', 'nearing', 'inactive'].includes(given.kind);
          const { reason, ...rest } = parsed ?? { reason: '' };
          // An entry of exemptUsers may be cut off, and nothing else.
          const whole = reasonText(given, rule);
          expect(reason === whole || (reason.endsWith('…') && whole.startsWith(reason.slice(0, -1)))).toBe(true);
          expect(rest).toEqual({
            name: user,
            kind: given.kind === 'nearing' ? 'recent activity' : given.kind,
            ...(dependsOnDays && { maxIdleDays }),
            ...(isHeld && { hold: held }),
            ...(given.kind === 'inactive' && { lastActivity: given.lastActivity }),
            ...(given.kind === 'nearing' && { inactiveAfter: given.notice.inactiveAfter }),
            isBlocked: isMarked,
          });
        },
      ),
    );
  });

  it.each([
    '',
    'the user no longer exists',
    'dave: is fine',
    'dave: no console password; and more',
    'dave: held, 2 users are inactive and maxRemovals is 1; no console password',
    'dave: inactive for more than 90 days, no access keys; last activity: sign-in on Tuesday',
    'This user has not used the password.',
  ])('does not read %j', (text) => {
    expect(parseAnnotation(text)).toBeUndefined();
  });
});
