import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/decision/default-parameters';
import { parseInvocation } from '../../rule/invocation';

const TEXTS = parameterTexts(DEFAULT_PARAMETERS);

const INVOKING_EVENT = {
  messageType: 'ScheduledNotification',
  awsAccountId: '111122223333',
  notificationCreationTime: '2026-11-24T08:00:00.123Z',
  recordVersion: '1.0',
};

/** An event as Config sends it to a periodic rule; override what a test is about. */
function configEvent(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify(INVOKING_EVENT),
    ruleParameters: JSON.stringify({ ...TEXTS, maxIdleDays: '45' }),
    resultToken: 'token',
    eventLeftScope: false,
    executionRoleArn: 'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    configRuleArn: 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef',
    configRuleName: 'inactive-iam-users',
    configRuleId: 'config-rule-abcdef',
    accountId: '111122223333',
    ...overrides,
  };
}

function invokingEvent(overrides: Readonly<Record<string, unknown>>): { invokingEvent: string } {
  return { invokingEvent: JSON.stringify({ ...INVOKING_EVENT, ...overrides }) };
}

describe('An event of Config', () => {
  it('says which rule is to be evaluated, with which parameters and token', () => {
    expect(parseInvocation(configEvent())).toEqual({
      parameters: { ...DEFAULT_PARAMETERS, maxIdleDays: 45 },
      ruleName: 'inactive-iam-users',
      resultToken: 'token',
      orderingTimestamp: new Date('2026-11-24T08:00:00.123Z'),
      isTest: false,
    });
  });

  it('is a test by its result token alone', () => {
    expect(parseInvocation(configEvent({ resultToken: 'TESTMODE' }))).toMatchObject({ isTest: true });
    expect(parseInvocation(configEvent({ resultToken: 'testmode' }))).toMatchObject({ isTest: false });
  });

  it.each<[ReturnType<typeof configEvent>, string]>([
    [configEvent({ invokingEvent: undefined }), 'event field invokingEvent must be a string'],
    [configEvent({ invokingEvent: '{' }), 'event field invokingEvent must be a JSON object; got "{"'],
    [configEvent({ invokingEvent: '[]' }), 'event field invokingEvent must be a JSON object; got "[]"'],
    [
      configEvent(invokingEvent({ messageType: 'ConfigurationItemChangeNotification' })),
      'event field invokingEvent.messageType must be ScheduledNotification: this rule is periodic; got "ConfigurationItemChangeNotification"',
    ],
    [
      configEvent(invokingEvent({ messageType: 'OversizedConfigurationItemChangeNotification' })),
      'got "OversizedConfigurationItemChangeNotification"',
    ],
    [configEvent(invokingEvent({ messageType: undefined })), 'this rule is periodic; got undefined'],
    [
      configEvent(invokingEvent({ notificationCreationTime: 'yesterday' })),
      'event field invokingEvent.notificationCreationTime must be a time; got "yesterday"',
    ],
    [
      configEvent(invokingEvent({ notificationCreationTime: undefined })),
      'event field invokingEvent.notificationCreationTime must be a time; got undefined',
    ],
    [configEvent(invokingEvent({ notificationCreationTime: 7 })), 'notificationCreationTime must be a time; got 7'],
    [configEvent({ resultToken: '' }), 'event field resultToken must be a string that is not empty; got ""'],
    [configEvent({ configRuleName: 7 }), 'event field configRuleName must be a string that is not empty; got 7'],
    [configEvent({ configRuleName: undefined }), 'event field configRuleName must be a string that is not empty'],
    [
      configEvent({ ruleParameters: JSON.stringify({ ...TEXTS, maxIdleDays: '0' }) }),
      'maxIdleDays must be a whole number from 1 to 3650; got "0"',
    ],
    [configEvent({ ruleParameters: undefined }), 'maxIdleDays must be among the rule'],
  ])('is refused by the name of the field that is wrong (%#)', (event, message) => {
    expect(() => parseInvocation(event)).toThrow(message);
  });
});
