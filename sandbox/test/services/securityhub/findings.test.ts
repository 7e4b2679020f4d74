import type { ComplianceType } from '../../../services/config/compliance-store';
import { HOUR, NOW } from '../config/local-config';
import { DAVE_ARN, localHub, RULE_ARN } from './local-hub';

const DAY = 24 * HOUR;
const SECOND = 1000;

/** Dave's findings after each change of his compliance to these types, an hour apart. */
async function after(...types: readonly ComplianceType[]) {
  const { hub, becomes, wait } = localHub();
  for (const type of types) {
    await wait(HOUR);
    becomes(type);
  }
  return hub
    .findings()
    .map(({ Compliance, Workflow, RecordState }) => [Compliance.Status, Workflow.Status, RecordState]);
}

describe('a finding', () => {
  it.each<{ what: string; types: ComplianceType[]; finding: string[] }>([
    { what: 'an inactive user', types: ['NON_COMPLIANT'], finding: ['FAILED', 'NEW', 'ACTIVE'] },
    { what: 'a compliant user', types: ['COMPLIANT'], finding: ['PASSED', 'NEW', 'ACTIVE'] },
    {
      what: 'an inactive user who becomes compliant',
      types: ['NON_COMPLIANT', 'COMPLIANT'],
      finding: ['PASSED', 'RESOLVED', 'ACTIVE'],
    },
    {
      what: 'a user who becomes inactive again',
      types: ['NON_COMPLIANT', 'COMPLIANT', 'NON_COMPLIANT'],
      finding: ['FAILED', 'NEW', 'ACTIVE'],
    },
    {
      what: 'an inactive user who is gone',
      types: ['NON_COMPLIANT', 'NOT_APPLICABLE'],
      finding: ['NOT_AVAILABLE', 'NEW', 'ARCHIVED'],
    },
    {
      what: 'a user who is gone after the finding was resolved',
      types: ['NON_COMPLIANT', 'COMPLIANT', 'NOT_APPLICABLE'],
      finding: ['NOT_AVAILABLE', 'NEW', 'ARCHIVED'],
    },
    {
      what: 'a user who is there again',
      types: ['NON_COMPLIANT', 'NOT_APPLICABLE', 'COMPLIANT'],
      finding: ['PASSED', 'NEW', 'ACTIVE'],
    },
  ])('of $what is $finding', async ({ types, finding }) => {
    expect(await after(...types)).toEqual([finding]);
  });

  it('is not created for a user who was gone before the first evaluation', async () => {
    expect(await after('NOT_APPLICABLE')).toEqual([]);
  });

  it('reads as Security Hub writes it', () => {
    const { hub, becomes } = localHub();
    becomes('NON_COMPLIANT');

    const productArn = 'arn:aws:securityhub:us-east-1::product/aws/config';
    const id = expect.stringMatching(
      /^arn:aws:config:us-east-1:111122223333:config-rule\/config-rule-abcdef\/finding\/[0-9a-f]{40}$/,
    );
    expect(hub.findings()).toEqual([
      {
        SchemaVersion: '2018-10-08',
        Id: id,
        ProductArn: productArn,
        ProductName: 'Config',
        CompanyName: 'AWS',
        Region: 'us-east-1',
        GeneratorId: RULE_ARN,
        AwsAccountId: '111122223333',
        Types: ['Software and Configuration Checks'],
        CreatedAt: '2026-01-15T12:00:00.000Z',
        UpdatedAt: '2026-01-15T12:00:00.000Z',
        Severity: { Label: 'MEDIUM', Normalized: 40 },
        Title: 'a-rule',
        Description: 'This finding is created for a resource compliance change for config rule: a-rule',
        ProductFields: {
          'aws/securityhub/ProductName': 'Config',
          'aws/securityhub/CompanyName': 'AWS',
          'aws/securityhub/FindingId': expect.stringContaining(`${productArn}/${RULE_ARN}/finding/`),
          'aws/config/ConfigRuleArn': RULE_ARN,
          'aws/config/ConfigRuleName': 'a-rule',
          'aws/config/ConfigComplianceType': 'NON_COMPLIANT',
        },
        Resources: [{ Type: 'AwsIamUser', Id: DAVE_ARN, Partition: 'aws', Region: 'us-east-1' }],
        Compliance: { Status: 'FAILED' },
        WorkflowState: 'NEW',
        Workflow: { Status: 'NEW' },
        RecordState: 'ACTIVE',
        FindingProviderFields: { Severity: { Label: 'MEDIUM' }, Types: ['Software and Configuration Checks'] },
      },
    ]);
  });

  it('keeps its id and its creation, and says when it was updated', async () => {
    const { hub, becomes, wait } = localHub();
    becomes('NON_COMPLIANT');
    const [first] = hub.findings();
    await wait(HOUR);
    becomes('COMPLIANT');

    expect(hub.findings()).toMatchObject([
      { Id: first?.Id, CreatedAt: first?.CreatedAt, UpdatedAt: new Date(NOW + HOUR).toISOString() },
    ]);
  });

  it('is a separate one for each user and each rule', () => {
    const { hub, becomes } = localHub();
    becomes('NON_COMPLIANT');
    becomes('NON_COMPLIANT', 'AIDAEVE');
    becomes('NON_COMPLIANT', 'AIDADAVE', 'another-rule');

    expect(hub.findings().map(({ Title, Resources: [{ Id }] }) => [Title, Id])).toEqual([
      ['a-rule', DAVE_ARN],
      ['a-rule', 'AWS::IAM::User:AIDAEVE'],
      ['another-rule', DAVE_ARN],
    ]);
  });

  it.each<{ what: string; types: ComplianceType[]; days: number }>([
    { what: 'an active finding', types: ['NON_COMPLIANT'], days: 90 },
    { what: 'an archived finding', types: ['NON_COMPLIANT', 'NOT_APPLICABLE'], days: 30 },
  ])('is deleted after $days days without an update, $what', async ({ types, days }) => {
    const { hub, becomes, wait } = localHub();
    for (const type of types) becomes(type);

    await wait(days * DAY - SECOND);
    expect(hub.findings()).toHaveLength(1);
    await wait(SECOND);
    expect(hub.findings()).toEqual([]);
  });

  it('starts over if the previous one was deleted', async () => {
    const { hub, becomes, wait } = localHub();
    becomes('NON_COMPLIANT');
    await wait(100 * DAY);
    becomes('COMPLIANT');

    const createdAt = new Date(NOW + 100 * DAY).toISOString();
    expect(hub.findings()).toMatchObject([
      { CreatedAt: createdAt, Compliance: { Status: 'PASSED' }, Workflow: { Status: 'NEW' } },
    ]);
  });
});
