import { caller, DOCUMENT_NAME, getUser, harness, nap, OPERATOR, putRunbook, ROLE_ARN, runbook } from './harness';

const SERVED = runbook([nap('rest', { inputs: { Duration: 'PT1M' } })], {
  parameters: { UserName: { type: 'String', default: 'dave' } },
});

function served() {
  const local = harness();
  putRunbook(local, SERVED);
  const call = (operation: string, input: object, by = OPERATOR) => local.endpoint.call(by, 'ssm', operation, input);
  const start = (input: object = {}, by = OPERATOR) =>
    call('StartAutomationExecution', { DocumentName: DOCUMENT_NAME, ...input }, by);
  return { ...local, call, start };
}

async function started({ start }: ReturnType<typeof served>, input: object = {}): Promise<string> {
  const entries = new Map<string, unknown>(Object.entries(await start(input)));
  return String(entries.get('AutomationExecutionId'));
}

it.each(['GetDocument', 'CreateDocument', 'ListDocuments'])('%s is not modelled', async (operation) => {
  await expect(served().call(operation, {})).rejects.toThrow(`not modelled by this local AWS: ssm:${operation}`);
});

describe('DescribeDocument', () => {
  it('shows status and versions, but not the content', async () => {
    const answer = await served().call('DescribeDocument', { Name: DOCUMENT_NAME });

    expect(answer).toMatchObject({
      Document: { Name: DOCUMENT_NAME, Status: 'Active', DocumentType: 'Automation', DefaultVersion: '1' },
    });
    expect(JSON.stringify(answer)).not.toContain('mainSteps');
  });

  it.each<[string, object, string]>([
    ['an unknown document', { Name: 'Unknown' }, 'InvalidDocument'],
    ['no name', {}, 'ValidationException'],
  ])('refuses %s', async (_, input, code) => {
    await expect(served().call('DescribeDocument', input)).rejects.toMatchObject({ code });
  });
});

describe('StartAutomationExecution', () => {
  it.each<[string, object, string]>([
    ['an unknown document', { DocumentName: 'Unknown' }, 'AutomationDefinitionNotFoundException'],
    ['an unknown parameter', { Parameters: { User: ['x'] } }, 'InvalidAutomationExecutionParametersException'],
    ['an empty value', { Parameters: { UserName: [''] } }, 'ValidationException'],
    ['a value of 513 characters', { Parameters: { UserName: ['x'.repeat(513)] } }, 'ValidationException'],
  ])('refuses %s', async (_, input, code) => {
    const { start, ssm } = served();
    await expect(start(input)).rejects.toMatchObject({ code });
    expect(ssm.executions()).toEqual([]);
  });

  it.each<[string, object]>([
    ['a mode', { Mode: 'Interactive' }],
    ['a version', { DocumentVersion: '1' }],
    ['a token', { ClientToken: '0A1B2C3D-0000-4000-8000-000000000000' }],
    ['targets', { Targets: [] }],
    ['tags', { Tags: [] }],
  ])('does not model %s', async (_, input) => {
    await expect(served().start(input)).rejects.toThrow(/not modelled/);
  });

  it.each<[string, string[], string[]]>([
    ['iam:PassRole', ['ssm:StartAutomationExecution'], ['*']],
    [
      'the document',
      ['ssm:StartAutomationExecution', 'iam:PassRole'],
      ['arn:aws:ssm:us-east-1:111122223333:automation-execution/*', ROLE_ARN],
    ],
    [
      'executions',
      ['ssm:StartAutomationExecution', 'iam:PassRole'],
      [`arn:aws:ssm:us-east-1:111122223333:document/${DOCUMENT_NAME}`, ROLE_ARN],
    ],
  ])('is denied without permission for %s', async (_, actions, resources) => {
    const { start, ssm } = served();
    await expect(start({}, caller('limited', actions, resources))).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
    expect(ssm.executions()).toEqual([]);
  });
});

