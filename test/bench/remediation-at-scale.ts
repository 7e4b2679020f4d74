import { costOf } from '../../sandbox/cli/cost';
import type { SeedUser } from '../../sandbox/iam/seed';
import { LocalAws } from '../../sandbox/local-aws';
import { DAY, HOUR, RULE } from '../support/deployed-account';
import { population } from './population';
import { IAM_BURST, IAM_CALLS_PER_SECOND } from './simulated-account';
import { Throttle } from './throttle';

/** What it took to remediate everybody, on the clock of the local AWS. */
export interface RemediationAtScale {
  /** Hours since another tool had the credential report made; 0: none has. */
  readonly reportAgeHours: number;
  readonly users: number;
  readonly inactiveBefore: number;
  readonly deleted: number;
  readonly runs: number;
  readonly failedRuns: number;
  /** The evaluations after the first: those that the runs have asked for. */
  readonly evaluationsAfter: number;
  readonly refusedEvaluations: number;
  readonly recorded: number;
  readonly steps: number;
  readonly costUsd: number;
  /** From the evaluation to the end of the last run, hours. */
  readonly hours: number;
}

/**
 * Everybody inactive at once, with SSM's limits (100 at a time, one start a second) and Config's execution controls, and
 * IAM throttled as in the other measurements.
 */
export async function remediateAtScale(
  template: unknown,
  users: number,
  inactive: number,
  reportAgeHours: number,
): Promise<RemediationAtScale> {
  const now = Date.now();
  const aws = await LocalAws.start({ now });
  try {
    await aws.deploy(template, { MaxRemovals: '0' });
    for (const user of populationOf(users, inactive, now)) aws.iam.seed(user);
    const throttle = new Throttle(IAM_CALLS_PER_SECOND, IAM_BURST, () => aws.clock.now());
    if (reportAgeHours > 0) aws.iam.makeReport(now - reportAgeHours * HOUR);
    aws.endpoint.interceptors.push(({ caller, service }) => {
      if (service === 'iam' && caller !== aws.operator.arn) throttle.take();
    });
    await aws.clock.runUntilSettled(aws.config.evaluate(RULE));
    await aws.clock.runUntilIdle();
    const { calls } = aws.endpoint;
    const executions = aws.ssm.executions();
    const { recordedEvaluations, evaluationsUsd, automationSteps, stepsUsd } = costOf(aws);
    return {
      reportAgeHours,
      users,
      inactiveBefore: inactive,
      deleted: calls.filter(({ operation, error }) => operation === 'DeleteLoginProfile' && error === undefined).length,
      runs: executions.length,
      failedRuns: executions.filter(({ status }) => status !== 'Success').length,
      evaluationsAfter: aws.config.runs.length - 1,
      refusedEvaluations: calls.filter(
        ({ operation, error }) => operation === 'StartConfigRulesEvaluation' && error !== undefined,
      ).length,
      recorded: recordedEvaluations,
      steps: automationSteps,
      costUsd: evaluationsUsd + stepsUsd,
      hours: (aws.clock.now() - now) / HOUR,
    };
  } finally {
    await aws.close();
  }
}

function populationOf(users: number, inactive: number, now: number): SeedUser[] {
  const active = population(users, 0, now);
  return active.map((user, index) =>
    index < inactive
      ? {
          userName: user.userName,
          createDate: user.createDate,
          loginProfile: { createDate: user.createDate },
          passwordLastUsed: now - (100 + index) * DAY,
        }
      : user,
  );
}
