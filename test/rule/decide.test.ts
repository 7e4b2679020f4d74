import { annotate } from '../../rule/annotation';
import { decide, lastActivityOf } from '../../rule/decide';
import type { RuleParameters } from '../../rule/parameters';
import type { UserFacts } from '../../rule/user-facts';
import { ago, facts, NOW, parameters } from './facts';

interface Case {
  readonly name: string;
  readonly user: Partial<UserFacts>;
  readonly rule?: Partial<RuleParameters>;
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    name: 'Dave, of the first request for this rule, is inactive',
    user: {},
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
  },
  {
    name: 'without a password a user is compliant, however old the last sign-in',
    user: { loginProfile: 'none' },
    expected: 'COMPLIANT dave: no console password',
  },
  {
    name: 'an access key puts a user out of scope',
    user: { accessKeys: 'some' },
    expected: 'COMPLIANT dave: has access keys: used for API access, out of scope',
  },
  {
    name: 'no password is asked for before access keys',
    user: { loginProfile: 'none', accessKeys: 'some' },
    expected: 'COMPLIANT dave: no console password',
  },
  {
    name: 'a sign-in exactly 90 days ago is recent',
    user: { passwordLastUsed: ago({ days: 90 }) },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'a sign-in 90 days and a minute ago is not',
    user: { passwordLastUsed: ago({ days: 90, minutes: 1 }) },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2026-08-26T07:59:00Z',
  },
  {
    name: 'a sign-in a minute short of 90 days is recent',
    user: { passwordLastUsed: ago({ days: 90, minutes: -1 }) },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'another maxIdleDays moves the boundary',
    user: { passwordLastUsed: ago({ days: 1, minutes: 1 }) },
    rule: { maxIdleDays: 1 },
    expected:
      'NON_COMPLIANT dave: inactive for more than 1 day, no access keys; last activity: sign-in on 2026-11-23T07:59:00Z',
  },
  {
    name: 'a clock that runs ahead of ours does no harm',
    user: { passwordLastUsed: ago({ minutes: -5 }) },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'who has never signed in is measured from the day the password was made',
    user: { passwordLastUsed: 'never', loginProfile: { created: ago({ days: 91 }) } },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: password created on 2026-08-25T08:00:00Z',
  },
  {
    name: 'a young password that was never used is recent',
    user: { passwordLastUsed: 'never', loginProfile: { created: ago({ days: 3 }) } },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'a password re-issued yesterday is recent, although PasswordLastUsed is a year old',
    user: { passwordLastUsed: ago({ days: 365 }), loginProfile: { created: ago({ days: 1 }) } },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'a reset by an administrator, which only the credential report shows, is recent',
    user: { passwordLastUsed: ago({ days: 365 }), passwordLastChanged: ago({ days: 89 }) },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'an old reset is named as the last activity',
    user: { passwordLastUsed: ago({ days: 365 }), passwordLastChanged: ago({ days: 100 }) },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: password changed on 2026-08-16T08:00:00Z',
  },
  {
    name: 'the exemption tag is enough, whatever its value and its case',
    user: { tags: [{ Key: 'Inactive-IAM-Users:Exempt', Value: '' }] },
    expected: 'COMPLIANT dave: exempt by its tag Inactive-IAM-Users:Exempt',
  },
  {
    name: 'another tag is not',
    user: { tags: [{ Key: 'inactive-iam-users:exempted', Value: 'inactive-iam-users:exempt' }] },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
  },
  {
    name: 'a tag without a key is none',
    user: { tags: [{ Key: undefined, Value: 'inactive-iam-users:exempt' }] },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
  },
  {
    name: 'the exemption list is enough',
    user: { name: 'admin', path: '/break-glass/' },
    rule: { exemptUsers: ['root-backup', 'break-glass/*'] },
    expected: 'COMPLIANT admin: exempt by exemptUsers pattern break-glass/*',
  },
  {
    name: 'exemption is asked for last: who signs in is not called exempt',
    user: { passwordLastUsed: ago({ days: 1 }), tags: [{ Key: 'inactive-iam-users:exempt', Value: 'x' }] },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
];

describe('The decision', () => {
  it.each(cases)('$name', ({ user, rule, expected }) => {
    const verdict = decide(facts(user), parameters(rule), NOW);

    if (!verdict) throw new Error('undecided');
    expect(`${verdict.compliance} ${annotate(facts(user).name, verdict, parameters(rule))}`).toBe(expected);
  });

  it.each<{ name: string; user: Partial<UserFacts>; rule?: Partial<RuleParameters>; compliance: string | undefined }>([
    { name: 'no login profile read', user: { loginProfile: undefined }, compliance: undefined },
    { name: 'no access keys read', user: { accessKeys: undefined }, compliance: undefined },
    { name: 'no tags read', user: { tags: undefined }, compliance: undefined },
    {
      name: 'nothing but a recent sign-in',
      user: { loginProfile: undefined, accessKeys: undefined, tags: undefined, passwordLastUsed: ago({ days: 1 }) },
      compliance: 'COMPLIANT',
    },
    {
      name: 'nothing but that the user is young: a password can be no older',
      user: { loginProfile: undefined, accessKeys: undefined, tags: undefined, created: ago({ days: 90 }) },
      rule: { warnDays: [] },
      compliance: 'COMPLIANT',
    },
    {
      name: 'nothing but that the user is on the exemption list',
      user: { loginProfile: undefined, accessKeys: undefined, tags: undefined },
      rule: { exemptUsers: ['dave'] },
      compliance: 'COMPLIANT',
    },
  ])('does not speak against a user of whom not all is read: $name', ({ user, rule, compliance }) => {
    expect(decide(facts(user), parameters(rule), NOW)?.compliance).toBe(compliance);
  });
});

