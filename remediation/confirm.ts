import { type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { reasonText } from '../rule/decision/annotation';
import { isoTime, MINUTE, SECOND } from '../rule/decision/dates';
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

/** Only a credential report that was made later shows an administrator's reset. */
const MAX_REPORT_AGE = 30 * MINUTE;
/** Spreads the runs that wait for the same report, because they would all call IAM and Lambda in the same second. */
const SPREAD_MINUTES = 10;

/** The user as the runbook knows it: the id is from the evaluation, the name from Config's inventory. */
export interface Subject {
  readonly ruleName: string;
  readonly userId: string;
  readonly userName: string;
}

/**
 * Decides again, with the rule's own decision and parameters, on live facts: since the evaluation the user may have signed
 * in, or the name may have become another user's.
 *
 * The credential report comes first, because it may take minutes. All other reads are at most ten seconds old when this
 * returns. The user is read last, to prove that the name still belongs to the id.
 *
 * @param hasWaited the run has waited for a newer report, and does not wait again
 * @throws if the user cannot be read or the facts contradict each other: the runbook then deletes nothing
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
    if (wouldShowReset(report, user, now))
      return { kind: 'inactive', reason: `${reason}; confirmed on ${isoTime(now)}` };
    if (!hasWaited) return { kind: 'wait', until: nextReport(report, userId) };
    throw new OperationFailed(
      `the credential report of ${isoTime(report.generated)} does not show when the password of ${userName} was last changed; nothing is deleted`,
    );
  });
}

/**
 * How long a run has to wait for the next credential report: a whole number of seconds, which has no quotes in JSON.
 *
 * @throws as fetchCredentialReport does
 */
export async function secondsLeft({ iam, time }: Dependencies, userId: string): Promise<number> {
  const report = await fetchCredentialReport(iam, time);
  return Math.ceil((nextReport(report, userId).getTime() - time.now().getTime()) / SECOND);
}

/** From the rule itself, because an operator may have edited its parameters in the Config console. */
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
 * Whether a recent reset would show in this report: it is young enough, and has a row for the user.
 *
 * @throws OperationFailed if the report contradicts what IAM has just returned
 */
function wouldShowReset(report: CredentialReport, user: UserFacts, now: Date): boolean {
  if (now.getTime() - report.generated.getTime() > MAX_REPORT_AGE) return false;
  const row = report.rowOf(user);
  if (!row) return false;
  if (!row.passwordEnabled || !row.passwordLastChanged) {
    throw new OperationFailed(
      `the credential report of ${isoTime(report.generated)} shows no password of ${user.name}, but IAM has one`,
    );
  }
  return true;
}

/** When IAM makes the next report, spread by user. */
function nextReport({ generated }: CredentialReport, userId: string): Date {
  const spread = new TextEncoder().encode(userId).reduce((sum, byte) => sum + byte, 0) % SPREAD_MINUTES;
  return new Date(generated.getTime() + REPORT_LIFE + (1 + spread) * MINUTE);
}
