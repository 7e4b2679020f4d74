import { branchTo, getUser, harness, nap, putRunbook, runbook } from './harness';

describe('an Automation document', () => {
  it.each<[string, unknown]>([
    ['a single step', runbook([nap('rest')])],
    ['a markdown description', runbook([nap('rest')], { description: '# What it does' })],
    [
      'parameters',
      runbook([nap('rest')], {
        parameters: {
          Name: { type: 'String', description: 'a name', allowedPattern: '[\\w+=,.@-]{1,64}' },
          Mode: { type: 'String', default: 'keep' },
        },
      }),
    ],
    [
      'a branch with an unreachable way back',
      runbook([
        branchTo({
          Choices: [{ NextStep: 'last', Variable: '{{ automation:EXECUTION_ID }}', StartsWith: 'x' }],
          Default: 'last',
        }),
        nap('dead', { nextStep: 'decide' }),
        nap('last'),
      ]),
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
