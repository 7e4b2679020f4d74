import { type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { reasonText } from '../rule/decision/annotation';
import { isoTime, MINUTE } from '../rule/decision/dates';
import { type CredentialReport, fetchCredentialReport, REPORT_LIFE } from '../rule/account/credential-report';
import { decide } from '../rule/decision/decide';
import type { Dependencies } from '../rule/dependencies';
import { OperationFailed } from '../rule/decision/errors';
import { type RuleParameters, parseRuleParameters } from '../rule/decision/parameters';
import { readAccessKeys, readLoginProfile, readUserByName } from '../rule/account/read-users';
import type { UserFacts } from '../rule/decision/user-facts';
import type { Confirmation } from './confirmation';
import { freshRound } from './fresh-round';
import { readHold } from './read-hold';

/** A reset by an administrator shows only in a credential report made after it. */
const FRESH_ENOUGH = 30 * MINUTE;
/** Runs that wait for the same report are spread, so that they do not all call IAM and Lambda in one second. */
const SPREAD_MINUTES = 10;

/** The user as the runbook knows them: the id that Config reported, the name that Config's inventory has for it. */
export interface Subject {
  /** The rule whose parameters hold. */
  readonly ruleName: string;
  readonly userId: string;
  readonly userName: string;
}

/**
 * Whether this user's login profile is to be deleted now: the rule's own decision, with the rule's own parameters, on
 * live facts. Config remediates from a snapshot; the user may have signed in since, or the name may be another user's.
 *
 * First comes the credential report, which may take minutes and decides nothing alone. Everything else is then read in
 * one round, side by side, the name's owner last. None of it is older than ten seconds at the answer.
 *
 * @param hasWaited whether the run has waited for a newer report: then there is no second wait
 * @throws if the user cannot be read, or the answer is not clear: nothing must be deleted then
 */
export async function confirm(
  { iam, brisk, time }: Dependencies,
  subject: Subject,
  { hasWaited }: { readonly hasWaited: boolean },
): Promise<Confirmation> {
  const { ruleName, userId, userName } = subject;
  const report = await fetchCredentialReport(iam, time);
  return await freshRound(time, async () => {
    const [{ parameters, hold }, keys, loginProfile] = await Promise.all([
      readRule(brisk.config, ruleName),
      readAccessKeys(brisk.iam, userName),
      readLoginProfile(brisk.iam, userName),
    ]);
    const user = await readUserByName(brisk.iam, userName);
    if (!user || !keys) return { kind: 'later', reason: `there is no user ${userName} any more` };
    if (user.id !== userId) return { kind: 'later', reason: `the name now belongs to another user, ${user.id}` };
    const now = time.now();
    const accessKeys = keys.length > 0 ? 'some' : 'none';
    const verdict = decide(report.addTo({ ...user, accessKeys, loginProfile }), parameters, now);
    const reason = reasonText(verdict, parameters);
    if (verdict.kind !== 'inactive') return { kind: 'keep', reason };
    if (hold !== undefined) return { kind: 'later', reason: hold };
    if (showsRecentReset(report, user, now))
      return { kind: 'inactive', reason: `${reason}; confirmed on ${isoTime(now)}` };
    if (!hasWaited) return { kind: 'wait', until: nextReport(report, userId) };
    throw new OperationFailed(
      `the credential report of ${isoTime(report.generated)} does not show when the password of ${userName} was last changed; nothing is deleted`,
    );
  });
}

/** The rule itself holds its parameters, also when somebody has changed them in the Config console. */
async function readRule(
  config: ConfigServiceClient,
  ruleName: string,
): Promise<{ parameters: RuleParameters; hold: string | undefined }> {
  const { ConfigRules = [] } = await config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName] }));
  const [rule] = ConfigRules;
  if (!rule) throw new OperationFailed(`Config has no rule ${ruleName}`);
  const parameters = parseRuleParameters(rule.InputParameters);
  return { parameters, hold: await readHold(config, ruleName, parameters) };
}

/**
 * Whether the report is young enough, and has this user. A user without a row could have had a reset that it does not
 * show.
 *
 * @throws OperationFailed if the report contradicts what was just read of the user
 */
function showsRecentReset(report: CredentialReport, user: UserFacts, now: Date): boolean {
  if (now.getTime() - report.generated.getTime() > FRESH_ENOUGH) return false;
  const row = report.rowOf(user);
  if (!row) return false;
  if (!row.passwordEnabled || !row.passwordLastChanged) {
    throw new OperationFailed(
      `the credential report of ${isoTime(report.generated)} shows no password of ${user.name}, but IAM has one`,
    );
  }
  return true;
}

/** When IAM makes the next report, a little later for each user. */
function nextReport({ generated }: CredentialReport, userId: string): Date {
  const spread = new TextEncoder().encode(userId).reduce((sum, byte) => sum + byte, 0) % SPREAD_MINUTES;
  return new Date(generated.getTime() + REPORT_LIFE + (1 + spread) * MINUTE);
}
