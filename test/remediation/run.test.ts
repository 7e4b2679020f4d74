import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { readRun } from '../../remediation/run';
import { Endpoint, type Operations, SandboxClock } from '../../sandbox/index';
import { inProcessClients } from '../support/in-process-client';

const ID = '11111111-2222-3333-4444-555555555555';
const USER_ID = 'AIDAEXAMPLEEXAMPLE00';
const CALLER = {
  arn: 'arn:aws:sts::111122223333:assumed-role/a/b',
  userId: 'x',
  accountId: '111122223333',
  policies: [],
};

function step(StepName: string, Outputs: Record<string, string[]>, StepStatus: 'Success' | 'Failed' = 'Success') {
  return { StepName, StepStatus, Outputs };
}

const FOUND = step('FindUser', { UserName: ['dave'] });
const CONFIRMED = step('Confirm', { Payload: ['"inactive: for years"'] });
const WAITING = step('Confirm', { Payload: ['2026-11-24T08:05:00Z'] });

/** What SSM shows of a run that is to tell what it did; override what a test is about. */
function execution(overrides: Partial<AutomationExecution> = {}): AutomationExecution {
  return {
    AutomationExecutionId: ID,
    DocumentName: 'DeleteLoginProfile-inactive-iam-users-0123abcd',
    AutomationExecutionStatus: 'InProgress',
    Parameters: { ResourceId: [USER_ID] },
    StepExecutions: [FOUND, CONFIRMED],
    ...overrides,
  };
}

async function read(shown: AutomationExecution | undefined) {
  const answer: Operations[string] = () => ({ authorize: () => [], handle: () => ({ AutomationExecution: shown }) });
  const endpoint = new Endpoint({ ssm: { GetAutomationExecution: answer } }, new SandboxClock(0));
  return await readRun(inProcessClients(endpoint, CALLER).ssm, ID);
}

describe('A run of the runbook', () => {
  it('is read with its rule, its user and its last confirmation', async () => {
    expect(await read(execution())).toEqual({
      executionId: ID,
      ruleName: 'inactive-iam-users',
      userId: USER_ID,
      userName: 'dave',
      outcome: { kind: 'inactive', reason: 'for years' },
      deletion: undefined,
    });
  });

  it.each<[string, Partial<AutomationExecution>, object]>([
    [
      'by the confirmation after a wait',
      { StepExecutions: [FOUND, WAITING, step('ConfirmAgain', { Payload: ['keep: signed in'] })] },
      { outcome: { kind: 'keep', reason: 'signed in' } },
    ],
    [
      'by the first confirmation if the second shows no output',
      { StepExecutions: [FOUND, CONFIRMED, step('ConfirmAgain', {})] },
      { outcome: { kind: 'inactive' } },
    ],
    [
      'by the first confirmation if the second has failed',
      { StepExecutions: [FOUND, CONFIRMED, step('ConfirmAgain', { Payload: ['keep: x'] }, 'Failed')] },
      { outcome: { kind: 'inactive' } },
    ],
    [
      'with the step that has deleted the password',
      { StepExecutions: [FOUND, CONFIRMED, step('DeleteLoginProfile', {})] },
      { deletion: { StepName: 'DeleteLoginProfile' } },
    ],
    ['although SSM shows it as Failed', { AutomationExecutionStatus: 'Failed' }, { userName: 'dave' }],
  ])('is read %s', async (_name, overrides, expected) => {
    expect(await read(execution(overrides))).toMatchObject(expected);
  });

  it.each<[string, AutomationExecution | undefined]>([
    ['SSM shows nothing of it', undefined],
    ['it has no document', execution({ DocumentName: undefined })],
    ["it is another document's", execution({ DocumentName: 'AWS-RunPatchBaseline' })],
    ['it has ended', execution({ AutomationExecutionStatus: 'Success' })],
    ['it has no steps yet', execution({ StepExecutions: undefined })],
    ['it has no confirmation yet', execution({ StepExecutions: [FOUND] })],
    ['the confirmation shows no output', execution({ StepExecutions: [FOUND, { ...CONFIRMED, Outputs: undefined }] })],
    ['it is to wait', execution({ StepExecutions: [FOUND, WAITING] })],
  ])('is refused if %s', async (_name, shown) => {
    await expect(read(shown)).rejects.toMatchObject({ name: 'InvalidEvent' });
  });

  it.each<[string, AutomationExecution, string]>([
    ['the parameters', execution({ Parameters: undefined }), 'the parameter ResourceId of the run'],
    ['the parameter ResourceId', execution({ Parameters: {} }), 'the parameter ResourceId of the run'],
    ['a value of ResourceId', execution({ Parameters: { ResourceId: [] } }), 'the parameter ResourceId of the run'],
    ["the user's name", execution({ StepExecutions: [step('FindUser', {}), CONFIRMED] }), 'the user name of the run'],
  ])('fails by name if SSM answers without %s', async (_name, shown, missing) => {
    await expect(read(shown)).rejects.toMatchObject({
      name: 'OperationFailed',
      message: `AWS answered without ${missing}`,
    });
  });
});
