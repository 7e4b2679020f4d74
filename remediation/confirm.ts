import { type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { annotate } from '../rule/annotation';
import { type CredentialReport, fetchCredentialReport, REPORT_LIFE } from '../rule/credential-report';
import { decide, verdictOf } from '../rule/decide';
import type { Dependencies } from '../rule/dependencies';
import { EvaluationFailed } from '../rule/errors';
import { parseRuleParameters, type RuleParameters } from '../rule/parameters';
import { readUntil, readUserByName } from '../rule/read-users';
import { readStoredResults } from '../rule/stored-results';
import type { UserFacts } from '../rule/user-facts';
import { cappedAnswer, deleteAnswer, keepAnswer, laterAnswer, timeAnswer } from './answer';

const MINUTE = 60_000;
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
 * live facts. Config remediates from a snapshot; the user may have signed in, or the name may be another user's.
 *
 * @returns `delete: …`, `keep: …`, `keep for now: …` (answer.ts), or the time at which a credential report can be had that shows a recent reset
 * @throws where the user cannot be read or the answer is not clear: nothing must be deleted then
 */
export async function confirm({ iam, config, time }: Dependencies, subject: Subject): Promise<string> {
  const parameters = await readRuleParameters(config, subject.ruleName);
  const judge = (facts: UserFacts) => decide(facts, parameters, time.now());
  const isKept = (facts: UserFacts) => judge(facts)?.compliance === 'COMPLIANT';
  const gone = laterAnswer(`user ${subject.userName} has just been deleted or renamed`);

  const named = await identify(iam, subject);
  if (typeof named === 'string') return laterAnswer(named);
  const facts = await readUntil(iam, named, isKept);
  if (facts === 'gone') return gone;
  const seen = judge(facts);
  if (seen?.compliance === 'COMPLIANT') return keepAnswer(annotate(facts.name, seen, parameters));
  if (await isOverCap(config, subject.ruleName, parameters)) return cappedAnswer(facts.name, parameters);

  const report = await fetchCredentialReport(iam, time);
  // IAM may have taken minutes to make the report: all is read once more, the name's owner last.
  const latest = await readUntil(iam, { ...named, tags: undefined }, isKept);
  if (latest === 'gone') return gone;
  const verdict = verdictOf(report.addTo(latest), parameters, time.now());
  if (verdict.compliance === 'COMPLIANT') return keepAnswer(annotate(latest.name, verdict, parameters));
  if (!showsRecentReset(report, latest, time.now())) return timeAnswer(nextReport(report, latest.id));
  return deleteAnswer(latest.name, verdict, parameters, time.now());
}

/** @returns the user's facts; or, as words, why the name is no longer this user's */
async function identify(iam: IAMClient, { userId, userName }: Subject): Promise<UserFacts | string> {
  const user = await readUserByName(iam, userName);
  if (user === 'gone') return `there is no user ${userName} any more (deleted or renamed)`;
  return user.id === userId ? user : `the name ${userName} now belongs to another user, ${user.id}`;
}

/** Whether more users than may be removed are NON_COMPLIANT at once: a mistyped parameter, or weeks of outage. */
async function isOverCap(
  config: ConfigServiceClient,
  ruleName: string,
  { maxRemovals }: RuleParameters,
): Promise<boolean> {
  if (maxRemovals === 0) return false;
  const inactive = await readStoredResults(config, ruleName, { only: 'NON_COMPLIANT', atMost: maxRemovals + 1 });
  return inactive.size > maxRemovals;
}

/** The rule itself is where its parameters stand, also when somebody has changed them in the Config console. */
async function readRuleParameters(config: ConfigServiceClient, ruleName: string): Promise<RuleParameters> {
  const { ConfigRules = [] } = await config.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName] }));
  const [rule] = ConfigRules;
  if (!rule) throw new EvaluationFailed(`Config has no rule ${ruleName}`);
  return parseRuleParameters(rule.InputParameters);
}

/**
 * Whether the report is young enough, and has this user. A user who is missing from a fresh report (renamed since) could
 * have had a reset that it does not show.
 *
 * @throws EvaluationFailed where the report contradicts what was just read of the user
 */
function showsRecentReset(report: CredentialReport, facts: UserFacts, now: Date): boolean {
  if (now.getTime() - report.generated.getTime() > FRESH_ENOUGH) return false;
  const row = report.rowOf(facts);
  if (!row) return false;
  if (!row.passwordEnabled || !row.passwordLastChanged) {
    throw new EvaluationFailed(
      `the credential report of ${report.generated.toISOString()} shows no password of ${facts.name}, but IAM has one`,
    );
  }
  return true;
}

/** When IAM makes the next report, a little later for each user. */
function nextReport({ generated }: CredentialReport, userId: string): Date {
  const spread = new TextEncoder().encode(userId).reduce((sum, byte) => sum + byte, 0) % SPREAD_MINUTES;
  return new Date(generated.getTime() + REPORT_LIFE + (1 + spread) * MINUTE);
}
