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

  const inactive = 'inactive for more than 1 day, no access keys; last activity: sign-in on 2026-08-26T08:00:00Z';
  const signIn = { kind: 'sign-in', date: new Date('2026-08-26T08:00:00Z') };
  it.each<[string, object]>([
    ['no console password', { reason: 'no console password', kind: 'no password' }],
    [
      'has access keys: used for API access, out of scope',
      { reason: 'has access keys: used for API access, out of scope', kind: 'access keys' },
    ],
    ['exempt by its tag a; b', { reason: 'exempt by its tag a; b', kind: 'exempt' }],
    ['exempt by the entry x of ex…', { reason: 'exempt by the entry x of ex…', kind: 'exempt' }],
    ['created within 1 day', { reason: 'created within 1 day', kind: 'recent activity', maxIdleDays: 1 }],
    [
      'signed in, or password set, within 90 days; becomes inactive after 2026-12-24T08:00:00Z without a new sign-in (n…',
      {
        reason: 'signed in, or password set, within 90 days',
        kind: 'recent activity',
        maxIdleDays: 90,
        inactiveAfter: new Date('2026-12-24T08:00:00Z'),
      },
    ],
    [inactive, { reason: inactive, kind: 'inactive', maxIdleDays: 1, lastActivity: signIn }],
    [
      `held, 1 user is inactive and maxRemovals is 0; ${inactive}; ${UNSENT}`,
      {
        hold: { inactive: 1, maxRemovals: 0 },
        reason: inactive,
        kind: 'inactive',
        maxIdleDays: 1,
        lastActivity: signIn,
      },
    ],
  ])('reads %j', (text, expected) => {
    expect(parseAnnotation(`a+b=c,d.e@f-g_h: ${text}`)).toStrictEqual({
      name: 'a+b=c,d.e@f-g_h',
      isBlocked: false,
      ...expected,
    });
  });

  it.each([
    '',
    'see dave: no console password',
    'a b: no console password',
    'dave: no console password\nand more',
    'dave: see no console password',
    'dave: see has access keys: used for API access, out of scope',
    'dave: has access keys: used for API access, out of scope, and more',
    'dave: not exempt by its tag a',
    'dave: not created within 90 days',
    'dave: created within 90 days ago',
    `dave: not ${inactive}`,
    `dave: ${inactive} or so`,
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
