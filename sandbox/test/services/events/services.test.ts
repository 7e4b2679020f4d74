import { LocalAws } from '../../../aws/local-aws';
import { parsePolicyDocument } from '../../../policy/parse-policy';
import { ruleProperties } from '../config/local-config';
import { BUS_ARN, NOW, publishPolicy, rule, TOPIC_ARN } from './local-events';

const MINUTE = 60_000;

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
  aws.sns.createTopic({ name: 'alerts' });
  aws.sns.setPolicy(TOPIC_ARN, publishPolicy());
});
afterEach(() => aws.close());

function sentEvents(): unknown[] {
  return aws.sns.messages.map(({ message }): unknown => JSON.parse(message));
}

function role(name: string, service: string, ...actions: string[]): string {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } };
  const trust = parsePolicyDocument({ Version: '2012-10-17', Statement: [statement] }, 'test');
  const allowed = { Effect: 'Allow', Action: actions, Resource: '*' };
  const policy = parsePolicyDocument({ Version: '2012-10-17', Statement: [allowed] }, 'test');
  return aws.roles.create(name, trust, new Map([['policy', policy]])).arn;
}

describe('Automation', () => {
  beforeEach(() => {
    aws.events.putRule(rule({ pattern: { source: ['aws.ssm'], detail: { Definition: ['Remove'] } } }));
  });

  /** Runs a runbook of one step, as a role that may do this. */
  async function run(step: object, ...actions: string[]): Promise<string> {
    const roleArn = role('runbook', 'ssm.amazonaws.com', ...actions);
    aws.ssm.putDocument({
      name: 'Remove',
      documentFormat: 'JSON',
      content: { schemaVersion: '0.3', assumeRole: roleArn, mainSteps: [step] },
    });
    const id = aws.ssm.start({
      documentName: 'Remove',
      parameters: {},
      startedBy: 'arn:aws:iam::111122223333:role/config',
    });
    await aws.clock.runUntilIdle();
    return id;
  }

  const NAP = { name: 'Nap', action: 'aws:sleep', inputs: { Duration: 'PT15H' } };
  const PUT_EVENTS = {
    name: 'Send',
    action: 'aws:executeAwsApi',
    onFailure: 'Abort',
    inputs: {
      Service: 'events',
      Api: 'PutEvents',
      Entries: [
        {
          Source: 'our-source',
          DetailType: 'Password removed',
          Detail: '{"user":"dave","run":"{{ automation:EXECUTION_ID }}"}',
          Resources: ['arn:aws:iam::111122223333:user/dave'],
        },
      ],
    },
    outputs: [{ Name: 'Failed', Selector: '$.FailedEntryCount', Type: 'String' }],
  };

  it("sends an event for a run's start and for its end", async () => {
    const id = await run(NAP, 'events:PutEvents');

    const resources = [
      `arn:aws:ssm:us-east-1:111122223333:automation-execution/${id}`,
      'arn:aws:ssm:us-east-1:111122223333:automation-definition/Remove:1',
    ];
    const detail = {
      ExecutionId: id,
      Definition: 'Remove',
      DefinitionVersion: 1,
      StartTime: 'Nov 24, 2026 8:00:00 AM',
      ExecutedBy: 'arn:aws:iam::111122223333:role/config',
    };
    const sent = { source: 'aws.ssm', 'detail-type': 'EC2 Automation Execution Status-change Notification', resources };
    expect(sentEvents()).toEqual([
      expect.objectContaining({ ...sent, time: '2026-11-24T08:00:00Z', detail: { ...detail, Status: 'InProgress' } }),
      expect.objectContaining({
        ...sent,
        time: '2026-11-24T23:00:00Z',
        detail: { ...detail, Status: 'Success', EndTime: 'Nov 24, 2026 11:00:00 PM', Time: 15 * 60 * MINUTE },
      }),
    ]);
  });

  it('lets a runbook put events, as its role', async () => {
    aws.events.putRule(rule({ name: 'ours' }));
    await run(PUT_EVENTS, 'events:PutEvents');

    expect(aws.ssm.executions()).toMatchObject([{ status: 'Success', steps: [{ outputs: { Failed: ['0'] } }] }]);
    expect(sentEvents()).toContainEqual(
      expect.objectContaining({
        'detail-type': 'Password removed',
        resources: ['arn:aws:iam::111122223333:user/dave'],
        detail: { user: 'dave', run: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      }),
    );
  });

  it('reports a run that failed because its role may not put events', async () => {
    await run(PUT_EVENTS, 'events:PutRule');

    expect(sentEvents()).toMatchObject([{ detail: { Status: 'InProgress' } }, { detail: { Status: 'Failed' } }]);
    expect(aws.ssm.executions()[0]?.failureMessage).toContain(
      `An error occurred (AccessDeniedException) when calling the PutEvents operation: User: arn:aws:sts::111122223333:assumed-role/runbook`,
    );
    expect(aws.ssm.executions()[0]?.failureMessage).toContain(`events:PutEvents on resource: ${BUS_ARN}`);
  });

  it("checks the names of an event's members as boto3 does", async () => {
    const inputs = { ...PUT_EVENTS.inputs, Entries: [{ source: 'x' }] };
    await run({ ...PUT_EVENTS, inputs }, 'events:PutEvents');

    expect(aws.ssm.executions()[0]?.failureMessage).toContain('Unknown parameter in input.Entries[0]: "source"');
  });
});

it("Config sends an event for a resource's first result, and for each change", async () => {
  aws.events.putRule(rule({ pattern: { source: ['aws.config'], detail: { configRuleName: ['a-rule'] } } }));
  jest.spyOn(aws.lambda, 'mayInvokeByService').mockReturnValue(true);
  const { arn } = aws.config.putRule(ruleProperties());
  const record = (complianceType: 'COMPLIANT' | 'NON_COMPLIANT', annotation?: string) => {
    const times = { orderingTimestamp: NOW, recorded: NOW, invoked: NOW };
    aws.config.compliance.record({ ruleName: 'a-rule', resourceId: 'AIDADAVE', complianceType, annotation, ...times });
  };
  record('COMPLIANT');
  record('COMPLIANT');
  record('NON_COMPLIANT', 'dave is inactive');
  await aws.clock.runUntilIdle();

  const detail = {
    resourceId: 'AIDADAVE',
    resourceType: 'AWS::IAM::User',
    configRuleName: 'a-rule',
    configRuleARN: arn,
    messageType: 'ComplianceChangeNotification',
  };
  const sent = { source: 'aws.config', 'detail-type': 'Config Rules Compliance Change', resources: [] };
  const inactive = { complianceType: 'NON_COMPLIANT', annotation: 'dave is inactive' };
  expect(sentEvents()).toMatchObject([
    { ...sent, detail: { ...detail, newEvaluationResult: { complianceType: 'COMPLIANT' } } },
    {
      ...sent,
      detail: { ...detail, newEvaluationResult: inactive, oldEvaluationResult: { complianceType: 'COMPLIANT' } },
    },
  ]);
});
