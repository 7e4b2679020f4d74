import { Duration } from 'aws-cdk-lib';
import { CfnAlarm, type CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '../../rule/metrics';

const DAY = Duration.days(1).toSeconds();

interface MonitoringProps {
  /** Also the namespace of the metrics. */
  readonly ruleName: string;
  readonly functionName: string;
}

/** Alarms on the function and its metrics. */
export class Monitoring extends Construct {
  /** Of the alarms, for the EventBridge rule on their state changes. */
  readonly arns: string[];

  constructor(scope: Construct, id: string, { ruleName, functionName }: MonitoringProps) {
    super(scope, id);
    const lambdaAlarm = (metricName: string, alarmDescription: string) =>
      alarmOnAny(this, metricName, {
        alarmDescription,
        namespace: 'AWS/Lambda',
        metricName,
        dimensions: [{ name: 'FunctionName', value: functionName }],
      });
    const users: MetricName = 'Users';
    this.arns = [
      lambdaAlarm('Errors', 'An evaluation or a run of the runbook has failed'),
      lambdaAlarm('Throttles', 'The function has been throttled'),
      new CfnAlarm(this, 'NoEvaluation', {
        alarmDescription: 'No evaluation has succeeded for two days',
        // Without FILL, CloudWatch would first use older data points, and AWS does not document how old.
        // AWS: "Configuring how CloudWatch alarms treat missing data", CloudWatch User Guide.
        metrics: [
          {
            id: 'm',
            metricStat: { metric: { namespace: ruleName, metricName: users }, period: DAY, stat: 'SampleCount' },
            returnData: false,
          },
          { id: 'e', expression: 'FILL(m, 0)' },
        ],
        evaluationPeriods: 2,
        threshold: 1,
        comparisonOperator: 'LessThanThreshold',
        treatMissingData: 'breaching',
      }).attrArn,
    ];
  }
}

type Counted = Pick<CfnAlarmProps, 'alarmDescription' | 'namespace' | 'metricName' | 'dimensions'>;

/** An alarm on a metric that counts failures: one within five minutes is enough. @returns its ARN */
export function alarmOnAny(scope: Construct, id: string, counted: Counted): string {
  return new CfnAlarm(scope, id, {
    ...counted,
    statistic: 'Sum',
    period: 300,
    evaluationPeriods: 1,
    threshold: 0,
    comparisonOperator: 'GreaterThanThreshold',
    treatMissingData: 'notBreaching',
  }).attrArn;
}
