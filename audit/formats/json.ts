import type { Answer } from '../report/result';

/**
 * The audit as one JSON document. Its shape is stable, and `version` changes when it does:
 *
 * ```
 * { version: 1, accountId, source: { kind: 'account', caller, region } | { kind: 'credential report', file },
 *   now, reportMade: date | null, parameters: { maxIdleDays, exemptTagKey, exemptUsers: [] },
 *   users: [{ name, path, arn, id: AIDA… | null, verdict: 'inactive' | 'upcoming' | 'exempt' | 'compliant', reason,
 *             reasonKind, lastActivity: { kind, date } | null, inactiveFrom: date | null, next }],
 *   whatIf: [{ days, inactive, marks: [] }], caveats: [] }
 * ```
 *
 * Dates are ISO 8601 in UTC; `lastActivity` is the one that the verdict depends on.
 */
export function renderJson(result: Answer): string {
  const { accountId, source, now, reportMade, parameters, users, whatIf, caveats } = result;
  const document = {
    version: 1,
    accountId,
    source,
    now,
    reportMade: reportMade ?? null,
    parameters,
    users: users.map(({ name, path, arn, id, standing, reason, reasonKind, lastActivity, inactiveFrom, next }) => ({
      name,
      path,
      arn,
      id: id ?? null,
      verdict: standing,
      reason,
      reasonKind,
      lastActivity: lastActivity ?? null,
      inactiveFrom: inactiveFrom ?? null,
      next,
    })),
    whatIf,
    caveats,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
