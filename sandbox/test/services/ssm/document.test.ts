import { branchTo, getUser, harness, nap, putRunbook, runbook } from './harness';

describe('an Automation document', () => {
  it.each<[string, unknown]>([
    ['a single step', runbook([nap('rest')])],
    ['a markdown description', runbook([nap('rest')], { description: '# What it does' })],
    [
      'parameters of each modelled type',
      runbook([nap('rest')], {
        parameters: {
          Name: { type: 'String', description: 'a name', allowedPattern: '[\\w+=,.@-]{1,64}' },
          Names: { type: 'StringList', default: ['a', 'b'] },
          Days: { type: 'Integer', default: 90 },
          DryRun: { type: 'Boolean', default: false },
          Mode: { type: 'String', default: 'keep', allowedValues: ['keep', 'delete'], minChars: 4, maxChars: 6 },
        },
      }),
    ],
    [
      'a branch with an unreachable way back',
      runbook([
        branchTo({
          Choices: [{ NextStep: 'last', Variable: '{{ global:REGION }}', StringEquals: 'x' }],
          Default: 'last',
        }),
        nap('dead', { nextStep: 'decide' }),
        nap('last'),
      ]),
    ],
    [
      'a role made of system variables',
      runbook([nap('rest')], {
        assumeRole: 'arn:{{ global:AWS_PARTITION }}:iam::{{ global:ACCOUNT_ID }}:role/Remediation',
      }),
    ],
    [
      'every step key',
      runbook(
        [
          getUser('get', {
            description: 'reads',
            maxAttempts: 2,
            timeoutSeconds: 20,
            onFailure: 'step:rest',
            isCritical: false,
            nextStep: 'rest',
            outputs: [{ Name: 'Id', Selector: '$.User.UserId', Type: 'String' }],
          }),
          nap('rest', { isEnd: true }),
        ],
        { outputs: ['get.Id'] },
      ),
    ],
  ])('is accepted with %s', (_, content) => {
    expect(() => putRunbook(harness(), content)).not.toThrow();
  });
});