describe('The last activity', () => {
  it.each([undefined, 'none'] as const)(
    'of a user without a sign-in is the user’s creation, the password being %s',
    (loginProfile) => {
      const user = facts({ passwordLastUsed: 'never', loginProfile });

      expect(lastActivityOf(user)).toEqual({ kind: 'user created', date: user.created });
    },
  );
});

describe('The annotation', () => {
  it('is whole with 256 characters', () => {
    const pattern = 'p'.repeat(256 - 'dave: exempt by exemptUsers pattern '.length);
    const verdict = { compliance: 'COMPLIANT', reason: { kind: 'exempt', by: { kind: 'list', pattern } } } as const;

    expect(annotate('dave', verdict, parameters())).toBe(`dave: exempt by exemptUsers pattern ${pattern}`);
  });

  it('is at most 256 characters long, whatever the name and the pattern', () => {
    const name = 'n'.repeat(64);
    const pattern = `${'p'.repeat(500)}/*`;
    const verdict = { compliance: 'COMPLIANT', reason: { kind: 'exempt', by: { kind: 'list', pattern } } } as const;

    const annotation = annotate(name, verdict, parameters());

    expect(annotation).toHaveLength(256);
    expect(annotation.startsWith(`${name}: exempt by exemptUsers pattern ppp`)).toBe(true);
  });

  it('does not change from one day to the next while nothing happens', () => {
    const tomorrow = new Date(NOW.getTime() + 86_400_000);
    for (const user of [facts(), facts({ passwordLastUsed: ago({ days: 10 }) }), facts({ accessKeys: 'some' })]) {
      const [today, later] = [NOW, tomorrow].map((now) => decide(user, parameters(), now));
      if (!today || !later) throw new Error('undecided');
      expect(annotate(user.name, later, parameters())).toBe(annotate(user.name, today, parameters()));
    }
  });
});

describe('A user’s notice', () => {
  const noticeOf = (user: Partial<UserFacts>, rule: Partial<RuleParameters> = {}) => {
    const reason = decide(facts(user), parameters(rule), NOW)?.reason;
    return reason?.kind === 'recent activity' ? reason.notice : `${reason?.kind}`;
  };
  const idle = (days: number, minutes = 0) => ({ passwordLastUsed: ago({ days, minutes }) });

  it.each<[string, Partial<UserFacts>, Partial<RuleParameters>, number | undefined]>([
    ['is not given 14 days and a minute before', idle(76, -1), {}, undefined],
    ['is given 14 days before', idle(76), {}, 14],
    ['is given until the last moment', idle(90), {}, 14],
    ['is that of the latest stage reached, in whatever order they are named', idle(88), { warnDays: [3, 14, 1] }, 3],
    ['is that of 14 days where the next stage has not been reached', idle(86), { warnDays: [14, 3] }, 14],
    ['is never given with warnDays 0', idle(89), { warnDays: [] }, undefined],
    ['is not given by a stage as long as maxIdleDays', idle(5), { maxIdleDays: 14, warnDays: [14] }, undefined],
    [
      'is not given to an exempt user',
      { ...idle(89), tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] },
      {},
      undefined,
    ],
    ['is not given to a user who is on the list', idle(89), { exemptUsers: ['dave'] }, undefined],
  ])('%s', (_, user, rule, days) => {
    expect(noticeOf(user, rule)).toEqual(
      days === undefined ? undefined : { days, inactiveAfter: new Date(expectedEnd(user, rule)) },
    );
  });

  it.each<[string, Partial<UserFacts>]>([
    ['the tags', { tags: undefined }],
    ['the access keys', { accessKeys: undefined }],
    ['the login profile', { loginProfile: undefined }],
  ])('is not decided before %s have been read', (_, unread) => {
    expect(decide({ ...facts(idle(80)), ...unread }, parameters(), NOW)).toBeUndefined();
  });

  it('is in the words of the annotation the same from day to day', () => {
    const verdict = decide(facts(idle(80)), parameters(), NOW);
    const dayLater = decide(facts(idle(80)), parameters(), new Date(NOW.getTime() + 86_400_000));

    expect(verdict).toEqual(dayLater);
  });
});

function expectedEnd(user: Partial<UserFacts>, { maxIdleDays = 90 }: Partial<RuleParameters>): number {
  const last = user.passwordLastUsed instanceof Date ? user.passwordLastUsed.getTime() : Number.NaN;
  return last + maxIdleDays * 86_400_000;
}
