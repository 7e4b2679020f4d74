import { branchTo, getUser, lambda, nap, refusalOf, runbook } from './harness';

const withParameter = (declaration: object) =>
  runbook([getUser('get', { inputs: { Service: 'iam', Api: 'GetUser', UserName: '{{ UserName }}' } })], {
    parameters: { UserName: declaration },
  });

describe('an Automation document', () => {
  it.each<[string, unknown, string]>([
    ['an unknown key', runbook([nap('rest')], { mainStep: [] }), 'mainStep: unknown key'],
    ['another schema', runbook([nap('rest')], { schemaVersion: '2.2' }), 'schemaVersion: "2.2" is not one of 0.3'],
    ['no steps', runbook([]), 'mainSteps: must have at least 1 element'],
    ['no mainSteps', { schemaVersion: '0.3' }, 'the document: the key "mainSteps" is missing'],
    ['steps that are not a list', { schemaVersion: '0.3', mainSteps: {} }, 'mainSteps: must be a list'],
    ['an unknown step key', runbook([nap('rest', { onfailure: 'Abort' })]), 'mainSteps[0].onfailure: unknown key'],
    ['a step name with a dash', runbook([nap('a-b')]), 'mainSteps[0].name: "a-b" does not match'],
    ['two steps of one name', runbook([nap('rest'), nap('rest')]), 'mainSteps[1].name: two steps are named "rest"'],
    [
      'a step without inputs',
      runbook([{ name: 'rest', action: 'aws:sleep' }]),
      'mainSteps[0]: the key "inputs" is missing',
    ],
    [
      'an unknown input',
      runbook([nap('rest', { inputs: { Durations: 'PT1S' } })]),
      'mainSteps[0].inputs.Durations: unknown key',
    ],
    ['no attempts', runbook([nap('rest', { maxAttempts: 0 })]), 'mainSteps[0].maxAttempts: 0 is less than 1'],
    ['attempts as text', runbook([nap('rest', { maxAttempts: '3' })]), 'maxAttempts: must be a whole number, got "3"'],
    ['isEnd as text', runbook([nap('rest', { isEnd: 'true' })]), 'isEnd: must be true or false, got "true"'],
    ['an unknown onFailure', runbook([nap('rest', { onFailure: 'abort' })]), 'onFailure: "abort" is not Abort'],
    ['onFailure to no step', runbook([nap('rest', { onFailure: 'step:away' })]), 'onFailure: there is no step "away"'],
    ['nextStep to no step', runbook([nap('rest', { nextStep: 'away' })]), 'nextStep: there is no step "away"'],
    [
      'a choice to no step',
      runbook([
        branchTo({
          Choices: [{ NextStep: 'away', Variable: '{{ automation:EXECUTION_ID }}', StartsWith: 'x' }],
        }),
      ]),
      'Choices[0].NextStep: there is no step "away"',
    ],
    [
      'a Default to no step',
      runbook([
        branchTo({
          Choices: [{ NextStep: 'rest', Variable: '{{ automation:EXECUTION_ID }}', StartsWith: 'x' }],
          Default: 'away',
        }),
        nap('rest'),
      ]),
      'inputs.Default: there is no step "away"',
    ],
    [
      'a circle',
      runbook([nap('one'), nap('two'), nap('three', { nextStep: 'two' })]),
      'in a circle: two -> three -> two',
    ],
    ['a circle by onFailure', runbook([nap('one', { onFailure: 'step:one' })]), 'in a circle: one -> one'],
    [
      'an unknown parameter',
      runbook([nap('rest', { inputs: { Duration: '{{ Pause }}' } })]),
      'inputs.Duration: there is no parameter "Pause"',
    ],
    [
      'an unknown step in a text',
      runbook([nap('rest', { inputs: { Duration: 'PT{{ x.Y }}S' } })]),
      'there is no step "x"',
    ],
    [
      'an unknown output',
      runbook([getUser('get'), nap('rest', { inputs: { Duration: '{{ get.Id }}' } })]),
      'the step "get" has no output "Id"',
    ],
    [
      'a document output of no step',
      runbook([nap('rest')], { outputs: ['get.Id'] }),
      'outputs[0]: there is no step "get"',
    ],
    [
      'a malformed document output',
      runbook([nap('rest')], { outputs: ['rest'] }),
      'outputs[0]: "rest" is not step.output',
    ],
    ['a half reference', runbook([nap('rest', { inputs: { Duration: '{{ Pause' } })]), '"{{" without its "}}"'],
    ['an empty reference', runbook([nap('rest', { inputs: { Duration: '{{ }}' } })]), '{{  }} is no reference'],
    [
      'a role by a step output',
      runbook(
        [
          getUser('get', {
            outputs: [{ Name: 'Role', Selector: '$.User.Arn' }],
          }),
        ],
        { assumeRole: '{{ get.Role }}' },
      ),
      'assumeRole: no step has run',
    ],
    [
      'an API that the service does not have',
      runbook([getUser('get', { inputs: { Service: 'iam', Api: 'GetUsr' } })]),
      'iam has no operation "GetUsr"',
    ],
    [
      'a selector without $',
      runbook([getUser('get', { outputs: [{ Name: 'Id', Selector: 'User.UserId' }] })]),
      'must begin with $',
    ],
    [
      'an output type that does not exist',
      runbook([getUser('get', { outputs: [{ Name: 'Id', Selector: '$.User', Type: 'Map' }] })]),
      'Type: "Map" is not one of',
    ],
    [
      'two outputs of one name',
      runbook([
        getUser('get', {
          outputs: [
            { Name: 'Id', Selector: '$.User.UserId' },
            { Name: 'Id', Selector: '$.User.Arn' },
          ],
        }),
      ]),
      'two outputs are named "Id"',
    ],
    [
      'an assertion without values',
      runbook([
        {
          name: 'check',
          action: 'aws:assertAwsResourceProperty',
          inputs: {
            Service: 'iam',
            Api: 'GetUser',
            PropertySelector: '$.User.UserName',
            DesiredValues: [],
          },
        },
      ]),
      'DesiredValues: must have at least 1 element',
    ],
    [
      'a choice without a condition',
      runbook([branchTo({ Choices: [{ NextStep: 'rest' }] }), nap('rest')]),
      'Choices[0]: the key "StartsWith" is missing',
    ],
    [
      'a choice with an unknown operation',
      runbook([
        branchTo({ Choices: [{ NextStep: 'rest', Variable: '{{ automation:EXECUTION_ID }}', StringLike: 'a' }] }),
        nap('rest'),
      ]),
      'Choices[0].StringLike: unknown key',
    ],
    [
      'a lambda step with an unknown input',
      runbook([lambda({ FunctionName: 'f', InputPayload: {}, Input: {} })]),
      'inputs.Input: unknown key',
    ],
    [
      'an unknown parameter key',
      withParameter({ type: 'String', pattern: '.*' }),
      'parameters.UserName.pattern: unknown key',
    ],
    ['an unknown parameter type', withParameter({ type: 'string' }), '"string" is not a parameter type'],
    ['a default of another type', withParameter({ type: 'String', default: 3 }), 'default: must be a string, got 3'],
    [
      'a default that breaks its own pattern',
      withParameter({ type: 'String', default: '', allowedPattern: '.+' }),
      'default: Parameter "UserName" has value "" not matching ".+"',
    ],
  ])('is InvalidDocumentContent with %s', (_, content, message) => {
    expect(refusalOf(content)).toMatchObject({
      name: 'AwsError',
      code: 'InvalidDocumentContent',
      status: 400,
      message: expect.stringContaining(message),
    });
  });
});
