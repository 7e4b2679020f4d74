import { RULE } from './deployed-account';

/** A rule that somebody else created in Config, as a template defines it. */
export function anotherRule(name = RULE): object {
  const daily = {
    EventSource: 'aws.config',
    MessageType: 'ScheduledNotification',
    MaximumExecutionFrequency: 'TwentyFour_Hours',
  };
  return {
    ConfigRuleName: name,
    InputParameters: { maxIdleDays: '90' },
    Source: {
      Owner: 'CUSTOM_LAMBDA',
      SourceIdentifier: 'arn:aws:lambda:us-east-1:111122223333:function:rule',
      SourceDetails: [daily],
    },
  };
}

/** The automatic remediation of a rule by a runbook. */
export function remediationBy(runbook: string, ruleName = RULE): object {
  return {
    ConfigRuleName: ruleName,
    TargetType: 'SSM_DOCUMENT',
    TargetId: runbook,
    Automatic: true,
    MaximumAutomaticAttempts: 3,
    RetryAttemptSeconds: 3600,
    Parameters: {
      AutomationAssumeRole: { StaticValue: { Values: ['arn:aws:iam::111122223333:role/runbook'] } },
      ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
    },
    ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 100, ErrorPercentage: 100 } },
  };
}
