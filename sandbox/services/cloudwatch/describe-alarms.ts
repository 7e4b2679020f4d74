import type { DescribeAlarmsOutput, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Account } from '../../core/account';
import { AwsError } from '../../core/aws-error';
import type { Operation } from '../../endpoint/operation';
import { paging } from '../config/pages';
import { alarmArn } from './alarm';
import type { Alarms } from './alarms';

/**
 * Alarms that do not exist are left out; without names, all are shown. An alarm is shown with its state, but without the
 * metric that it watches. AWS: "DescribeAlarms", CloudWatch API Reference.
 */
export function describeAlarms(alarms: Alarms, account: Account): Operation {
  return (input) => {
    const names = input
      .only('AlarmNames', 'MaxRecords', 'NextToken')
      .texts('AlarmNames', { max: 100 }, { min: 1, max: 255 });
    const size = input.optionalInteger('MaxRecords', { min: 1, max: 100 }) ?? 50;
    const refusal = new AwsError('InvalidNextToken', 'The next token specified is invalid.');
    const page = paging(
      `DescribeAlarms ${names.join()}`,
      size,
      input.optionalText('NextToken', { min: 1, max: 1024 }),
      {
        refusal,
      },
    );
    return {
      authorize: () => (names.length === 0 ? [{ arn: '*' }] : names.map((name) => ({ arn: alarmArn(account, name) }))),
      handle: (): DescribeAlarmsOutput => {
        const found = alarms.all().filter(({ definition }) => names.length === 0 || names.includes(definition.name));
        const { items, nextToken } = page(found, ({ definition }) => definition.name);
        return { MetricAlarms: items.map((alarm) => described(alarm, account)), NextToken: nextToken };
      },
    };
  };
}

function described({ definition, state }: ReturnType<Alarms['all']>[number], account: Account): MetricAlarm {
  return {
    AlarmName: definition.name,
    AlarmArn: alarmArn(account, definition.name),
    AlarmDescription: definition.description,
    StateValue: state.value,
    StateUpdatedTimestamp: new Date(state.since),
    EvaluationPeriods: definition.evaluationPeriods,
    Threshold: definition.threshold,
    ComparisonOperator: definition.comparison,
    TreatMissingData: definition.treatMissingData,
  };
}
