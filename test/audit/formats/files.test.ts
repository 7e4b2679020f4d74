import { parse } from 'csv-parse/sync';
import { ago } from '../../rule/facts';
import { account, answer, answers, auditedUser, threeAccounts, unread, written } from './sample';

describe('The JSON', () => {
  const documentOf = (...input: Parameters<typeof answers>): unknown =>
    JSON.parse(written('json', answers(...input)).stdout);

  it('is one document of the documented shape', () => {
    const document = documentOf([account()]);

    expect(document).toMatchObject({
      version: 2,
      now: '2026-11-24T08:00:00.000Z',
      accounts: [
        {
          accountId: '111122223333',
          name: null,
          status: 'audited',
          source: { kind: 'account', region: 'us-east-1' },
          reportMade: '2026-11-24T06:00:00.000Z',
          reportMadeAssumed: false,
          evaluated: null,
          parameters: { maxIdleDays: 90 },
          basis: null,
          counts: { inactive: 2, upcoming: 1, exempt: 1, compliant: 1 },
          hold: null,
          withKeys: null,
          whatIf: [{ days: 45, inactive: 4 }, { days: 90 }],
          caveats: ['It cannot know everything.'],
        },
      ],
      totals: { audited: 1, unread: 0, users: 5, inactive: 2, upcoming: 1, exempt: 1, compliant: 1, withKeys: null },
      stopped: false,
    });
    expect(document).toHaveProperty('accounts.0.users.0', {
      name: 'dave',
      path: '/',
      arn: 'arn:aws:iam::111122223333:user/dave',
      id: 'AIDADAVE000000000001',
      verdict: 'inactive',
      reason: 'inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
      reasonKind: 'inactive',
      lastActivity: { kind: 'sign-in', date: '2015-02-15T12:08:33.000Z' },
      inactiveFrom: '2015-05-16T12:08:33.000Z',
      passwordSet: null,
      mfa: null,
      owner: null,
      next: 'password is removed',
    });
    expect(document).toHaveProperty('accounts.0.users.4.lastActivity', null);
  });

  it('is valid if the audit was stopped, and holds what was read until then', () => {
    const document = documentOf(threeAccounts(), { stopped: true });

    expect(document).toMatchObject({
      stopped: true,
      accounts: [
        { name: 'dev', withKeys: null },
        { name: 'prod', basis: { remediation: 'automatic' }, hold: { inactive: 2, maxRemovals: 1 } },
        { status: 'unread', name: 'sandbox', reason: unread().reason },
      ],
      totals: { audited: 2, unread: 1, withKeys: { users: 4, active: 3, oldest: '2019-03-01T00:00:00.000Z' } },
    });
    expect(documentOf([], { stopped: true })).toMatchObject({ accounts: [], stopped: true, totals: { users: 0 } });
  });

  it('has no parameters for what Config stored, because Config does not store them', () => {
    const source = { kind: 'aggregator', name: 'all', region: 'eu-west-1' } as const;

    expect(documentOf([account({ source, evaluated: ago({ days: 1 }) })])).toMatchObject({
      accounts: [{ parameters: null, evaluated: '2026-11-23T08:00:00.000Z' }],
    });
  });
});

