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

describe('GetDocument', () => {
  it('returns the content as JSON', async () => {
    const answer = await served().call('GetDocument', { Name: DOCUMENT_NAME, DocumentVersion: '$LATEST' });
    expect(answer).toMatchObject({
      Name: DOCUMENT_NAME,
      DocumentVersion: '1',
      DocumentFormat: 'JSON',
      Status: 'Active',
    });
    expect(answer).toHaveProperty('Content', JSON.stringify(SERVED));
  });

  it.each<[string, object, string]>([
    ['an unknown document', { Name: 'Unknown' }, 'InvalidDocument'],
    ['an unknown version', { Name: DOCUMENT_NAME, DocumentVersion: '2' }, 'InvalidDocumentVersion'],
    ['a malformed version', { Name: DOCUMENT_NAME, DocumentVersion: 'v1' }, 'ValidationException'],
    ['no name', {}, 'ValidationException'],
  ])('refuses %s', async (_, input, code) => {
    await expect(served().call('GetDocument', input)).rejects.toMatchObject({ code });
  });

  it.each<[string, object]>([
    ['YAML of what was put as JSON', { DocumentFormat: 'YAML' }],
    ['TEXT', { DocumentFormat: 'TEXT' }],
    ['a version name', { VersionName: 'x' }],
    ['an ARN', { Name: 'arn:aws:ssm:us-east-1:1:document/x' }],
  ])('does not model %s', async (_, input) => {
    await expect(served().call('GetDocument', { Name: DOCUMENT_NAME, ...input })).rejects.toThrow(/not modelled/);
  });
});

describe('DescribeDocument', () => {
  it('tells status and versions, and not the content', async () => {
    const answer = await served().call('DescribeDocument', { Name: DOCUMENT_NAME });

    expect(answer).toMatchObject({
      Document: { Name: DOCUMENT_NAME, Status: 'Active', DocumentType: 'Automation', DefaultVersion: '1' },
    });
    expect(JSON.stringify(answer)).not.toContain('mainSteps');
  });

  it.each<[string, object, string]>([
    ['an unknown document', { Name: 'Unknown' }, 'InvalidDocument'],
    ['an unknown version', { Name: DOCUMENT_NAME, DocumentVersion: '2' }, 'InvalidDocumentVersion'],
    ['no name', {}, 'ValidationException'],
  ])('refuses %s', async (_, input, code) => {
    await expect(served().call('DescribeDocument', input)).rejects.toMatchObject({ code });
  });
});

describe('StartAutomationExecution', () => {
  it.each<[string, object, string]>([
    ['an unknown document', { DocumentName: 'Unknown' }, 'AutomationDefinitionNotFoundException'],
    ['an unknown version', { DocumentVersion: '7' }, 'AutomationDefinitionVersionNotFoundException'],
    ['an unknown parameter', { Parameters: { User: ['x'] } }, 'InvalidAutomationExecutionParametersException'],
    ['an empty value', { Parameters: { UserName: [''] } }, 'ValidationException'],
    ['a value of 513 characters', { Parameters: { UserName: ['x'.repeat(513)] } }, 'ValidationException'],
    ['a token that is no UUID', { ClientToken: 'x'.repeat(36) }, 'ValidationException'],
    ['an unknown mode', { Mode: 'auto' }, 'ValidationException'],
  ])('refuses %s', async (_, input, code) => {
    const { start, ssm } = served();
    await expect(start(input)).rejects.toMatchObject({ code });
    expect(ssm.executions()).toEqual([]);
  });

  it.each<[string, object]>([
    ['an interactive run', { Mode: 'Interactive' }],
    ['targets', { Targets: [] }],
    ['tags', { Tags: [] }],
  ])('does not model %s', async (_, input) => {
    await expect(served().start(input)).rejects.toThrow(/not modelled/);
  });

  it('starts a request with the same token once', async () => {
    const local = served();
    const ClientToken = '0A1B2C3D-0000-4000-8000-000000000000';
    const first = await started(local, { ClientToken });
    expect(await started(local, { ClientToken: ClientToken.toLowerCase() })).toBe(first);
    expect(local.ssm.executions()).toHaveLength(1);
    await expect(local.start({ ClientToken, Parameters: { UserName: ['erin'] } })).rejects.toMatchObject({
      code: 'IdempotentParameterMismatch',
    });
  });

  it('throttles: ten at once, then one a second', async () => {
    const local = served();
    for (let index = 0; index < 10; index += 1) await local.start();
    await expect(local.start()).rejects.toMatchObject({ code: 'ThrottlingException', status: 400 });
    await local.clock.runUntil(local.clock.now() + 1000);
    await local.start();
    await expect(local.start()).rejects.toMatchObject({ code: 'ThrottlingException' });
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
  it('shows a run that goes on, and how it ended', async () => {
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
    expect(answer).not.toHaveProperty('AutomationExecution.CurrentStepName');
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
    documentType: 'Automation',
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
    expect(rest.has('NextToken')).toBe(false);
  });

  it.each<[string, readonly { Key: string; Values: string[] }[], readonly number[]]>([
    ['the status', [{ Key: 'ExecutionStatus', Values: ['InProgress', 'Failed'] }], [2, 0]],
    ['the name', [{ Key: 'DocumentNamePrefix', Values: ['Oth'] }], [1]],
    [
      'both',
      [
        { Key: 'ExecutionStatus', Values: ['InProgress'] },
        { Key: 'DocumentNamePrefix', Values: ['Oth'] },
      ],
      [],
    ],
  ])('filters by %s', async (_, Filters, expected) => {
    const local = await three();
    const answer = await local.list({ Filters });
    expect(answer.get('AutomationExecutionMetadataList')).toEqual(
      inOrder(...expected.map((index) => local.ids[index])),
    );
  });

  it('filters by the id', async () => {
    const local = await three();
    const answer = await local.list({ Filters: [{ Key: 'ExecutionId', Values: [local.ids[1]] }] });
    expect(answer.get('AutomationExecutionMetadataList')).toEqual(inOrder(local.ids[1]));
  });

  it.each<[string, object, object]>([
    ['an unknown status', { Filters: [{ Key: 'ExecutionStatus', Values: ['Done'] }] }, { code: 'InvalidFilterValue' }],
    ['an unknown filter', { Filters: [{ Key: 'Status', Values: ['Success'] }] }, { code: 'ValidationException' }],
    ['a filter that is not modelled', { Filters: [{ Key: 'TagKey', Values: ['x'] }] }, { name: 'NotModelled' }],
    ['no filters at all', { Filters: [] }, { code: 'ValidationException' }],
    ['a page of 51', { MaxResults: 51 }, { code: 'ValidationException' }],
    ['an invalid token', { NextToken: 'x' }, { code: 'InvalidNextToken' }],
  ])('refuses %s', async (_, input, error) => {
    await expect(served().call('DescribeAutomationExecutions', input)).rejects.toMatchObject(error);
  });
});
