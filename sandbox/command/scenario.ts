import type { LocalAws, Stack } from '../index';
import { countCalls } from './call-counts';
import { changesBetween, stateOf } from './changes';
import { costOf } from './cost';
import { describeEvaluation, describeFinding, describeStack, describeUser, verdictOf } from './describe';
import { failuresOf } from './failures';
import { isoTime } from './iso-time';
import type { Population } from './population';
import type { Watch } from './progress';
import { remediationsOf } from './remediations';
import type { ScenarioResult } from './result';

/** More runs than this take a while in real time too. */
const MANY_RUNS = 50;

/**
 * The scheduled evaluation, what people do meanwhile, the automatic remediation, and the evaluations that it asks for.
 *
 * @param aws with the stack deployed and the population loaded
 * @throws NotModelled, or any other failure of the local AWS
 */
export async function runScenario(
  aws: LocalAws,
  stack: Stack,
  population: Population,
  watch: Watch,
): Promise<ScenarioResult> {
  const deployed = describeStack(stack);
  const started = aws.clock.now();
  const beforeEvaluation = stateOf(aws.iam.users());
  watch(`evaluating ${beforeEvaluation.size} users`);
  await aws.clock.runUntilSettled(aws.config.evaluate(deployed.ruleName));
  const afterEvaluation = stateOf(aws.iam.users());
  const callsOfEvaluation = aws.endpoint.calls.length;
  const users = aws.iam.users().map((user) => {
    const verdict = verdictOf(aws, deployed.ruleName, user);
    return { ...describeUser(user), ...(verdict && { verdict }) };
  });

  const automaticRemediation = stack.parameters['AutomaticRemediation'] === 'true';
  const meanwhile = automaticRemediation ? await population.meanwhile(aws) : [];
  const beforeRemediation = stateOf(aws.iam.users());
  watch(() => `remediating: ${progressOf(aws)}`);
  await aws.clock.runUntilIdle();

  const names = new Map(users.map(({ userId, userName }) => [userId, userName]));
  const remediations = remediationsOf(aws, (userId) => names.get(userId) ?? userId);
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
    evaluations: aws.config.runs.map(describeEvaluation),
    users: users.map((user) => {
      const verdictAfter = verdictOf(aws, deployed.ruleName, user);
      return { ...user, ...(verdictAfter && { verdictAfter }) };
    }),
    meanwhile,
    automaticRemediation,
    remediations,
    changes,
    findings: aws.securityHub.findings().map(describeFinding),
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

function namesOf({ resources }: ScenarioResult['stack'], type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
}

function progressOf(aws: LocalAws): string {
  const { runs } = aws.config.remediation;
  const ended = runs.filter((run) => run.ended !== undefined).length;
  const hint = runs.length > MANY_RUNS ? ' (to skip this: --no-remediation)' : '';
  return `${ended} of ${runs.length} runs have ended${hint}`;
}
