import {
  ConfigServiceClient,
  ConfigServiceServiceException,
  DeleteRemediationExceptionsCommand,
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
  DescribeRemediationConfigurationsCommand,
  DescribeRemediationExceptionsCommand,
  DescribeRemediationExecutionStatusCommand,
  GetComplianceDetailsByConfigRuleCommand,
  InvalidNextTokenException,
  InvalidResultTokenException,
  LimitExceededException,
  ListDiscoveredResourcesCommand,
  NoSuchConfigRuleException,
  NoSuchRemediationConfigurationException,
  NoSuchRemediationExceptionException,
  paginateGetComplianceDetailsByConfigRule,
  PutEvaluationsCommand,
  PutRemediationExceptionsCommand,
  StartConfigRulesEvaluationCommand,
  StartRemediationExecutionCommand,
  ValidationException,
} from '@aws-sdk/client-config-service';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { Fields } from '../../../core/fields';
import { ADMINISTRATOR } from '../../callers';
import { failure, localRule, NOW, remediationProperties, RULE, SECOND, user } from './local-config';

const ODD = '<&>"\' é 漢字 \u{1f642}';
const DAVE = { resourceType: 'AWS::IAM::User', resourceId: 'AIDADAVE' } as const;
const DAVE_EXCEPTION = { ResourceType: 'AWS::IAM::User', ResourceId: 'AIDADAVE' };

/** The local Config on HTTP with one rule and one bad user, and the SDK's own client of it. */
async function served() {
  const local = localRule([user('dave')]);
  const credentials = new CredentialStore();
  const server = new HttpServer(local.endpoint, credentials, local.clock);
  const client = new ConfigServiceClient({
    endpoint: await server.listen(),
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: credentials.issue(ADMINISTRATOR),
  });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { ...local, client, close };
}

let aws: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  aws = await served();
});
afterEach(async () => aws.close());

/** Dave is reported NON_COMPLIANT by the SDK's own call; the answer is the token that was used. */
async function reportDave(): Promise<string> {
  await aws.config.evaluate(RULE);
  const ResultToken = Fields.of('config', aws.rule.events.at(-1)).text('resultToken');
  const evaluation = {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: 'AIDADAVE',
    ComplianceType: 'NON_COMPLIANT',
    Annotation: `dave ${ODD}`,
    OrderingTimestamp: new Date(NOW + 123),
  } as const;
  const answer = await aws.client.send(new PutEvaluationsCommand({ Evaluations: [evaluation], ResultToken }));
  expect(answer.FailedEvaluations).toEqual([]);
  return ResultToken;
}

