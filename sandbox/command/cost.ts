import type { LocalAws } from '../index';
import type { Cost } from './result';

/** AWS's list prices in thousandths of a dollar: AWS Config and Systems Manager pricing pages. */
export const EVALUATION_MILLS = 1;
const STEP_MILLS = 2;

/** What AWS would charge for all that has happened in the account. */
export function costOf(aws: LocalAws): Cost {
  const { recordedEvaluations } = aws.config.compliance;
  const automationSteps = aws.ssm.billableSteps;
  return {
    recordedEvaluations,
    evaluationsUsd: (recordedEvaluations * EVALUATION_MILLS) / 1000,
    automationSteps,
    stepsUsd: (automationSteps * STEP_MILLS) / 1000,
  };
}