describe('GetAutomationExecution', () => {
  it('shows a run in progress, and how it ended', async () => {
    const local = served();
    const id = await started(local, { Parameters: { UserName: ['erin'] } });
    await local.clock.runUntil(local.clock.now() + 1000);
    expect(await local.call('GetAutomationExecution', { AutomationExecutionId: id })).toMatchObject({
      AutomationExecution: {
        AutomationExecutionId: id,
        AutomationExecutionStatus: 'InProgress',
        ExecutedBy: OPERATOR.arn,
        Parameters: { UserName: ['erin'] },
        CurrentStepName: 'rest',
        CurrentAction: 'aws:sleep',
        StepExecutions: [{ StepName: 'rest', StepStatus: 'InProgress', Inputs: { Duration: '"PT1M"' } }],
      },
    });
    await local.clock.runUntilIdle();
    const answer = await local.call('GetAutomationExecution', { AutomationExecutionId: id });
    expect(answer).toMatchObject({
      AutomationExecution: {
        AutomationExecutionStatus: 'Success',
        StepExecutions: [{ StepStatus: 'Success', MaxAttempts: 1, OnFailure: 'Abort', IsCritical: true, IsEnd: false }],
      },
    });
    expect(answer).toHaveProperty('AutomationExecution.CurrentStepName', undefined);
  });

  it("is authorized on the run's own ARN", async () => {
    const local = served();
    const id = await started(local);
    const arn = (run: string) => `arn:aws:ssm:us-east-1:111122223333:automation-execution/${run}`;
    const get = (resource: string) =>
      local.call(
        'GetAutomationExecution',
        { AutomationExecutionId: id },
        caller('reader', ['ssm:GetAutomationExecution'], [resource]),
      );
    await expect(get(arn(id))).resolves.toBeDefined();
    await expect(get(arn('other'))).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(get(`arn:aws:ssm:us-east-1:111122223333:document/${DOCUMENT_NAME}`)).rejects.toThrow(arn(id));
  });

  it.each<[string, string, string]>([
    ['an unknown run', '00000000-0000-4000-8000-000000000000', 'AutomationExecutionNotFoundException'],
    ['a short id', 'x', 'ValidationException'],
  ])('refuses %s', async (_, AutomationExecutionId, code) => {
    await expect(served().call('GetAutomationExecution', { AutomationExecutionId })).rejects.toMatchObject({ code });
  });
});

async function three() {
  const local = served();
  local.ssm.putDocument({
    name: 'Other',
    documentFormat: 'JSON',
    content: runbook([getUser('get')]),
  });
  const ids = [await started(local), await started(local, { DocumentName: 'Other' }), await started(local)];
  await local.clock.runUntil(local.clock.now() + 1000);
  const list = async (input: object) => {
    const answer = await local.call('DescribeAutomationExecutions', input);
    return new Map<string, unknown>(Object.entries(answer));
  };
  return { ...local, ids, list };
}

const inOrder = (...ids: (string | undefined)[]) =>
  ids.map((id) => expect.objectContaining({ AutomationExecutionId: id }));

describe('DescribeAutomationExecutions', () => {
  it('lists the latest first, page by page, whatever starts in between', async () => {
    const local = await three();
    const [first, second, third] = local.ids;
    const page = await local.list({ MaxResults: 2 });
    expect(page.get('AutomationExecutionMetadataList')).toEqual(inOrder(third, second));
    await local.start();
    const rest = await local.list({ MaxResults: 2, NextToken: page.get('NextToken') });
    expect(rest.get('AutomationExecutionMetadataList')).toEqual(inOrder(first));
    expect(rest.get('NextToken')).toBeUndefined();
  });

  it.each<[string, object, object]>([
    ['a filter', { Filters: [{ Key: 'ExecutionStatus', Values: ['Success'] }] }, { name: 'NotModelled' }],
    ['a page of 51', { MaxResults: 51 }, { code: 'ValidationException' }],
    ['an invalid token', { NextToken: 'x' }, { code: 'InvalidNextToken' }],
  ])('refuses %s', async (_, input, error) => {
    await expect(served().call('DescribeAutomationExecutions', input)).rejects.toMatchObject(error);
  });
});
