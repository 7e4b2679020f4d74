import type { LocalAws } from '../index';

/** AWS's list prices in thousandths of a dollar: AWS Config and Systems Manager pricing pages. */
export const EVALUATION_MILLS = 1;
const STEP_MILLS = 2;

/** What AWS would charge for everything that has happened in the account, in US dollars. */
export function costOf(aws: LocalAws) {
  const { recordedEvaluations } = aws.config.compliance;
  const automationSteps = aws.ssm.billableSteps;
  return {
    recordedEvaluations,
    evaluationsUsd: (recordedEvaluations * EVALUATION_MILLS) / 1000,
    automationSteps,
    stepsUsd: (automationSteps * STEP_MILLS) / 1000,
  };
}