describe("the SDK's client", () => {
  it('puts evaluations and reads them back', async () => {
    await reportDave();

    const byRule = await aws.client.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: RULE }));

    expect(byRule.EvaluationResults).toEqual([
      {
        EvaluationResultIdentifier: {
          EvaluationResultQualifier: {
            ConfigRuleName: RULE,
            ResourceType: 'AWS::IAM::User',
            ResourceId: 'AIDADAVE',
            EvaluationMode: 'DETECTIVE',
          },
          OrderingTimestamp: new Date(NOW + 123),
        },
        ComplianceType: 'NON_COMPLIANT',
        Annotation: `dave ${ODD}`,
        ResultRecordedTime: new Date(NOW),
        ConfigRuleInvokedTime: new Date(NOW),
      },
    ]);
  });

  it('pages through compliance details', async () => {
    aws.rule.verdicts = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`AIDA${index}`, 'COMPLIANT']));
    await aws.config.evaluate(RULE);
    const sizes: (number | undefined)[] = [];
    const pages = paginateGetComplianceDetailsByConfigRule(
      { client: aws.client, pageSize: 10 },
      { ConfigRuleName: RULE },
    );
    for await (const { EvaluationResults } of pages) sizes.push(EvaluationResults?.length);
    expect(sizes).toEqual([10, 10, 5]);
  });

  it('describes rules and their evaluations', async () => {
    await reportDave();
    const { ConfigRules } = await aws.client.send(new DescribeConfigRulesCommand({ ConfigRuleNames: [RULE] }));
    const { ConfigRulesEvaluationStatus } = await aws.client.send(new DescribeConfigRuleEvaluationStatusCommand({}));

    expect(ConfigRules).toMatchObject([{ ConfigRuleArn: aws.arn, InputParameters: '{"days":"90"}' }]);
    expect(ConfigRulesEvaluationStatus).toMatchObject([
      { LastSuccessfulInvocationTime: new Date(NOW), FirstEvaluationStarted: true },
    ]);
  });

  it('starts an evaluation', async () => {
    await aws.client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [RULE] }));
    await aws.clock.runUntilIdle();
    expect(aws.config.runs).toMatchObject([{ trigger: 'on-demand', ended: NOW }]);
  });

  it('reads the inventory', async () => {
    const found = await aws.client.send(
      new ListDiscoveredResourcesCommand({ resourceType: 'AWS::IAM::User', resourceIds: ['AIDADAVE'] }),
    );
    const recorders = await aws.client.send(new DescribeConfigurationRecordersCommand({}));

    expect(found.resourceIdentifiers).toEqual([{ ...DAVE, resourceName: 'dave' }]);
    expect(recorders.ConfigurationRecorders).toMatchObject([{ recordingGroup: { allSupported: true } }]);
  });

  it('runs a remediation and follows it', async () => {
    aws.config.putRemediation(remediationProperties({ Automatic: false }));
    aws.automation.end = () => failure(`no: ${ODD}`);
    await reportDave();

    const started = await aws.client.send(
      new StartRemediationExecutionCommand({
        ConfigRuleName: RULE,
        ResourceKeys: [DAVE, { ...DAVE, resourceId: 'AIDANOBODY' }],
      }),
    );
    await aws.clock.runUntilIdle();
    const { RemediationExecutionStatuses } = await aws.client.send(
      new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: RULE, ResourceKeys: [DAVE] }),
    );
    const { RemediationConfigurations } = await aws.client.send(
      new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [RULE] }),
    );

    expect(started).toMatchObject({
      FailureMessage: 'The resource is not NON_COMPLIANT.',
      FailedItems: [{ ...DAVE, resourceId: 'AIDANOBODY' }],
    });
    expect(RemediationExecutionStatuses).toMatchObject([
      {
        ResourceKey: DAVE,
        State: 'FAILED',
        InvocationTime: new Date(NOW),
        LastUpdatedTime: new Date(NOW + 10 * SECOND),
        StepDetails: [{ Name: 'Confirm', State: 'FAILED', ErrorMessage: `no: ${ODD}` }, { State: 'PENDING' }],
      },
    ]);
    expect(RemediationConfigurations).toEqual([
      { ...remediationProperties({ Automatic: false }), Arn: expect.stringContaining(':remediation-configuration/') },
    ]);
  });

  it('puts, describes and deletes remediation exceptions', async () => {
    await reportDave();
    const of = { ConfigRuleName: RULE, ResourceKeys: [DAVE_EXCEPTION] };
    const ExpirationTime = new Date(NOW + SECOND);

    const put = await aws.client.send(new PutRemediationExceptionsCommand({ ...of, Message: ODD, ExpirationTime }));
    const described = await aws.client.send(new DescribeRemediationExceptionsCommand({ ConfigRuleName: RULE }));
    const deleted = await aws.client.send(new DeleteRemediationExceptionsCommand(of));
    const left = await aws.client.send(new DescribeRemediationExceptionsCommand({ ConfigRuleName: RULE }));

    expect(put.FailedBatches).toEqual([]);
    expect(described.RemediationExceptions).toEqual([
      { ConfigRuleName: RULE, ...DAVE_EXCEPTION, Message: ODD, ExpirationTime },
    ]);
    expect(deleted.FailedBatches).toEqual([]);
    expect(left.RemediationExceptions).toEqual([]);
  });
});

describe("the SDK's exceptions", () => {
  const name = { ConfigRuleName: RULE };
  const nobody = { ConfigRuleNames: ['nobody'] };

  it.each([
    { error: NoSuchConfigRuleException, send: () => aws.client.send(new DescribeConfigRulesCommand(nobody)) },
    {
      error: InvalidNextTokenException,
      send: () => aws.client.send(new GetComplianceDetailsByConfigRuleCommand({ ...name, NextToken: 'x' })),
    },
    {
      error: InvalidResultTokenException,
      send: () => aws.client.send(new PutEvaluationsCommand({ Evaluations: [evaluationOfDave()], ResultToken: 'x' })),
    },
    {
      error: NoSuchRemediationConfigurationException,
      send: () => aws.client.send(new DescribeRemediationExecutionStatusCommand(name)),
    },
    {
      error: NoSuchRemediationExceptionException,
      send: () => aws.client.send(new DeleteRemediationExceptionsCommand({ ...name, ResourceKeys: [DAVE_EXCEPTION] })),
    },
    {
      error: LimitExceededException,
      send: async () => {
        await aws.client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [RULE] }));
        return aws.client.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [RULE] }));
      },
    },
    {
      error: ValidationException,
      send: () => aws.client.send(new GetComplianceDetailsByConfigRuleCommand({ ConfigRuleName: 'n'.repeat(65) })),
    },
  ])('$error.name arrives as itself', async ({ error, send }) => {
    const thrown = await send().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(thrown).toBeInstanceOf(error);
    expect(thrown).toMatchObject({ $metadata: { httpStatusCode: 400 }, message: expect.stringMatching(/\w+ \w+/) });
  });

  it('come from the service if the request is not modelled', async () => {
    const asked = aws.client.send(new DescribeConfigRulesCommand({ Filters: { EvaluationMode: 'DETECTIVE' } }));
    await expect(asked).rejects.toBeInstanceOf(ConfigServiceServiceException);
    await expect(asked).rejects.toMatchObject({ name: 'NotModelledByLocalAws' });
  });
});

function evaluationOfDave() {
  return {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: 'AIDADAVE',
    ComplianceType: 'COMPLIANT',
    OrderingTimestamp: new Date(NOW),
  } as const;
}
