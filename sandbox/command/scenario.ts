import type { EvaluationRun, IamUser, LocalAws, Stack } from '../index';
import { countCalls } from './call-counts';
import { costOf } from './cost';
import { changesBetween, stateOf } from './changes';
import { failuresOf } from './failures';
import { findingResults } from './findings';
import { isoTime } from './iso-time';
import type { Population } from './population';
import type { Watch } from './progress';
import { remediationResults } from './remediation-results';
import type { DeployedStack, EvaluationResult, ScenarioResult, UserResult, Verdict } from './result';

/** From here on remediating them takes a while, in real time too. */
const MANY_RUNS = 50;

/**
 * The scheduled evaluation, what people do meanwhile, the automatic remediation, and the evaluations that it asks for.
 *
 * @param aws with the stack deployed and the population loaded
 * @throws NotModelled, or whatever else the local AWS could not do
 */
export async function runScenario(
  aws: LocalAws,
  stack: Stack,
  population: Population,
  watch: Watch,
): Promise<ScenarioResult> {
  const deployed = describe(stack);
  const started = aws.clock.now();
  const beforeEvaluation = stateOf(aws.iam.users());
  watch(`evaluating ${beforeEvaluation.size} users`);
  await aws.clock.runUntilSettled(aws.config.evaluate(deployed.ruleName));
  const afterEvaluation = stateOf(aws.iam.users());
  const callsOfEvaluation = aws.endpoint.calls.length;
  const users = aws.iam.users().map((user) => {
    const verdict = verdictOf(aws, deployed, user);
    return { ...resultOf(user), ...(verdict && { verdict }) };
  });

  const automaticRemediation = stack.parameters['AutomaticRemediation'] === 'true';
  const meanwhile = automaticRemediation ? await population.meanwhile(aws) : [];
  const beforeRemediation = stateOf(aws.iam.users());
  watch(() => `remediating: ${progressOf(aws)}`);
  await aws.clock.runUntilIdle();

  const names = new Map(users.map(({ userId, userName }) => [userId, userName]));
  const remediations = remediationResults({
    runs: aws.config.remediation.runs,
    skipped: aws.config.remediation.skipped,
    executions: aws.ssm.executions(),
    calls: aws.endpoint.calls,
    nameOf: (userId) => names.get(userId) ?? userId,
  });
  const changes = [
    ...changesBetween(beforeEvaluation, afterEvaluation),
    ...changesBetween(beforeRemediation, stateOf(aws.iam.users())),
  ];
  return {
    source: population.source,
    notes: population.notes,
    account: aws.account,
    now: isoTime(started),
    stack: deployed,
    evaluations: aws.config.runs.map(evaluationOf),
    users: users.map((user) => {
      const verdictAfter = verdictOf(aws, deployed, user);
      return { ...user, ...(verdictAfter && { verdictAfter }) };
    }),
    meanwhile,
    automaticRemediation,
    remediations,
    changes,
    findings: findingResults(aws.securityHub.findings()),
    messages: aws.sns.messages.map(({ time, message }) => ({ time: isoTime(time), text: message })),
    calls: countCalls(aws.endpoint.calls, callsOfEvaluation, namesOf(deployed, 'AWS::Lambda::Function')),
    cost: costOf(aws),
    failures: failuresOf({
      lostMessages: [...aws.sns.lost, ...aws.events.failedInvocations],
      evaluations: aws.config.runs,
      remediations,
      changes,
      log: namesOf(deployed, 'AWS::Logs::LogGroup').flatMap((group) => aws.logs.lines(group)),
    }),
  };
}

/** @throws Error where the stack has not exactly one Config rule */
function describe(stack: Stack): DeployedStack {
  const resources = Object.entries(stack.resources).map(([logicalId, { type, physicalId }]) => ({
    logicalId,
    type,
    physicalId,
  }));
  const [rule, ...others] = resources.filter(({ type }) => type === 'AWS::Config::ConfigRule');
  if (!rule || others.length > 0) throw new Error(`the stack has ${rule ? 'several Config rules' : 'no Config rule'}`);
  return { name: stack.name, ruleName: rule.physicalId, parameters: stack.parameters, resources };
}

function namesOf({ resources }: DeployedStack, type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
}

function resultOf(user: IamUser): UserResult {
  const { loginProfile, passwordLastUsed } = user;
  return {
    userName: user.userName,
    userId: user.userId,
    arn: user.arn,
    created: isoTime(user.createDate),
    ...(passwordLastUsed !== undefined && { lastSignIn: isoTime(passwordLastUsed) }),
    ...(loginProfile && {
      password: { created: isoTime(loginProfile.createDate), changed: isoTime(loginProfile.passwordLastChanged) },
    }),
    accessKeys: user.accessKeys.map(({ status }) => status),
    mfa: user.mfaActive,
    tags: user.tags,
  };
}

function verdictOf(
  aws: LocalAws,
  { ruleName }: DeployedStack,
  { userId, userName }: Pick<UserResult, 'userId' | 'userName'>,
): Verdict | undefined {
  const found = aws.config.compliance.find(ruleName, userId);
  if (!found) return undefined;
  const { complianceType: compliance, annotation = '' } = found;
  return {
    compliance,
    reason: annotation.startsWith(`${userName}: `) ? annotation.slice(userName.length + 2) : annotation,
  };
}

function evaluationOf({ trigger, started, ended, recorded, error }: EvaluationRun): EvaluationResult {
  return {
    trigger,
    started: isoTime(started),
    ...(ended !== undefined && { ended: isoTime(ended) }),
    recorded,
    ...(error && { error: `${error.code}: ${error.message}` }),
  };
}

function progressOf(aws: LocalAws): string {
  const { runs } = aws.config.remediation;
  const ended = runs.filter((run) => run.ended !== undefined).length;
  const hint = runs.length > MANY_RUNS ? ' (--no-remediation only evaluates)' : '';
  return `${ended} of ${runs.length} runs have ended${hint}`;
}
