import type { AccountResult, AuditedUser } from '../report/result';
import type { ReportWriter, Streams, WriterOptions } from './report-writer';
import { Totals, totalOf } from './summary';

/**
 * The audit as one JSON document, written account by account; docs/json.md has its shape. The shape is stable, and
 * `version` changes when it does. What is counted at the end comes last.
 */
export function jsonWriter({ now }: WriterOptions, { stdout }: Streams): ReportWriter {
  const totals = new Totals();
  // Nothing is written before the first account, so a failure leaves no half document.
  let before = `{\n  "version": 2,\n  "now": ${JSON.stringify(now)},\n  "accounts": [`;
  return {
    account: (result) => {
      totals.add(result);
      stdout.write(`${before}\n    ${indented(documentOf(result), 4)}`);
      before = ',';
    },
    end: (stopped) => {
      if (totals.audited + totals.unread === 0) stdout.write(before);
      const { audited, unread, counts, withKeys } = totals;
      const sums = { audited, unread, users: totalOf(totals), ...counts, withKeys: withKeys ?? null };
      stdout.write(`\n  ],\n  "totals": ${indented(sums, 2)},\n  "stopped": ${stopped}\n}\n`);
    },
  };
}

function indented(value: unknown, spaces: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`);
}

function documentOf(result: AccountResult): unknown {
  const [accountId, name] = [result.accountId ?? null, result.name ?? null];
  if (result.kind === 'unread') {
    return { accountId, name, status: 'unread', reason: result.reason, remedy: result.remedy ?? null };
  }
  const { source } = result;
  return {
    accountId,
    name,
    status: 'audited',
    source,
    reportMade: result.reportMade ?? null,
    reportMadeAssumed: result.isReportMadeAssumed ?? false,
    evaluated: result.evaluated ?? null,
    // Config's results do not hold the parameters with which the rule ran.
    parameters: source.kind === 'aggregator' ? null : result.parameters,
    basis: result.basis ?? null,
    counts: result.counts,
    hold: result.hold ?? null,
    withKeys: result.withKeys ?? null,
    users: result.users.map(userOf),
    whatIf: result.whatIf,
    caveats: result.caveats,
  };
}

function userOf(user: AuditedUser): unknown {
  return {
    name: user.name,
    path: user.path ?? null,
    arn: user.arn ?? null,
    id: user.id ?? null,
    verdict: user.standing,
    reason: user.reason,
    reasonKind: user.reasonKind,
    lastActivity: user.lastActivity ?? null,
    inactiveFrom: user.inactiveFrom ?? null,
    passwordSet: user.passwordSet ?? null,
    mfa: user.mfa ?? null,
    owner: user.owner ?? null,
    next: user.next,
  };
}
