import { annotate, BLOCKED, noticeText, UNSENT } from '../../../rule/decision/annotation';
import type { Verdict } from '../../../rule/decision/decide';
import { heldInactive } from '../../../rule/decision/hold';
import { ago, parameters } from '../facts';

const LONGEST_NAME = 'n'.repeat(64);
const lastActivity = { kind: 'password changed', date: ago({ days: 100 }) } as const;
const INACTIVE = { kind: 'inactive', lastActivity } as const;
/** Where the words are longest. */
const LONGEST_RULE = parameters({ maxIdleDays: 3650, maxRemovals: 4999 });
const LARGEST_HOLD = { inactive: 5000, maxRemovals: 4999 };
const LONGEST_NOTICE = noticeText({ days: 3649, inactiveAfter: ago({ days: -3649 }) });

describe('An annotation', () => {
  it.each<[string, Verdict, string]>([
    ['no password', { kind: 'no password' }, 'dave: no console password'],
    ['access keys', { kind: 'access keys' }, 'dave: has access keys: used for API access, out of scope'],
    [
      'a young user',
      { kind: 'recent activity', lastActivity: { kind: 'user created', date: ago({}) } },
      'dave: created within 90 days',
    ],
    [
      'a sign-in',
      { kind: 'recent activity', lastActivity: { kind: 'sign-in', date: ago({}) } },
      'dave: signed in, or password set, within 90 days',
    ],
    [
      'a young user within a notice',
      {
        kind: 'nearing',
        lastActivity: { kind: 'user created', date: ago({}) },
        notice: { days: 14, inactiveAfter: ago({}) },
      },
      'dave: created within 90 days',
    ],
    ['an exempting tag', { kind: 'exempt', by: { kind: 'tag', key: 'Exempt' } }, 'dave: exempt by its tag Exempt'],
    [
      'an exempting entry',
      { kind: 'exempt', by: { kind: 'list', entry: 'd*' } },
      'dave: exempt by the entry d* of exemptUsers',
    ],
    [
      'inactivity',
      INACTIVE,
      'dave: inactive for more than 90 days, no access keys; last activity: password changed on 2026-08-16T08:00:00Z',
    ],
  ])('gives the reason: %s', (_name, verdict, text) => {
    expect(annotate('dave', verdict, parameters())).toBe(text);
  });

  it('writes "1 day" in the singular', () => {
    expect(annotate('dave', INACTIVE, parameters({ maxIdleDays: 1 }))).toContain('more than 1 day, no');
  });

  it('has the mark of a held removal right after the name, and remarks at the end', () => {
    const hold = { inactive: 60, maxRemovals: 10 };

    expect(annotate('dave', INACTIVE, parameters(), { hold, remarks: [BLOCKED, UNSENT] })).toBe(
      'dave: held, 60 users are inactive and maxRemovals is 10; inactive for more than 90 days, no access keys; last activity: password changed on 2026-08-16T08:00:00Z; a remediation exception blocks the removal; its event is yet to be sent',
    );
  });
});

describe('At Config’s limit of 256 characters', () => {
  it.each<[string, Parameters<typeof annotate>[3]]>([
    ['a held user whose event is yet to be sent', { hold: LARGEST_HOLD, remarks: [UNSENT] }],
    ['a blocked user', { remarks: [BLOCKED] }],
    ['a user whose event is yet to be sent', { remarks: [UNSENT] }],
  ])('%s of the longest name is not cut', (_name, extra = {}) => {
    const annotation = annotate(LONGEST_NAME, INACTIVE, LONGEST_RULE, extra);

    expect(annotation.length).toBeLessThanOrEqual(256);
    expect(annotation).not.toContain('…');
    expect(heldInactive(annotation)).toBe(extra.hold ? 5000 : 0);
    for (const remark of extra.remarks ?? []) expect(annotation.endsWith(`; ${remark}`)).toBe(true);
  });

  it('the longest notice of the longest name is not cut: it records which notice was sent', () => {
    const verdict = {
      kind: 'nearing',
      lastActivity,
      notice: { days: 3649, inactiveAfter: ago({ days: -3649 }) },
    } as const;

    const annotation = annotate(LONGEST_NAME, verdict, LONGEST_RULE, { remarks: [LONGEST_NOTICE] });

    expect(annotation.length).toBeLessThanOrEqual(256);
    expect(annotation.endsWith(LONGEST_NOTICE)).toBe(true);
  });

  it('an annotation of 256 characters is not cut', () => {
    const entry = 'p'.repeat(256 - 'dave: exempt by the entry  of exemptUsers'.length);

    expect(annotate('dave', { kind: 'exempt', by: { kind: 'list', entry } }, parameters())).toBe(
      `dave: exempt by the entry ${entry} of exemptUsers`,
    );
  });

  it('a longer one is cut, and says so', () => {
    const entry = 'p'.repeat(500);

    const annotation = annotate(LONGEST_NAME, { kind: 'exempt', by: { kind: 'list', entry } }, parameters());

    expect(annotation).toHaveLength(256);
    expect(annotation).toMatch(new RegExp(`^${LONGEST_NAME}: exempt by the entry p+…$`));
  });
});
