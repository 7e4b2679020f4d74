import { branchTo, getUser, lambda, nap, refusalOf, runbook } from './harness';

const withParameter = (declaration: object) =>
  runbook([getUser('get', { inputs: { Service: 'iam', Api: 'GetUser', UserName: '{{ UserName }}' } })], {
    parameters: { UserName: declaration },
  });

describe('an Automation document', () => {
  it.each<[string, unknown, string]>([
    ['no assumeRole', { schemaVersion: '0.3', mainSteps: [nap('rest')] }, 'a runbook without assumeRole'],
    ['variables', runbook([nap('rest')], { variables: {} }), 'variables: this key'],
    ['onCancel', runbook([nap('rest', { onCancel: 'Abort' })]), 'onCancel: this key'],
    ['another action', runbook([nap('rest', { action: 'aws:executeScript' })]), 'the action aws:executeScript'],
    [
      'another service',
      runbook([getUser('get', { inputs: { Service: 's3', Api: 'ListBuckets' } })]),
      'the service "s3"',
    ],
    [
      'a boto3 method name',
      runbook([getUser('get', { inputs: { Service: 'iam', Api: 'get_user' } })]),
      'method name "get_user"',
    ],
    [
      'an Api by reference',
      runbook([getUser('get', { inputs: { Service: 'iam', Api: '{{ automation:EXECUTION_ID }}' } })]),
      'a reference in this place',
    ],
    [
      'nextStep and isEnd',
      runbook([nap('rest', { isEnd: true, nextStep: 'more' }), nap('more')]),
      'nextStep together with isEnd',
    ],
    [
      'Abort of an uncritical step',
      runbook([nap('rest', { isCritical: false })]),
      'onFailure Abort with isCritical false',
    ],
    ['outputs of a sleep', runbook([nap('rest', { outputs: [] })]), 'outputs on a step of this action'],
    ['an Integer parameter', withParameter({ type: 'Integer' }), 'the type Integer'],
    ['allowed values', withParameter({ type: 'String', allowedValues: ['a'] }), 'allowedValues: this key'],
    ['a StringMap parameter', withParameter({ type: 'StringMap' }), 'the type StringMap'],
    ['a role parameter type', withParameter({ type: 'AWS::IAM::Role::Arn' }), 'the type AWS::IAM::Role::Arn'],
    ['a Java-only pattern', withParameter({ type: 'String', allowedPattern: '(?i)abc' }), 'the Java pattern (?i)abc'],
    [
      'a Java class intersection',
      withParameter({ type: 'String', allowedPattern: '[a-z&&[^b]]+' }),
      'the Java pattern',
    ],
    [
      'an SSM parameter',
      runbook([nap('rest', { inputs: { Duration: '{{ ssm:pause }}' } })]),
      'the reference {{ ssm:pause }}',
    ],
    [
      'an element of a list',
      runbook([nap('rest', { inputs: { Duration: '{{ a.b[0] }}' } })]),
      'the reference {{ a.b[0] }}',
    ],
    [
      'OutputPayload',
      runbook([getUser('get'), nap('rest', { inputs: { Duration: '{{ get.OutputPayload }}' } })]),
      'the output get.OutputPayload',
    ],
    [
      'a filter in a selector',
      runbook([getUser('get', { outputs: [{ Name: 'Id', Selector: '$.Users[?(@.a)]' }] })]),
      'this part of a JSONPath',
    ],
    [
      'a recursive selector',
      runbook([getUser('get', { outputs: [{ Name: 'Id', Selector: '$..UserId' }] })]),
      'this part of a JSONPath',
    ],
    [
      'the whole response',
      runbook([getUser('get', { outputs: [{ Name: 'All', Selector: '$' }] })]),
      'ResponseMetadata',
    ],
    [
      'a Lambda version',
      runbook([lambda({ FunctionName: 'f', InputPayload: {}, Qualifier: '1' })]),
      'inputs.Qualifier: this key',
    ],
    [
      'an asynchronous invocation',
      runbook([lambda({ FunctionName: 'f', InputPayload: {}, InvocationType: 'Event' })]),
      'the InvocationType Event',
    ],
    [
      'a payload in JSON',
      runbook([lambda({ FunctionName: 'f', InputPayload: {}, Payload: '{}' })]),
      'inputs.Payload: this key',
    ],
    [
      'an output of another type',
      runbook([getUser('get', { outputs: [{ Name: 'Tags', Selector: '$.User.Tags', Type: 'MapList' }] })]),
      'an output of the type MapList',
    ],
    [
      'every element of a list',
      runbook([getUser('get', { outputs: [{ Name: 'Id', Selector: '$.Users[*].UserId' }] })]),
      'this part of a JSONPath',
    ],
    [
      'another operation of a branch',
      runbook([
        branchTo({ Choices: [{ NextStep: 'rest', Variable: '{{ automation:EXECUTION_ID }}', StringEquals: '90' }] }),
        nap('rest'),
      ]),
      'Choices[0].StringEquals: this key',
    ],
    [
      'a condition of conditions',
      runbook([branchTo({ Choices: [{ NextStep: 'rest', Not: {} }] }), nap('rest')]),
      'Not',
    ],
    ['a system variable', runbook([nap('rest', { inputs: { Duration: '{{ global:DATE }}' } })]), '{{ global:DATE }}'],
  ])('is not modelled with %s', (_, content, message) => {
    expect(refusalOf(content)).toMatchObject({ name: 'NotModelled', message: expect.stringContaining(message) });
  });
});
