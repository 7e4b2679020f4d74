/** What alarms do that AWS does not document. */
export interface UnconfirmedAlarms {
  /**
   * How many periods before its EvaluationPeriods an alarm looks at too, for real datapoints in the place of missing ones.
   * AWS says only that there are such, and shows two of them.
   */
  readonly extraPeriods: number;
  /**
   * What FILL makes of a metric without a datapoint: its value always; nothing until the metric has had its first
   * datapoint; or nothing whenever the metric has none in the evaluation range.
   */
  readonly emptyFill: 'value' | 'nothingUntilReported' | 'nothing';
}

export const DEFAULT_ALARMS: UnconfirmedAlarms = { extraPeriods: 2, emptyFill: 'nothingUntilReported' };
