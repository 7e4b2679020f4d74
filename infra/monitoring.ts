import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import { CfnAlarm, CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** Counts in the log line of an evaluation, by the metric that shows them. */
export const EVALUATION_METRICS = {
  Users: 'users',
  Inactive: 'inactive',
  Exempt: 'exempt',
  Upcoming: 'upcoming',
  Removed: 'removed',
} as const;

const SECONDS = {
  One_Hour: 3_600,
  Three_Hours: 10_800,
  Six_Hours: 21_600,
  Twelve_Hours: 43_200,
  TwentyFour_Hours: 86_400,
} as const;

export interface MonitoringProps {
  /** The metrics' namespace too. */
  readonly ruleName: string;
  readonly logGroupName: string;
  readonly functionName: string;
  readonly evaluationFrequency: string;
  /** What alarms tell; nobody where absent. */
  readonly alarmActions?: string[];
  /** Whether there is a dashboard. */
  readonly dashboard: boolean | CfnCondition;
}

/** Metrics of the function's JSON log lines, the alarms that matter, and a dashboard for whoever wants one. */
export class Monitoring extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MonitoringProps,
  ) {
    super(scope, id);
    for (const [metric, member] of Object.entries(EVALUATION_METRICS)) {
      this.metric(metric, '{ $.message.outcome = "evaluated" }', `$.message.${member}`);
    }
    this.metric('Capped', '{ $.message.capped IS TRUE }', '1');

    const ofLambda = (metricName: string) => ({
      namespace: 'AWS/Lambda',
      metricName,
      dimensions: [{ name: 'FunctionName', value: props.functionName }],
    });
    this.alarm('Errors', 'An evaluation or a run of the runbook has failed', ofLambda('Errors'));
    this.alarm('Throttles', 'The function has been throttled', ofLambda('Throttles'));
    this.alarm('Capped', 'More than maxRemovals are inactive: nothing is deleted', this.own('Capped'));
    new CfnAlarm(this, 'NoEvaluation', {
      alarmDescription: 'No evaluation has succeeded for two periods',
      ...this.own('Users'),
      statistic: 'SampleCount',
      period: this.period(),
      evaluationPeriods: 2,
      threshold: 1,
      comparisonOperator: 'LessThanThreshold',
      treatMissingData: 'breaching',
      alarmActions: props.alarmActions,
    });
    this.dashboard();
  }

  private own(metricName: string) {
    return { namespace: this.props.ruleName, metricName };
  }

  private metric(metricName: string, filterPattern: string, metricValue: string): void {
    new CfnMetricFilter(this, `${metricName}Metric`, {
      logGroupName: this.props.logGroupName,
      filterPattern,
      metricTransformations: [{ metricNamespace: this.props.ruleName, metricName, metricValue }],
    });
  }

  /** Whenever it has happened within five minutes. */
  private alarm(id: string, alarmDescription: string, metric: object): void {
    new CfnAlarm(this, id, {
      alarmDescription,
      ...metric,
      statistic: 'Sum',
      period: 300,
      evaluationPeriods: 1,
      threshold: 0,
      comparisonOperator: 'GreaterThanThreshold',
      treatMissingData: 'notBreaching',
      alarmActions: this.props.alarmActions,
    });
  }

  /** Of the schedule, in seconds. A mapping would be the obvious thing, but its keys may hold no underscore. */
  private period(): number {
    const { evaluationFrequency } = this.props;
    const known = Object.entries(SECONDS).find(([name]) => name === evaluationFrequency);
    if (known) return known[1];
    const { TwentyFour_Hours: longest, ...others } = SECONDS;
    const chosen = Object.entries(others).reduce<unknown>((otherwise, [name, seconds]) => {
      const expression = Fn.conditionEquals(evaluationFrequency, name);
      return Fn.conditionIf(new CfnCondition(this, name, { expression }).logicalId, seconds, otherwise);
    }, longest);
    return Token.asNumber(chosen);
  }

  private dashboard(): void {
    const { dashboard, ruleName } = this.props;
    if (dashboard === false) return;
    const [first, ...others] = Object.keys(EVALUATION_METRICS);
    const body = {
      widgets: [
        {
          type: 'metric',
          width: 24,
          height: 9,
          properties: {
            title: 'IAM users',
            region: Aws.REGION,
            stat: 'Maximum',
            period: SECONDS.TwentyFour_Hours,
            metrics: [[ruleName, first], ...others.map((metric) => ['.', metric])],
          },
        },
      ],
    };
    const made = new CfnDashboard(this, 'Dashboard', { dashboardName: ruleName, dashboardBody: JSON.stringify(body) });
    if (typeof dashboard !== 'boolean') made.cfnOptions.condition = dashboard;
  }
}
