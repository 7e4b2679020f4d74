import { STEPS } from '../../remediation/protocol';
import { LocalAws } from '../../sandbox/index';
import { costOf } from '../../sandbox/command/cost';
import { HOUR, RULE } from '../support/deployed-account';
import { censusOf } from './census';
import { type Population, usersOf } from './population';
import { IAM_BURST, IAM_CALLS_PER_SECOND } from './simulated-account';
import { Throttle } from './throttle';

/** What it took to remediate every inactive user, on the clock of the local AWS. */
export interface RemediationAtScale {
  /** Hours since another tool asked for the credential report; 0: there is none. */
  readonly reportAgeHours: number;
  readonly population: Population;
  readonly users: number;
  readonly inactiveBefore: number;
  readonly deleted: number;
  readonly runs: number;
  /** Runs that failed, which Config then repeats. */
  readonly failedRuns: number;
  /** IAM's refusals for too many calls, of evaluations and runs together. */
  readonly throttled: number;
  /** The evaluations that the runs asked for. */
  readonly evaluationsAfter: number;
  readonly refusedEvaluations: number;
  readonly recorded: number;
  readonly steps: number;
  /** Of the runs that deleted a password, the fewest and the most. */
  readonly stepsOfRemoval: readonly [number, number];
  readonly costUsd: number;
  /** From the evaluation to the end of the last run, hours. */
  readonly hours: number;
}

/**
 * Remediates all inactive users at once, with the cap at their number, SSM's limits (100 at a time, one start a second),
 * Config's execution controls, and IAM throttled as in the other measurements.
 */
export async function remediateAtScale(
  template: unknown,
  population: Population,
  users: number,
  reportAgeHours: number,
): Promise<RemediationAtScale> {
  const now = Date.now();
  const aws = await LocalAws.start({ now });
  try {
    for (const user of usersOf(population, users, now)) aws.iam.seed(user);
    const inactive = censusOf(aws.iam.users(), now).inactive.length;
    await aws.deploy(template, { MaxRemovals: String(inactive) });
    const throttle = new Throttle(IAM_CALLS_PER_SECOND, IAM_BURST, () => aws.clock.now());
    if (reportAgeHours > 0) aws.iam.makeReport(now - reportAgeHours * HOUR);
    aws.endpoint.interceptors.push(({ caller, service }) => {
      if (service === 'iam' && caller !== aws.operator.arn) throttle.take();
    });
    await aws.clock.runUntilSettled(aws.config.evaluate(RULE));
    await aws.clock.runUntilIdle();
    const { calls } = aws.endpoint;
    const executions = aws.ssm.executions();
    const removals = executions.filter(({ steps }) =>
      steps.some(({ name, status }) => name === STEPS.delete && status === 'Success'),
    );
    const begun = removals.map(({ steps }) => steps.filter(({ status }) => status !== 'Pending').length);
    const { recordedEvaluations, evaluationsUsd, automationSteps, stepsUsd } = costOf(aws);
    return {
      reportAgeHours,
      population,
      users,
      inactiveBefore: inactive,
      deleted: removals.length,
      runs: executions.length,
      failedRuns: executions.filter(({ status }) => status !== 'Success').length,
      throttled: calls.filter(({ error }) => error === 'Throttling').length,
      evaluationsAfter: aws.config.runs.length - 1,
      refusedEvaluations: calls.filter(
        ({ operation, error }) => operation === 'StartConfigRulesEvaluation' && error !== undefined,
      ).length,
      recorded: recordedEvaluations,
      steps: automationSteps,
      stepsOfRemoval: [Math.min(...begun), Math.max(...begun)],
      costUsd: evaluationsUsd + stepsUsd,
      hours: (aws.clock.now() - now) / HOUR,
    };
  } finally {
    await aws.close();
  }
}