describe('The CSV', () => {
  it('has one header and a line for each user; what has no line goes to stderr', () => {
    const { stdout, stderr } = written('csv', answers(threeAccounts(), { stopped: true }));

    expect(stdout.replaceAll('\r\n', '\n'))
      .toBe(`account,account_name,user,path,verdict,reason,date,date_kind,inactive_from,next,password_set,mfa,report_made
222222222222,dev,erin,/,inactive,inactive,2015-02-15T12:08:33.000Z,sign-in,2015-05-16T12:08:33.000Z,password is removed by the Remediate button,,true,2026-11-21T08:00:00.000Z
111122223333,prod,dave,/,inactive,inactive,2015-02-15T12:08:33.000Z,sign-in,2015-05-16T12:08:33.000Z,"held: 2 inactive, maxRemovals is 1",2025-10-20T08:00:00.000Z,false,2026-11-24T06:00:00.000Z
111122223333,prod,"a+b=c,d.e@f-g_h",/<b>/,inactive,inactive,2015-02-15T12:08:33.000Z,sign-in,2015-05-16T12:08:33.000Z,"held: 2 inactive, maxRemovals is 1",2025-10-20T08:00:00.000Z,false,2026-11-24T06:00:00.000Z
111122223333,prod,soon,/,upcoming,recent activity,2026-08-31T08:00:00.000Z,password changed,2026-11-29T08:00:00.000Z,becomes inactive,2025-10-20T08:00:00.000Z,false,2026-11-24T06:00:00.000Z
111122223333,prod,kept,/,exempt,"tag <script>alert(""1"")</script>'&</style>",2015-02-15T12:08:33.000Z,sign-in,2015-05-16T12:08:33.000Z,nothing: exempt,2025-10-20T08:00:00.000Z,false,2026-11-24T06:00:00.000Z
111122223333,prod,no-password,/,compliant,no password,,,,nothing,2025-10-20T08:00:00.000Z,false,2026-11-24T06:00:00.000Z
`);
    expect(stderr)
      .toBe(`✗ sandbox 333333333333: AccessDenied: User: arn:aws:iam::999999999999:user/me is not authorized to perform: sts:AssumeRole → Deploy the role of docs/audit-role.yaml there.
note: Stopped before the end: accounts are missing here.
note: Not in scope: 4 users with access keys and an unused password, the longest since 2019-03-01. 3 of them have an active key. AWS's own rule iam-user-unused-credentials-check covers them.
note: dev: The parameters are those of the deployed rule inactive-iam-users in us-east-1, except maxIdleDays from the options. Its remediation is by hand.
note: It cannot know everything.
note: prod: The parameters are those of the deployed rule inactive-iam-users in us-east-1. Its remediation is automatic.
note: prod: Only prod is special.
`);
  });

  it('has a column for the owner if a tag names one', () => {
    const rows: string[][] = parse(written('csv', answers(threeAccounts()), { ownerTag: 'owner' }).stdout);

    expect(rows.slice(0, 3).map((row) => row.at(-1))).toEqual(['owner', 'erin@example.com', '']);
  });

  it('has a header if there is no account', () => {
    expect(written('csv', answers([])).stdout).toMatch(/^account,[^\n]*\r\n$/);
  });

  it('begins with a byte-order mark only for Excel', () => {
    expect(written('csv', answer()).stdout).toMatch(/^account,[^\n]*\r\n/);
    expect(written('csv', answer(), { excel: true }).stdout).toMatch(/^\ufeffaccount,[^\n\ufeff]*\r\n[^\ufeff]*$/);
  });

  it.each(['=cmd', '+x', '-x', '@x'])('does not let a spreadsheet take the user %s for a formula', (name) => {
    const rows: string[][] = parse(written('csv', answer({ users: [auditedUser({ name })] })).stdout);

    expect(rows[1]?.[2]).toBe(`'${name}`);
  });
});

