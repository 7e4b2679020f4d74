import { DOCUMENT_NAME, harness, putRunbook, run, runbook } from './harness';

const start = (local: ReturnType<typeof harness>, parameters: Record<string, string[]> = {}) =>
  local.ssm.start({ documentName: DOCUMENT_NAME, parameters, startedBy: 'the test' });

describe('the parameters of a run', () => {
  const parameters = {
    UserName: { type: 'String', allowedPattern: '[\\w+=,.@-]{1,64}|x' },
    Mode: { type: 'String', default: 'keep' },
  };
  const content = runbook(
    [
      {
        name: 'confirm',
        action: 'aws:invokeLambdaFunction',
        inputs: {
          FunctionName: 'Confirm',
          InputPayload: { name: '{{ UserName }}', mode: '{{ Mode }}' },
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
    expect(await eventOf({ UserName: ['dave'] })).toEqual({ name: 'dave', mode: 'keep' });
    expect(await eventOf({ UserName: ['dave'], Mode: ['delete'] })).toEqual({ name: 'dave', mode: 'delete' });
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
