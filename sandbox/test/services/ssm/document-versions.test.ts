import { caller, DOCUMENT_NAME, harness, nap, OPERATOR, putRunbook, runbook } from './harness';

const CHANGED = JSON.stringify(runbook([nap('other')]));

function local() {
  const made = harness();
  putRunbook(made, runbook([nap('rest')]));
  const call = (operation: string, input: object = {}, by = OPERATOR) =>
    made.endpoint.call(by, 'ssm', operation, { Name: DOCUMENT_NAME, ...input });
  const update = (input: object = {}) =>
    call('UpdateDocument', { Content: CHANGED, DocumentVersion: '$LATEST', ...input });
  const setDefault = (DocumentVersion = '2') => call('UpdateDocumentDefaultVersion', { DocumentVersion });
  const start = (documentVersion?: string) =>
    made.ssm.start({ documentName: DOCUMENT_NAME, documentVersion, parameters: {}, startedBy: 'the test' });
  /** The version and the first step of each run. */
  const ran = () =>
    made.ssm.executions().map(({ documentVersion, steps: [step] }) => `${documentVersion} ${step?.name}`);
  return { ...made, call, update, setDefault, start, ran };
}

describe('an update of a document', () => {
  it('makes a version that is the latest, and not the default', async () => {
    const { call, update } = local();
    const versions = { LatestVersion: '2', DefaultVersion: '1' };
    expect(await update()).toMatchObject({
      DocumentDescription: { Status: 'Updating', DocumentVersion: '2', ...versions },
    });
    expect(await call('DescribeDocument')).toMatchObject({
      Document: { Status: 'Active', DocumentVersion: '1', ...versions },
    });
  });

  it('runs when its version is the default, or is named', async () => {
    const { clock, update, setDefault, start, ran, ssm } = local();
    await update();
    start();
    start('2');
    expect(await setDefault()).toEqual({ Description: { Name: DOCUMENT_NAME, DefaultVersion: '2' } });
    start();
    await clock.runUntilIdle();
    expect(ran()).toEqual(['1 rest', '2 other', '2 other']);
    expect(ssm.executions().map(({ status }) => status)).toEqual(['Success', 'Success', 'Success']);
  });

  it('is shown by each run', async () => {
    const { endpoint, start, update, setDefault } = local();
    await update();
    await setDefault();
    const AutomationExecutionId = start();
    const answer = await endpoint.call(OPERATOR, 'ssm', 'GetAutomationExecution', { AutomationExecutionId });
    expect(answer).toMatchObject({ AutomationExecution: { DocumentVersion: '2' } });
  });

  it.each<[string, object, string]>([
    ['an unknown document', { Name: 'Unknown' }, 'InvalidDocument'],
    ['the same content', { Content: JSON.stringify(runbook([nap('rest')])) }, 'DuplicateDocumentContent'],
    ['a version that is not the latest', { DocumentVersion: '2' }, 'InvalidDocumentVersion'],
    ['a version that is no number', { DocumentVersion: 'latest' }, 'ValidationException'],
    ['content that is no runbook', { Content: '{}' }, 'InvalidDocumentContent'],
    ['more than 64 KB', { Content: `${CHANGED}${' '.repeat(64 * 1024)}` }, 'MaxDocumentSizeExceeded'],
  ])('refuses %s', async (_, input, code) => {
    const { call, update } = local();
    await expect(update(input)).rejects.toMatchObject({ code });
    expect(await call('DescribeDocument')).toMatchObject({ Document: { LatestVersion: '1' } });
  });

  it.each([{ DocumentVersion: undefined }, { DocumentFormat: 'TEXT' }, { VersionName: 'x' }])(
    'does not model %j',
    async (input) => {
      await expect(local().update(input)).rejects.toThrow(/not modelled/);
    },
  );

  it.each(['UpdateDocument', 'UpdateDocumentDefaultVersion'])(
    "%s is authorized on the document's ARN",
    async (operation) => {
      const { call } = local();
      const input =
        operation === 'UpdateDocument' ? { Content: CHANGED, DocumentVersion: '1' } : { DocumentVersion: '1' };
      const by = (name: string) =>
        caller('limited', [`ssm:${operation}`], [`arn:aws:ssm:us-east-1:111122223333:document/${name}`]);
      await expect(call(operation, input, by('Other'))).rejects.toMatchObject({ code: 'AccessDeniedException' });
      await expect(call(operation, input, by(DOCUMENT_NAME))).resolves.toBeDefined();
    },
  );
});

it('a default version must exist', async () => {
  await expect(local().setDefault('2')).rejects.toMatchObject({ code: 'InvalidDocumentVersion' });
});

it('a run cannot be of a version that does not exist', () => {
  const { start } = local();
  expect(() => start('2')).toThrow(expect.objectContaining({ code: 'AutomationDefinitionVersionNotFoundException' }));
});
