import { annotate } from '../../../rule/decision/annotation';
import { complianceOf, decide, lastActivityOf, outlook, settle, type Verdict } from '../../../rule/decision/decide';
import type { RuleParameters } from '../../../rule/decision/parameters';
import type { CompleteUserFacts, UserFacts } from '../../../rule/decision/user-facts';
import { ago, facts, NOW, parameters } from '../facts';
import { DAY } from '../../support/durations';

const EXEMPT = [{ Key: 'inactive-iam-users:exempt', Value: '' }];

interface Case {
  readonly name: string;
  readonly user: Partial<CompleteUserFacts>;
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
    name: 'access keys are asked for before recent activity',
    user: { accessKeys: 'some', passwordLastUsed: ago({ days: 1 }) },
    expected: 'COMPLIANT dave: has access keys: used for API access, out of scope',
  },
  {
    name: 'a sign-in exactly 90 days ago is recent',
    user: { passwordLastUsed: ago({ days: 90 }) },
    rule: { warnDays: [] },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'a sign-in 90 days and a minute ago is not',
    user: { passwordLastUsed: ago({ days: 90, minutes: 1 }) },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2026-08-26T07:59:00Z',
  },
  {
    name: 'a sign-in a minute short of 90 days ago is recent, whether or not a notice is due',
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
    name: 'a user who has never signed in is measured from the day the password was made',
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
    name: 'a reset older than the last sign-in changes nothing',
    user: { passwordLastUsed: ago({ days: 100 }), passwordLastChanged: ago({ days: 365 }) },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2026-08-16T08:00:00Z',
  },
  {
    name: 'the exemption tag is enough, whatever its value and its case',
    user: { tags: [{ Key: 'Inactive-IAM-Users:Exempt', Value: '' }] },
    expected: 'COMPLIANT dave: exempt by its tag Inactive-IAM-Users:Exempt',
  },
  {
    name: 'another tag is not enough',
    user: { tags: [{ Key: 'inactive-iam-users:exempted', Value: 'inactive-iam-users:exempt' }] },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
  },
  {
    name: 'a tag without a key does not count',
    user: { tags: [{ Key: undefined, Value: 'inactive-iam-users:exempt' }] },
    expected:
      'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
  },
  {
    name: 'the exemption list is enough',
    user: { name: 'admin', path: '/break-glass/' },
    rule: { exemptUsers: ['root-backup', 'break-glass/*'] },
    expected: 'COMPLIANT admin: exempt by the entry break-glass/* of exemptUsers',
  },
  {
    name: 'exemption is asked for last: an active user is not called exempt',
    user: { passwordLastUsed: ago({ days: 1 }), tags: EXEMPT },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
  {
    name: 'an exempt user within a stage of warnDays is simply active',
    user: { passwordLastUsed: ago({ days: 80 }), tags: EXEMPT },
    expected: 'COMPLIANT dave: signed in, or password set, within 90 days',
  },
];

describe('The decision', () => {
  it.each(cases)('$name', ({ user, rule, expected }) => {
    const verdict = decide(facts(user), parameters(rule), NOW);

    expect(`${complianceOf(verdict)} ${annotate(facts(user).name, verdict, parameters(rule))}`).toBe(expected);
  });

  it.each<[Verdict['kind'], Partial<CompleteUserFacts>]>([
    ['no password', { loginProfile: 'none' }],
    ['access keys', { accessKeys: 'some' }],
    ['recent activity', { passwordLastUsed: ago({ days: 1 }) }],
    ['nearing', { passwordLastUsed: ago({ days: 80 }) }],
    ['exempt', { tags: EXEMPT }],
  ])('is COMPLIANT for the kind "%s"', (kind, user) => {
    const verdict = decide(facts(user), parameters(), NOW);

    expect([verdict.kind, complianceOf(verdict)]).toEqual([kind, 'COMPLIANT']);
  });

  it('is NON_COMPLIANT for the kind "inactive" alone', () => {
    expect(decide(facts(), parameters(), NOW).kind).toBe('inactive');
    expect(complianceOf({ kind: 'inactive', lastActivity: { kind: 'sign-in', date: NOW } })).toBe('NON_COMPLIANT');
  });
});

