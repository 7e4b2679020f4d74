import { Duration } from 'aws-cdk-lib';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME } from '../../rule/decision/default-parameters';
import type { RuleParameters } from '../../rule/decision/parameters';

/** Every setting that has a default. */
export interface Settings extends RuleParameters {
  readonly ruleName: string;
  readonly evaluationFrequency: MaximumExecutionFrequency;
  readonly automaticRemediation: boolean;
  readonly maximumAutomaticAttempts: number;
  readonly retryAttemptPeriod: Duration;
}

/** For the construct and the account template. */
export const DEFAULTS: Settings = {
  ...DEFAULT_PARAMETERS,
  ruleName: DEFAULT_RULE_NAME,
  evaluationFrequency: MaximumExecutionFrequency.TWENTY_FOUR_HOURS,
  automaticRemediation: true,
  maximumAutomaticAttempts: 5,
  // Config attempts a remediation once after each daily evaluation, so the period must cover several days for Config to
  // reach maximumAutomaticAttempts at all.
  retryAttemptPeriod: Duration.days(7),
};
