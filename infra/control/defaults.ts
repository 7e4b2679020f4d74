import { Duration } from 'aws-cdk-lib';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME } from '../../rule/decision/default-parameters';
import type { RuleParameters } from '../../rule/decision/parameters';

/** Every choice that has a default. */
export interface Settings extends RuleParameters {
  readonly ruleName: string;
  readonly evaluationFrequency: MaximumExecutionFrequency;
  readonly automaticRemediation: boolean;
  readonly dashboard: boolean;
  readonly maximumAutomaticAttempts: number;
  readonly retryAttemptPeriod: Duration;
}

/** What the construct and the account stack begin with. */
export const DEFAULTS: Settings = {
  ...DEFAULT_PARAMETERS,
  ruleName: DEFAULT_RULE_NAME,
  evaluationFrequency: MaximumExecutionFrequency.TWENTY_FOUR_HOURS,
  automaticRemediation: true,
  dashboard: false,
  maximumAutomaticAttempts: 5,
  // A run may wait four hours for a credential report, and Config tries once after each daily evaluation: the brake has
  // to look back over all of the attempts to engage at all.
  retryAttemptPeriod: Duration.days(7),
};
