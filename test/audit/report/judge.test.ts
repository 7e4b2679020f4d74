import { AccountTally, type ReportedUser, strictest } from '../../../audit/report/judge';
import { decide, settle } from '../../../rule/decision/decide';
import type { Judgement } from '../../../rule/account/judge-live';
import type { CompleteUserFacts } from '../../../rule/decision/user-facts';
import { ago, facts, NOW, parameters } from '../../rule/facts';

/** A user who has been read completely; override what a test is about. */
function user(overrides: Partial<CompleteUserFacts> = {}): Judgement {
  const read = facts(overrides);
  return { facts: read, verdict: decide(read, parameters(), NOW) };
}

/** The result for users who are judged with these parameters. */
function tally(users: readonly Judgement[], asked = parameters(), listsCompliant = true) {
  const account = new AccountTally({ parameters: asked, now: NOW, listsCompliant });
  for (const one of users) account.add(one);
  return account.result();
}

/** A user idle for so many days. */
function idle(name: string, days: number, overrides: Partial<CompleteUserFacts> = {}): Judgement {
  return user({ name, passwordLastUsed: ago({ days }), ...overrides });
}

describe('The audit of users', () => {
  it('names the inactive first, the longest idle at the top, then the upcoming, the exempt and the others', () => {
    const users = [
      idle('zoe', 10),
      idle('exempt', 500, { tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] }),
      idle('soon', 80),
      idle('long', 300),
      idle('longer', 400),
      user({ name: 'ann', loginProfile: 'none' }),
      idle('key', 400, { accessKeys: 'some' }),
    ];

    const judged = tally(users).users;

    expect(judged.map(({ standing, name }) => `${standing} ${name}`)).toEqual([
      'inactive longer',
      'inactive long',
      'upcoming soon',
      'exempt exempt',
      'compliant zoe',
      'compliant ann',
      'compliant key',
    ]);
  });

  it.each([
    ['trips in 14 days', 76, 'upcoming'],
    ['trips a day later', 75, 'compliant'],
  ])('calls upcoming who %s', (_name, days, standing) => {
    // Inactive means strictly more: a minute past the limit.
    const [judged] = tally([user({ passwordLastUsed: ago({ days, minutes: 1 }) })]).users;

    expect(judged?.standing).toBe(standing);
  });

  it('does not list exempt users and users with keys as upcoming', () => {
    const users = [
      idle('a', 85, { accessKeys: 'some' }),
      idle('b', 85, { tags: [{ Key: 'inactive-iam-users:exempt', Value: '' }] }),
    ];

    expect(tally(users).users.map(({ standing }) => standing)).toEqual(['compliant', 'compliant']);
  });

  it('says on which date the verdict rests and when the user becomes inactive', () => {
    const [judged] = tally([idle('soon', 80)]).users;

    expect(judged).toMatchObject({
      lastActivity: { kind: 'sign-in', date: ago({ days: 80 }) },
      inactiveFrom: ago({ days: -10 }),
    });
  });

  it('names no date if a missing password or a key decides', () => {
    const users = [user({ loginProfile: 'none' }), user({ accessKeys: 'some' })];

    for (const judged of tally(users).users) expect(judged).not.toHaveProperty('lastActivity');
  });

  it('needs only list and report for users that these settle, at every threshold of the what-if', () => {
    const {
      loginProfile: _,
      accessKeys: _keys,
      tags: _tags,
      ...listed
    } = facts({ passwordLastUsed: ago({ days: 1 }) });
    const lowest = strictest(parameters(), NOW);
    const verdict = settle(listed, lowest.parameters, lowest.now);
    if (!verdict) throw new Error('the list does not settle this user');

    expect(tally([{ facts: listed, verdict }]).users).toMatchObject([
      { standing: 'compliant', reason: 'signed in, or password set, within 90 days' },
    ]);
    expect(tally([{ facts: listed, verdict }]).whatIf.map(({ inactive }) => inactive)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('The what-if', () => {
  it('counts the inactive users at each threshold, and marks the current threshold', () => {
    const users = [40, 50, 70, 100, 200, 400].map((days) => idle(`user-${days}`, days));

    expect(tally(users, parameters({ maxIdleDays: 100 })).whatIf).toEqual([
      { days: 30, inactive: 6, marks: [] },
      { days: 45, inactive: 5, marks: ['CIS AWS Foundations'] },
      { days: 60, inactive: 4, marks: [] },
      { days: 90, inactive: 3, marks: ['Security Hub IAM.8'] },
      { days: 100, inactive: 2, marks: ['this audit'] },
      { days: 180, inactive: 2, marks: [] },
      { days: 365, inactive: 1, marks: [] },
    ]);
  });
});

describe('Users with access keys and an idle password', () => {
  const reported = { passwordEnabled: true, hasActiveKey: false };
  const withKeys = (users: readonly (readonly [days: number, reported?: ReportedUser])[]) => {
    const account = new AccountTally({ parameters: parameters(), now: NOW, listsCompliant: false });
    for (const [days, shown] of users) account.add(idle('dave', days, { accessKeys: 'some' }), shown);
    return account.result().withKeys;
  };

  it('are counted, with the oldest and those whose key is active', () => {
    const users = [
      [100, reported],
      [400, { ...reported, hasActiveKey: true }],
      [200, reported],
    ] as const;

    expect(withKeys(users)).toEqual({ users: 3, active: 1, oldest: ago({ days: 400 }) });
  });

  it.each<[string, number, ReportedUser | undefined]>([
    ['the password has been used within maxIdleDays', 80, reported],
    ['the user has no password', 400, { ...reported, passwordEnabled: false }],
    ['the report does not show the user', 400, undefined],
  ])('are not counted if %s', (_name, days, shown) => {
    expect(withKeys([[days, shown]])).toEqual({ users: 0, active: 0 });
  });
});

describe('What tells users apart', () => {
  const profile = { created: ago({ days: 300 }) };

  it.each<[string, Partial<CompleteUserFacts>, object]>([
    ['the day of a new password', { loginProfile: profile }, { passwordSet: profile.created }],
    [
      'the day of its last change',
      { loginProfile: profile, passwordLastChanged: ago({ days: 200 }) },
      { passwordSet: ago({ days: 200 }) },
    ],
    ['the owner by a tag whose key ignores case', { tags: [{ Key: 'Owner', Value: 'ann' }] }, { owner: 'ann' }],
  ])('is %s', (_name, overrides, shown) => {
    const account = new AccountTally({ parameters: parameters(), now: NOW, listsCompliant: true, ownerTag: 'owner' });
    account.add(user(overrides), { passwordEnabled: true, hasActiveKey: false, mfa: true });

    expect(account.result().users).toMatchObject([{ mfa: true, ...shown }]);
  });
});

it('Judging 200,000 users takes less than a second of the processor', () => {
  const active = facts({ passwordLastUsed: ago({ days: 1 }) });
  const [one, other] = [user(active), idle('dave', 400)];
  const account = new AccountTally({ parameters: parameters(), now: NOW, listsCompliant: false });
  const start = process.cpuUsage();

  for (let count = 0; count < 200_000; count += 1) account.add(count % 20 === 0 ? other : one);

  expect(account.result().counts).toEqual({ inactive: 10_000, upcoming: 0, exempt: 0, compliant: 190_000 });
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_000);
});
