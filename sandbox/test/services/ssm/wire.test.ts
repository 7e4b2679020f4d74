import {
  AutomationDefinitionNotFoundException,
  DescribeAutomationExecutionsCommand,
  GetAutomationExecutionCommand,
  DescribeDocumentCommand,
  SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { DOCUMENT_NAME, getUser, harness, OPERATOR, putRunbook, runbook, START } from './harness';

describe("the SDK's own client, over HTTP", () => {
  const local = harness({ call: () => ({ User: { UserId: 'AIDA1' } }) });
  const credentials = new CredentialStore();
  const server = new HttpServer(local.endpoint, credentials, local.clock);
  let client: SSMClient;

  beforeAll(async () => {
    putRunbook(
      local,
      runbook([getUser('get', { outputs: [{ Name: 'Id', Selector: '$.User.UserId' }] })], {
        parameters: { UserName: { type: 'String' } },
        outputs: ['get.Id'],
      }),
    );
    client = new SSMClient({
      region: 'us-east-1',
      endpoint: await server.listen(),
      credentials: credentials.issue(OPERATOR),
      maxAttempts: 1,
    });
  });

  afterAll(async () => {
    client.destroy();
    await server.close();
  });

  it('describes a document', async () => {
    const { Document } = await client.send(new DescribeDocumentCommand({ Name: DOCUMENT_NAME }));
    expect(Document).toMatchObject({ Name: DOCUMENT_NAME, DocumentType: 'Automation', CreatedDate: new Date(START) });
  });

  it('starts a run, gets it and lists it', async () => {
    const { AutomationExecutionId } = await client.send(
      new StartAutomationExecutionCommand({ DocumentName: DOCUMENT_NAME, Parameters: { UserName: ['dave'] } }),
    );
    await local.clock.runUntilIdle();
    const { AutomationExecution } = await client.send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
    expect(AutomationExecution).toMatchObject({
      AutomationExecutionStatus: 'Success',
      ExecutionStartTime: new Date(START),
      ExecutionEndTime: new Date(START),
      Parameters: { UserName: ['dave'] },
      Outputs: { 'get.Id': ['AIDA1'] },
      StepExecutions: [
        { StepName: 'get', Action: 'aws:executeAwsApi', StepStatus: 'Success', Outputs: { Id: ['AIDA1'] } },
      ],
    });
    const listed = await client.send(new DescribeAutomationExecutionsCommand({ MaxResults: 1 }));
    expect(listed.AutomationExecutionMetadataList).toMatchObject([
      { AutomationExecutionId, DocumentName: DOCUMENT_NAME, AutomationType: 'Local', Outputs: { 'get.Id': ['AIDA1'] } },
    ]);
  });

  it('knows the errors', async () => {
    const request = client.send(new StartAutomationExecutionCommand({ DocumentName: 'Unknown' }));
    await expect(request).rejects.toThrow(AutomationDefinitionNotFoundException);
  });
});
