import { DOCUMENT_NAME, harness, putRunbook, run, runbook } from './harness';

const start = (local: ReturnType<typeof harness>, parameters: Record<string, string[]> = {}) =>
  local.ssm.start({ documentName: DOCUMENT_NAME, parameters, startedBy: 'the test' });

describe('the parameters of a run', () => {
  const parameters = {
    UserName: { type: 'String', allowedPattern: '[\\w+=,.@-]{1,64}|x', minChars: 2, maxChars: 5 },
    Mode: { type: 'String', default: 'keep', allowedValues: ['keep', 'delete'] },
    Days: { type: 'Integer', default: 90 },
    Dry: { type: 'Boolean', default: false },
    Users: { type: 'StringList', default: ['all'], allowedPattern: '[a-z]+' },
  };
  const content = runbook(
    [
      {
        name: 'confirm',
        action: 'aws:invokeLambdaFunction',
        inputs: {
          FunctionName: 'Confirm',
          InputPayload: {
            name: '{{ UserName }}',
            mode: '{{ Mode }}',
            days: '{{ Days }}',
            dry: '{{ Dry }}',
            users: '{{ Users }}',
          },
        },
      },
    ],
    { parameters },
  );
  const eventOf = async (given: Record<string, string[]>) => {
    let received: unknown;
    const local = harness({
      invoke: (_, event) => {
        received = event;
        return { payload: 'null', log: [] };
      },
    });
    await run(local, content, given);
    return received;
  };

  it('take their defaults if they are not given', async () => {
    expect(await eventOf({ UserName: ['dave'] })).toEqual({
      name: 'dave',
      mode: 'keep',
      days: 90,
      dry: false,
      users: ['all'],
    });
  });

  it('are taken in their types', async () => {
    const given = { UserName: ['dave'], Mode: ['delete'], Days: ['-1'], Dry: ['true'], Users: ['a', 'b'] };
    expect(await eventOf(given)).toEqual({ name: 'dave', mode: 'delete', days: -1, dry: true, users: ['a', 'b'] });
  });

  it.each<[string, Record<string, string[]>, string]>([
    ['an undeclared one', { UserName: ['dave'], User: ['x'], Id: ['y'] }, 'Undefined execution inputs: [User, Id]'],
    ['a missing one', {}, 'Missing required parameter: UserName in user inputs.'],
    [
      'two values for one',
      { UserName: ['dave', 'erin'] },
      'Parameter "UserName" is a String and must have one value, got 2.',
    ],
    ['no value', { UserName: [] }, 'must have one value, got 0.'],
    [
      'one that matches only in part',
      { UserName: ['da ve'] },
      'Parameter "UserName" has value "da ve" not matching "[\\w+=,.@-]{1,64}|x".',
    ],
    ['one that matches up to a newline', { UserName: ['dave\n'] }, 'not matching'],
    ['a short one', { UserName: ['x'] }, 'whose length is not from 2 to 5'],
    ['a long one', { UserName: ['abcdef'] }, 'whose length is not from 2 to 5'],
    [
      'a value that is not allowed',
      { UserName: ['dave'], Mode: ['Keep'] },
      'Parameter "Mode" has value "Keep" not found in [keep, delete].',
    ],
    ['no integer', { UserName: ['dave'], Days: ['90.5'] }, 'Parameter "Days" has value "90.5", which is no Integer.'],
    ['no boolean', { UserName: ['dave'], Dry: ['yes'] }, 'which is no Boolean.'],
    [
      'a bad element',
      { UserName: ['dave'], Users: ['a', 'B'] },
      'Parameter "Users" has value "B" not matching "[a-z]+".',
    ],
  ])('are refused with %s', (_, given, message) => {
    const local = harness();
    putRunbook(local, content);
    expect(() => start(local, given)).toThrow(
      expect.objectContaining({
        code: 'InvalidAutomationExecutionParametersException',
        status: 400,
        message: expect.stringContaining(message),
      }),
    );
  });
});
