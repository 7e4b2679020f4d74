import type {
  AccountAudit,
  AccountResult,
  AuditedUser,
  AuditResult,
  ReasonKind,
  UnreadAccount,
} from '../../../audit/report/result';
import { type Format, reportWriter, type WriterOptions } from '../../../audit/formats/report-writer';
import { parameters, NOW, ago } from '../../rule/facts';

/** An inactive user; override what a test is about. */
export function auditedUser(overrides: Partial<AuditedUser> = {}): AuditedUser {
  const name = overrides.name ?? 'dave';
  return {
    name,
    path: '/',
    arn: `arn:aws:iam::111122223333:user/${name}`,
    id: 'AIDADAVE000000000001',
    standing: 'inactive',
    reason: 'inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
    reasonKind: 'inactive',
    lastActivity: { kind: 'sign-in', date: new Date('2015-02-15T12:08:33Z') },
    inactiveFrom: new Date('2015-05-16T12:08:33Z'),
    next: 'password is removed',
    ...overrides,
  };
}

export const HOSTILE = `<script>alert("1")</script>'&</style>`;

/** An account with one of each, odd names and hostile texts included. */
export function account(overrides: Partial<AccountAudit> = {}): AccountAudit {
  const sample: Omit<AccountAudit, 'counts' | 'compliantBecause'> = {
    kind: 'audited',
    source: { kind: 'account', caller: 'arn:aws:sts::111122223333:assumed-role/Auditor/me', region: 'us-east-1' },
    accountId: '111122223333',
    reportMade: ago({ minutes: 120 }),
    parameters: parameters(),
    users: [
      auditedUser(),
      auditedUser({ name: 'a+b=c,d.e@f-g_h', path: '/<b>/' }),
      auditedUser({
        name: 'soon',
        standing: 'upcoming',
        reasonKind: 'recent activity',
        lastActivity: { kind: 'password changed', date: ago({ days: 85 }) },
        inactiveFrom: ago({ days: -5 }),
        next: 'becomes inactive',
      }),
      auditedUser({
        name: 'kept',
        standing: 'exempt',
        reasonKind: 'exempt',
        reason: `exempt by its tag ${HOSTILE}`,
        next: 'nothing: exempt',
      }),
      auditedUser({
        name: 'no-password',
        standing: 'compliant',
        reasonKind: 'no password',
        reason: 'no console password',
        lastActivity: undefined,
        inactiveFrom: undefined,
        next: 'nothing',
      }),
    ],
    whatIf: [
      { days: 45, inactive: 4, marks: ['CIS AWS Foundations'] },
      { days: 90, inactive: 2, marks: ['Security Hub IAM.8', 'this audit'] },
    ],
    caveats: ['It cannot know everything.'],
    ...overrides,
  };
  const counts = { inactive: 0, upcoming: 0, exempt: 0, compliant: 0 };
  const compliantBecause = new Map<ReasonKind, number>();
  for (const { standing, reasonKind } of sample.users) {
    counts[standing] += 1;
    if (standing === 'compliant') compliantBecause.set(reasonKind, (compliantBecause.get(reasonKind) ?? 0) + 1);
  }
  return { counts, compliantBecause, ...sample };
}

/** One account's answer. */
export function answer(overrides: Partial<AccountAudit> = {}): AuditResult {
  return answers([account(overrides)]);
}

export function answers(accounts: readonly AccountResult[], { stopped = false } = {}): AuditResult {
  return { now: NOW, accounts, stopped };
}

export function unread(overrides: Partial<UnreadAccount> = {}): UnreadAccount {
  return {
    kind: 'unread',
    accountId: '333333333333',
    name: 'sandbox',
    reason: 'AccessDenied: User: arn:aws:iam::999999999999:user/me is not authorized to perform: sts:AssumeRole',
    remedy: 'Deploy the role of docs/audit-role.yaml there.',
    ...overrides,
  };
}

/** Two accounts with different rules and names, of which one is held, and one that could not be read. */
export function threeAccounts(): AccountResult[] {
  const rule = { kind: 'rule', ruleName: 'inactive-iam-users', region: 'us-east-1', overridden: [] } as const;
  return [
    account({
      accountId: '222222222222',
      name: 'dev',
      reportMade: ago({ days: 3 }),
      basis: { ...rule, remediation: 'by hand', overridden: ['maxIdleDays'] },
      users: [
        auditedUser({
          name: 'erin',
          next: 'password is removed by the Remediate button',
          mfa: true,
          owner: 'erin@example.com',
        }),
      ],
      whatIf: [{ days: 90, inactive: 1, marks: ['Security Hub IAM.8', 'this audit'] }],
      caveats: ['It cannot know everything.'],
    }),
    account({
      name: 'prod',
      basis: { ...rule, remediation: 'automatic' },
      users: account().users.map((user) => ({
        ...user,
        mfa: false,
        passwordSet: ago({ days: 400 }),
        ...(user.standing === 'inactive' && { next: 'held: 2 inactive, maxRemovals is 1' }),
      })),
      hold: { inactive: 2, maxRemovals: 1 },
      withKeys: { users: 4, active: 3, oldest: new Date('2019-03-01') },
      caveats: ['It cannot know everything.', 'Only prod is special.'],
    }),
    unread(),
  ];
}

/** What a format writes to both streams for the whole answer. */
export function written(
  format: Format,
  { now, accounts, stopped }: AuditResult,
  options: Partial<WriterOptions> = {},
): { stdout: string; stderr: string } {
  const text = { stdout: '', stderr: '' };
  const streamTo = (name: 'stdout' | 'stderr') => ({ write: (more: string) => (text[name] += more) });
  const look = { color: false, width: 80 };
  const writer = reportWriter(
    format,
    { now, look, excel: false, ...options },
    { stdout: streamTo('stdout'), stderr: streamTo('stderr') },
  );
  for (const one of accounts) writer.account(one);
  writer.end(stopped);
  return text;
}