describe('A user of which only a part has been read', () => {
  /** What ListUsers shows. */
  const listed = (user: Partial<UserFacts>): UserFacts => {
    const { loginProfile: _profile, accessKeys: _keys, tags: _tags, ...known } = facts();
    return { ...known, ...user };
  };
  const DAY_OLD = { passwordLastUsed: ago({ days: 1 }) };
  it.each<{ name: string; user: Partial<UserFacts>; rule?: Partial<RuleParameters>; kind: string | undefined }>([
    { name: 'a recent sign-in settles it', user: DAY_OLD, kind: 'recent activity' },
    { name: 'a recent reset settles it', user: { passwordLastChanged: ago({ days: 1 }) }, kind: 'recent activity' },
    {
      name: 'a young user is settled: a password can be no older',
      user: { created: ago({ days: 70 }), passwordLastUsed: 'never' },
      kind: 'recent activity',
    },
    {
      name: 'a user of exactly maxIdleDays is settled',
      user: { created: ago({ days: 90 }), passwordLastUsed: 'never' },
      rule: { warnDays: [] },
      kind: 'recent activity',
    },
    { name: 'the exemption list settles it', user: {}, rule: { exemptUsers: ['dave'] }, kind: 'exempt' },
    { name: 'a tag settles it', user: { tags: EXEMPT }, kind: 'exempt' },
    { name: 'no password settles it', user: { loginProfile: 'none' }, kind: 'no password' },
    { name: 'an access key settles it', user: { accessKeys: 'some' }, kind: 'access keys' },
    {
      name: 'the list settles a user within a notice as active: nothing is announced of the exempt',
      user: { passwordLastUsed: ago({ days: 80 }) },
      rule: { exemptUsers: ['dave'] },
      kind: 'recent activity',
    },
    {
      name: 'a user within a notice is not settled: keys or a tag would forbid it',
      user: { passwordLastUsed: ago({ days: 80 }) },
      kind: undefined,
    },
    { name: 'an old sign-in settles nothing', user: {}, kind: undefined },
    { name: 'an old sign-in and no keys settle nothing', user: { accessKeys: 'none' }, kind: undefined },
    {
      name: 'an old sign-in, no keys and an old password settle nothing before the tags are read',
      user: { accessKeys: 'none', loginProfile: { created: ago({ days: 400 }) } },
      kind: undefined,
    },
    { name: 'an old sign-in and no tags settle nothing', user: { tags: [] }, kind: undefined },
  ])('is not spoken against: $name', ({ user, rule, kind }) => {
    expect(settle(listed(user), parameters(rule), NOW)?.kind).toBe(kind);
  });
});

describe('The last activity', () => {
  it.each([undefined, 'none'] as const)(
    'of a user without a sign-in is the user’s creation if the password is %s',
    (loginProfile) => {
      const user = { ...facts({ passwordLastUsed: 'never' }), loginProfile };

      expect(lastActivityOf(user)).toEqual({ kind: 'user created', date: user.created });
    },
  );

  it.each<[string, Partial<CompleteUserFacts>, string]>([
    ['a sign-in at the moment the password was made', { passwordLastUsed: ago({ days: 9 }) }, 'password created'],
    [
      'a sign-in at the moment of a reset',
      { passwordLastUsed: ago({ days: 3 }), passwordLastChanged: ago({ days: 3 }) },
      'sign-in',
    ],
  ])('is one of the two for %s', (_name, user, kind) => {
    const activity = lastActivityOf(facts({ loginProfile: { created: ago({ days: 9 }) }, ...user }));

    expect(activity.kind).toBe(kind);
  });
});

describe('A user’s notice', () => {
  const noticeOf = (user: Partial<CompleteUserFacts>, rule: Partial<RuleParameters> = {}) => {
    const verdict = decide(facts(user), parameters(rule), NOW);
    return verdict.kind === 'nearing' ? verdict.notice : verdict.kind;
  };
  const idle = (days: number, minutes = 0) => ({ passwordLastUsed: ago({ days, minutes }) });
  const inactiveAfter = (user: { passwordLastUsed: Date }, maxIdleDays = 90) =>
    new Date(user.passwordLastUsed.getTime() + maxIdleDays * DAY);

  it.each<[string, { passwordLastUsed: Date }, Partial<RuleParameters>, number]>([
    ['is given 14 days before', idle(76), {}, 14],
    ['is given until the last moment', idle(90), {}, 14],
    ['is that of the latest stage reached, in whatever order they are named', idle(88), { warnDays: [3, 14, 1] }, 3],
    ['is that of 14 days if the next stage has not been reached', idle(86), { warnDays: [14, 3] }, 14],
    ['is given by a stage a day shorter than maxIdleDays', idle(5), { maxIdleDays: 15, warnDays: [14] }, 14],
  ])('%s', (_, user, rule, days) => {
    expect(noticeOf(user, rule)).toEqual({ days, inactiveAfter: inactiveAfter(user, rule.maxIdleDays) });
  });

  it.each<[string, Partial<CompleteUserFacts>, Partial<RuleParameters>]>([
    ['is not given 14 days and a minute before', idle(76, -1), {}],
    ['is never given with warnDays 0', idle(89), { warnDays: [] }],
    ['is not given by a stage as long as maxIdleDays', idle(5), { maxIdleDays: 14, warnDays: [14] }],
    ['is not given to an exempt user', { ...idle(89), tags: EXEMPT }, {}],
    ['is not given to a user on the list', idle(89), { exemptUsers: ['dave'] }],
  ])('%s', (_, user, rule) => {
    expect(noticeOf(user, rule)).toBe('recent activity');
  });

  it('is the same from day to day, and so is the verdict', () => {
    const tomorrow = new Date(NOW.getTime() + DAY);

    expect(decide(facts(idle(80)), parameters(), tomorrow)).toEqual(decide(facts(idle(80)), parameters(), NOW));
  });

  it('is a prospect from the dates alone, before keys and tags are read', () => {
    expect(outlook(facts({ ...idle(80), accessKeys: 'some', tags: EXEMPT }), parameters(), NOW).kind).toBe('nearing');
  });
});
