import { InvalidEvent } from './decision/errors';
import { isRecord, parseJson } from './decision/json';
import { parseRuleParameters, type RuleParameters } from './decision/parameters';

/** Config's event, parsed. */
export interface Invocation {
  readonly parameters: RuleParameters;
  readonly ruleName: string;
  readonly resultToken: string;
  readonly orderingTimestamp: Date;
  /** Config checks the evaluations but stores none. AWS: "PutEvaluations", TestMode. */
  readonly isTest: boolean;
}

/**
 * Parses the event of a periodic custom rule. AWS: "Example Events for AWS Config Rules", AWS Config Developer Guide.
 *
 * @throws InvalidEvent that names the field, for any other event; InvalidParameter for a malformed parameter
 */
export function parseInvocation(event: Readonly<Record<string, unknown>>): Invocation {
  const invokingEvent = parseJson(textOf(event, 'invokingEvent'));
  if (!isRecord(invokingEvent)) throw new InvalidEvent('invokingEvent', event['invokingEvent'], 'a JSON object');
  const { messageType, notificationCreationTime } = invokingEvent;
  if (messageType !== 'ScheduledNotification') {
    throw new InvalidEvent('invokingEvent.messageType', messageType, 'ScheduledNotification: this rule is periodic');
  }
  const orderingTimestamp = new Date(
    typeof notificationCreationTime === 'string' ? notificationCreationTime : Number.NaN,
  );
  if (Number.isNaN(orderingTimestamp.getTime())) {
    throw new InvalidEvent('invokingEvent.notificationCreationTime', notificationCreationTime, 'a time');
  }
  const resultToken = textOf(event, 'resultToken');
  return {
    parameters: parseRuleParameters(event['ruleParameters']),
    ruleName: textOf(event, 'configRuleName'),
    resultToken,
    orderingTimestamp,
    isTest: resultToken === 'TESTMODE',
  };
}

function textOf(event: Readonly<Record<string, unknown>>, field: string): string {
  const value = event[field];
  if (typeof value !== 'string' || value === '') throw new InvalidEvent(field, value, 'a string that is not empty');
  return value;
}
