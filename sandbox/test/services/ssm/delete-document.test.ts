import { caller, DOCUMENT_NAME, harness, nap, OPERATOR, putRunbook, runbook, START, statuses } from './harness';

const CONTENT = runbook([nap('one'), nap('two'), nap('three')]);

function local(documentDeletedDuringRun: 'goes on' | 'fails' = 'goes on') {
  const made = harness({ unconfirmed: { documentDeletedDuringRun } });
  putRunbook(made, CONTENT);
  const start = () => made.ssm.start({ documentName: DOCUMENT_NAME, parameters: {}, startedBy: 'the test' });
  const remove = (by = OPERATOR, Name = DOCUMENT_NAME) => made.endpoint.call(by, 'ssm', 'DeleteDocument', { Name });
  return { ...made, start, remove };
}

describe('DeleteDocument', () => {
  it('deletes the document', async () => {
    const { remove, start, endpoint } = local();
    expect(await remove()).toEqual({});
    const get = endpoint.call(OPERATOR, 'ssm', 'DescribeDocument', { Name: DOCUMENT_NAME });
    await expect(get).rejects.toMatchObject({ code: 'InvalidDocument' });
    await expect(remove()).rejects.toMatchObject({ code: 'InvalidDocument' });
    expect(start).toThrow(expect.objectContaining({ code: 'AutomationDefinitionNotFoundException' }));
  });

  it('frees the name', async () => {
    const made = local();
    await made.remove();
    expect(() => putRunbook(made, CONTENT)).not.toThrow();
  });

  it("is authorized on the document's ARN", async () => {
    const { remove } = local();
    const by = (name: string) =>
      caller('limited', ['ssm:DeleteDocument'], [`arn:aws:ssm:us-east-1:111122223333:document/${name}`]);
    await expect(remove(by('Other'))).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(remove(by(DOCUMENT_NAME))).resolves.toEqual({});
  });

  it.each([{ Force: true }, { DocumentVersion: '1' }, { VersionName: 'x' }])('does not model %j', async (input) => {
    const { endpoint } = local();
    const call = endpoint.call(OPERATOR, 'ssm', 'DeleteDocument', { Name: DOCUMENT_NAME, ...input });
    await expect(call).rejects.toThrow(/not modelled/);
  });
});

describe('a run whose document is deleted', () => {
  it.each([
    ['goes on', 'Success', 'one:Success two:Success three:Success'],
    ['fails', 'Failed', 'one:Success two:Success three:Pending'],
  ] as const)('%s: %s', async (reading, status, steps) => {
    const { clock, ssm, start, remove } = local(reading);
    start();
    await clock.runUntil(START + 1500);
    await remove();
    await clock.runUntilIdle();
    expect(ssm.executions().map((execution) => `${execution.status} ${statuses(execution)}`)).toEqual([
      `${status} ${steps}`,
    ]);
    expect(ssm.executions()[0]?.failureMessage).toBe(
      status === 'Failed' ? `The document ${DOCUMENT_NAME} has been deleted.` : undefined,
    );
  });

  it.each([
    ['goes on', 'Success'],
    ['fails', 'Failed'],
  ] as const)('%s while it is queued too: %s', async (reading, status) => {
    const made = local(reading);
    for (let index = 0; index < 101; index += 1) made.start();
    expect(made.ssm.executions()[100]?.status).toBe('Pending');
    made.ssm.deleteDocument(DOCUMENT_NAME);
    await made.clock.runUntilIdle();
    expect(made.ssm.executions()[100]).toMatchObject({ status });
  });

  it('fails, if that is what AWS does, even if a new document has the name', async () => {
    const made = local('fails');
    made.start();
    made.ssm.deleteDocument(DOCUMENT_NAME);
    putRunbook(made, CONTENT);
    await made.clock.runUntilIdle();
    expect(made.ssm.executions()).toMatchObject([{ status: 'Failed' }]);
  });
});
