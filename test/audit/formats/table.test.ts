import { renderTable } from '../../../audit/formats/table';
import { ago, parameters } from '../../rule/facts';
import { account, answer, answers, HOSTILE, threeAccounts, unread } from './sample';

const PLAIN = { color: false, width: 80 };

describe('The table', () => {
  it('of one account begins with its source, and shows its users by standing', () => {
    expect(renderTable(answer(), PLAIN)).toBe(`Inactive IAM users: 2 of 5
Account 111122223333 at 2026-11-24 08:00Z, read live as
arn:aws:sts::111122223333:assumed-role/Auditor/me.
Inactive means a password, no access keys, and no activity for more than 90
days.
The credential report was made 2 h ago (2026-11-24 06:00Z).

Inactive: 2
  User                 Last activity       Days  What happens next
                                            ago
  <b>/a+b=c,d.e@f-g_h  2015-02-15 sign-in  4299  password is removed
  dave                 2015-02-15 sign-in  4299  password is removed

Upcoming, within 14 days: 1
  User  Last activity                Days  Inactive from
                                      ago
  soon  2026-08-31 password changed    85  2026-11-29, in 5 days

Exempt: 1
  User  Last activity       Days  Exempt by
                             ago
  kept  2015-02-15 sign-in  4299  tag ${HOSTILE}

Compliant: 1
  Users  Because of
      1  no console password

Inactive users, if the threshold were
    45 days  ████████████████████████████████  4  CIS AWS Foundations
    90 days  ████████████████                  2  Security Hub IAM.8, this audit
CIS and IAM.8 are named for their numbers of days. Those controls also count
users with access keys.

What the audit cannot know
- It cannot know everything.
`);
  });

  it('calls two accounts of the same name by name and id', () => {
    const accounts = ['111122223333', '222233334444'].map((accountId) => account({ accountId, name: 'prod' }));

    const table = renderTable(answers(accounts), { color: false, width: 110 });

    expect(table).toMatch(/^ {2}dave +prod 111122223333 /m);
    expect(table).toMatch(/^ {2}dave +prod 222233334444 /m);
    expect(table).toMatch(/^ {2}prod 222233334444 +\d/m);
  });

  it('of several accounts begins with the totals, and names the account of each user', () => {
    expect(renderTable(answers(threeAccounts(), { stopped: true }), { color: false, width: 110 }))
      .toBe(`Inactive IAM users: 3 of 6 in 2 accounts
Stopped before the end: accounts are missing here.
1 account could not be read.
2 accounts at 2026-11-24 08:00Z, read live.
Inactive means a password, no access keys, and no activity for more than 90 days.
The oldest credential report was made 3 days ago (2026-11-21 08:00Z).
prod: The parameters are those of the deployed rule inactive-iam-users in us-east-1. Its remediation is
automatic.
dev: The parameters are those of the deployed rule inactive-iam-users in us-east-1, except maxIdleDays from
the options. Its remediation is by hand.

Accounts: 3
  Account                 Users  Inactive  Upcoming  Exempt  Compliant  With  Held
                                                                        keys
  All                         6         3         1       1          1     4
  prod 111122223333           5         2         1       1          1     4  held
  dev 222222222222            1         1         0       0          0
  ✗ sandbox 333333333333

Not read: 1
  Account                 Why, and what to do
  ✗ sandbox 333333333333  AccessDenied: User: arn:aws:iam::999999999999:user/me is not authorized to perform:
                          sts:AssumeRole → Deploy the role of docs/audit-role.yaml there.

Inactive: 3
  User                 Account  Last activity       Days  Owner             What happens next
                                                     ago
  <b>/a+b=c,d.e@f-g_h  prod     2015-02-15 sign-in  4299                    held: 2 inactive, maxRemovals is 1
  dave                 prod     2015-02-15 sign-in  4299                    held: 2 inactive, maxRemovals is 1
  erin                 dev      2015-02-15 sign-in  4299  erin@example.com  password is removed by the
                                                                            Remediate button

Upcoming, within 14 days: 1
  User  Account  Last activity                Days  Inactive from
                                               ago
  soon  prod     2026-08-31 password changed    85  2026-11-29, in 5 days

Exempt: 1
  User  Account  Last activity       Days  Exempt by
                                      ago
  kept  prod     2015-02-15 sign-in  4299  tag ${HOSTILE}

Compliant: 1
  Users  Because of
      1  no console password

Not in scope: 4 users with access keys and an unused password, the longest since 2019-03-01. 3 of them have an
active key. AWS's own rule iam-user-unused-credentials-check covers them.

Inactive users, if the threshold were
    90 days  ██████████████████████████████████████████████████████████████  3  Security Hub IAM.8, this audit
CIS and IAM.8 are named for their numbers of days. Those controls also count users with access keys.

What the audit cannot know
- It cannot know everything.
- prod: Only prod is special.
`);
  });

  it('leaves out what is told elsewhere too if 60 columns are too few', () => {
    const text = renderTable(answers(threeAccounts()), { color: false, width: 60 });

    expect(text).toContain(`
  Account              Users  Inactive  Upcoming  With  Held
                                                  keys
  All                      6         3         1     4
  prod 111122223333        5         2         1     4  held
  dev 222222222222         1         1         0
  ✗ sandbox
  333333333333
`);
  });

  it('shows an account that could not be read and nothing else, if there is no other', () => {
    expect(renderTable(answers([unread({ remedy: undefined })]), PLAIN)).toBe(`Inactive IAM users: 0 of 0
Nothing could be read at 2026-11-24 08:00Z.

Not read: 1
  Account                 Why, and what to do
  ✗ sandbox 333333333333  AccessDenied: User: arn:aws:iam::999999999999:user/me
                          is not authorized to perform: sts:AssumeRole
`);
  });

  it('says that an aggregator knows what Config stored, and since when', () => {
    const source = { kind: 'aggregator', name: 'all', region: 'eu-west-1' } as const;
    const stored = account({ source, reportMade: undefined, evaluated: ago({ days: 1 }), whatIf: [], caveats: [] });

    const text = renderTable(answers([stored]), { color: false, width: 120 });

    expect(text.split('\n').slice(1, 5)).toEqual([
      'Account 111122223333 at 2026-11-24 08:00Z, from what Config stored in its aggregator all in eu-west-1.',
      'Inactive is what the rule decided when it last ran.',
      'The evaluation was 24 h ago (2026-11-23 08:00Z).',
      '',
    ]);
    expect(text).not.toContain('if the threshold were');
  });

  it('says how the accounts were read if they were read differently, and who has another threshold', () => {
    const other = account({
      accountId: '222222222222',
      source: { kind: 'credential report', file: 'other.csv' },
      reportMade: undefined,
      parameters: { ...parameters(), maxIdleDays: 45 },
      basis: { kind: 'options' },
    });

    const text = renderTable(answers([account({ name: 'prod' }), other]), { color: false, width: 120 });

    expect(text.split('\n').slice(1, 7)).toEqual([
      '2 accounts at 2026-11-24 08:00Z: 1 read live, 1 from credential reports.',
      'prod: Inactive means a password, no access keys, and no activity for more than 90 days.',
      '222222222222: Inactive means a password, no access keys, and no activity for more than 45 days.',
      'The oldest credential report was made 2 h ago (2026-11-24 06:00Z).',
      '222222222222: The age of the credential report is unknown: the file holds no date.',
      '222222222222: The parameters are those of the options and the defaults.',
    ]);
  });

  it('adds up the thresholds that all accounts have in common', () => {
    const mark = (days: number, inactive: number, ...marks: string[]) => ({ days, inactive, marks });
    const one = account({ whatIf: [mark(45, 3, 'CIS AWS Foundations'), mark(60, 2, 'this audit'), mark(90, 1)] });
    const other = account({ whatIf: [mark(45, 4, 'CIS AWS Foundations'), mark(90, 2, 'this audit')] });

    const text = renderTable(answers([one, other, account({ whatIf: [] })]), { color: false, width: 60 });

    expect(text).toContain(`
Inactive users, if the threshold were (2 of 3 accounts)
    45 days  ███████████████████████  7  CIS AWS Foundations
    90 days  ██████████               3
`);
  });

  it('says "nobody" for an empty section', () => {
    const text = renderTable(answer({ users: [] }), PLAIN);

    expect(text.match(/nobody/g)).toHaveLength(4);
  });

  it.each([
    ['the file does not tell', {}, 'The age of the credential report is unknown'],
    [
      'the file tells',
      { reportMade: ago({ days: 3 }) },
      'The credential report was made 3 days ago (2026-11-21 08:00Z)',
    ],
    [
      'only the file’s own age is known',
      { reportMade: ago({ days: 3 }), isReportMadeAssumed: true as const },
      'is assumed to be as old as its file, last changed 3 days ago (2026-11-21 08:00Z)',
    ],
  ])('says how old a saved report is, if %s', (_what, age, words) => {
    const source = { kind: 'credential report', file: 'r.csv' } as const;

    const text = renderTable(answer({ source, reportMade: undefined, ...age }), PLAIN).replaceAll(/\s+/g, ' ');

    expect(text).toContain(words);
  });
});