describe('The Markdown', () => {
  it('holds what the table holds, and escapes what is not ours', () => {
    expect(written('markdown', answers(threeAccounts())).stdout).toBe(`## Inactive IAM users: 3 of 6 in 2 accounts

1 account could not be read.<br>
2 accounts at 2026-11-24 08&#58;00Z, read live.<br>
Inactive means a password, no access keys, and no activity for more than 90 days.<br>
The oldest credential report was made 3 days ago (2026-11-21 08&#58;00Z).<br>
prod: The parameters are those of the deployed rule inactive-iam-users in us-east-1. Its remediation is automatic.<br>
dev: The parameters are those of the deployed rule inactive-iam-users in us-east-1, except maxIdleDays from the options. Its remediation is by hand.

### Accounts: 3

| Account | Users | Inactive | Upcoming | Exempt | Compliant | With keys | Held |
| :-- | --: | --: | --: | --: | --: | --: | :-- |
| All | 6 | 3 | 1 | 1 | 1 | 4 |  |
| prod 111122223333 | 5 | 2 | 1 | 1 | 1 | 4 | held |
| dev 222222222222 | 1 | 1 | 0 | 0 | 0 |  |  |
| ✗ sandbox 333333333333 |  |  |  |  |  |  |  |

### Not read: 1

| Account | Why, and what to do |
| :-- | :-- |
| ✗ sandbox 333333333333 | AccessDenied: User: arn&#58;aws&#58;iam&#58;&#58;999999999999&#58;user&#47;me is not authorized to perform: sts&#58;AssumeRole → Deploy the role of docs&#47;audit-role&#46;yaml there. |

### Inactive: 3

| User | Account | Last activity | Days ago | Owner | What happens next |
| :-- | :-- | :-- | --: | :-- | :-- |
| <code>&#60;b&#62;&#47;a&#43;b&#61;c,d&#46;e&#64;f-g&#95;h</code> | prod | 2015-02-15 sign-in | 4299 |  | held: 2 inactive, maxRemovals is 1 |
| dave | prod | 2015-02-15 sign-in | 4299 |  | held: 2 inactive, maxRemovals is 1 |
| erin | dev | 2015-02-15 sign-in | 4299 | <code>erin&#64;example&#46;com</code> | password is removed by the Remediate button |

### Upcoming, within 14 days: 1

| User | Account | Last activity | Days ago | Inactive from |
| :-- | :-- | :-- | --: | :-- |
| soon | prod | 2026-08-31 password changed | 85 | 2026-11-29, in 5 days |

### Exempt: 1

| User | Account | Last activity | Days ago | Exempt by |
| :-- | :-- | :-- | --: | :-- |
| kept | prod | 2015-02-15 sign-in | 4299 | tag &#60;script&#62;alert(&#34;1&#34;)&#60;&#47;script&#62;&#39;&#38;&#60;&#47;style&#62; |

### Compliant: 1

| Users | Because of |
| --: | :-- |
| 1 | no console password |

Not in scope: 4 users with access keys and an unused password, the longest since 2019-03-01. 3 of them have an active key. AWS&#39;s own rule iam-user-unused-credentials-check covers them.

### Inactive users, if the threshold were

| Days | Inactive | Used by |
| --: | --: | :-- |
| 90 | 3 | Security Hub IAM&#46;8, this audit |

CIS and IAM&#46;8 are named for their numbers of days. Those controls also count users with access keys.

### What the audit cannot know

- It cannot know everything.
- prod: Only prod is special.
`);
  });

  it.each([
    ['a column', 'a|b', 'a&#124;b'],
    ['code', '`a`', '&#96;a&#96;'],
    ['HTML', '<img>', '&#60;img&#62;'],
    ['a link', '[a](https://a.example)', '&#91;a&#93;(https&#58;&#47;&#47;a&#46;example)'],
    ['a new line', 'a\nb', 'a b'],
    ['a mention', '@all', '<code>&#64;all</code>'],
  ])('makes %s of no text', (_name, owner, text) => {
    const { stdout } = written('markdown', answer({ users: [auditedUser({ owner })] }));

    expect(stdout).toContain(`| dave | 2015-02-15 sign-in | 4299 | ${text} | password is removed |`);
  });

  it('fits into the summary of a job, whatever the names', () => {
    const name = '@'.repeat(64);
    const users = Array.from({ length: 1000 }, () =>
      auditedUser({ name, path: `/${'<'.repeat(510)}/`, owner: '|'.repeat(256) }),
    );
    const standings = (['inactive', 'upcoming', 'exempt'] as const).flatMap((standing) =>
      users.map((user) => ({ ...user, standing })),
    );
    const failed = Array.from({ length: 1000 }, () => unread({ reason: '`'.repeat(1000) }));

    const { stdout } = written('markdown', answers([account({ users: standings }), ...failed]));

    expect(Buffer.byteLength(stdout)).toBeLessThan(1024 * 1024);
    expect(stdout).toMatch(/\nand 9\d\d more \(use `--format csv`\)\n/);
  });
});
