import { GetAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { inProcessClients } from '../../../../test/support/in-process-client';
import {
  DOCUMENT_NAME,
  getUser,
  harness,
  lambda,
  nap,
  NO_OUTPUT,
  noSuchEntity,
  OPERATOR,
  putRunbook,
  runbook,
} from './harness';

const find = getUser('find', {
  onFailure: 'step:confirm',
  isCritical: false,
  outputs: [
    { Name: 'Id', Selector: '$.User.UserId' },
    { Name: 'Arn', Selector: '$.User.Arn' },
  ],
});
const confirm = { ...lambda({ FunctionName: 'f', InputPayload: { days: 90 } }), nextStep: 'last' };

/** The runbook's run as the SDK's own client reads it, after the given seconds. */
async function read(call: () => object, seconds: number) {
  const local = harness({ call, invoke: () => ({ payload: '"deleted"', log: ['a=b'] }) });
  putRunbook(
    local,
    runbook([find, confirm, getUser('unused', { outputs: [] }), nap('last')], { outputs: ['find.Id'] }),
  );
  const AutomationExecutionId = local.ssm.start({ documentName: DOCUMENT_NAME, parameters: {}, startedBy: 'the test' });
  await local.clock.runUntil(local.clock.now() + seconds * 1000);
  const { ssm } = inProcessClients(local.endpoint, OPERATOR);
  return (await ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId }))).AutomationExecution;
}

const found = () => ({ User: { UserId: 'AIDA1', Arn: "arn:<a=b>&'c'" } });

describe('GetAutomationExecution, as AWS was recorded to answer it,', () => {
  it('shows of a run in progress the statuses so far', async () => {
    const execution = await read(found, 0.5);
    expect(execution).toMatchObject({ AutomationExecutionStatus: 'InProgress', CurrentStepName: 'last' });
    expect(execution?.StepExecutions?.map(({ StepName, StepStatus }) => `${StepName} ${StepStatus}`)).toEqual([
      'find Success',
      'confirm Success',
      'unused Pending',
      'last InProgress',
    ]);
  });

  it('has inputs in JSON, outputs in lists, and all outputs of a step as OutputPayload', async () => {
    const payload = String.raw`{"Id":"AIDA1","Arn":"arn:\u003ca\u003db\u003e\u0026\u0027c\u0027"}`;
    expect((await read(found, 2))?.StepExecutions).toMatchObject([
      {
        Inputs: { Service: '"iam"', Api: '"GetUser"', UserName: '"dave"' },
        Outputs: { Id: ['AIDA1'], Arn: ["arn:<a=b>&'c'"], OutputPayload: [payload] },
        OnFailure: 'step:confirm',
        IsCritical: false,
        OverriddenParameters: {},
      },
      {
        Inputs: { FunctionName: '"f"', InputPayload: '{"days":90}' },
        Outputs: {
          StatusCode: ['200'],
          Payload: ['deleted'],
          LogResult: ['YT1i'],
          OutputPayload: ['{"StatusCode":"200","LogResult":"YT1i","Payload":"deleted"}'],
        },
        NextStep: 'last',
      },
      { StepName: 'unused', Inputs: {}, Outputs: {} },
      { StepName: 'last', Outputs: {} },
    ]);
  });

  it('has for a step that failed its message, and AWS’s sentence for its outputs', async () => {
    const execution = await read(noSuchEntity, 2);
    expect(execution?.Outputs).toEqual({ 'find.Id': [NO_OUTPUT] });
    expect(execution?.StepExecutions?.[0]).toMatchObject({
      StepStatus: 'Failed',
      FailureMessage: expect.stringContaining('(NoSuchEntity)'),
      Outputs: { Id: [NO_OUTPUT], Arn: [NO_OUTPUT] },
    });
    expect(execution?.StepExecutions?.[0]?.Outputs).not.toHaveProperty('OutputPayload');
  });
});
