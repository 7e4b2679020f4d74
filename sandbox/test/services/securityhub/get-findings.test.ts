import {
  AccessDeniedException,
  BatchUpdateFindingsCommand,
  DeleteInsightCommand,
  DescribeHubCommand,
  GetFindingsCommand,
  InvalidInputException,
  ListInvitationsCommand,
  paginateGetFindings,
  SecurityHubClient,
  SecurityHubServiceException,
  type AwsSecurityFindingFilters,
  type GetFindingsCommandInput,
  type StringFilterComparison,
} from '@aws-sdk/client-securityhub';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { ADMINISTRATOR, callerWith } from '../../callers';
import { DAVE_ARN, localHub, RULE_ARN } from './local-hub';

/** The local Security Hub on HTTP, and the SDK's own client of it. Dave has failed, Eve has passed, Finn is gone. */
async function served() {
  const local = localHub();
  local.becomes('NON_COMPLIANT');
  local.becomes('COMPLIANT', 'AIDAEVE');
  local.becomes('NON_COMPLIANT', 'AIDAFINN');
  local.becomes('NOT_APPLICABLE', 'AIDAFINN');
  const credentials = new CredentialStore();
  const server = new HttpServer(local.endpoint, credentials, local.clock);
  const endpoint = await server.listen();
  const clientOf = (caller = ADMINISTRATOR) =>
    new SecurityHubClient({ endpoint, region: 'us-east-1', maxAttempts: 1, credentials: credentials.issue(caller) });
  const client = clientOf();
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { ...local, client, clientOf, close };
}

let aws: Awaited<ReturnType<typeof served>>;
beforeEach(async () => {
  aws = await served();
});
afterEach(async () => aws.close());

/** The users of the findings, by name. */
async function found(input: GetFindingsCommandInput): Promise<string[]> {
  const { Findings = [] } = await aws.client.send(new GetFindingsCommand(input));
  const names = Findings.map(({ Resources }) => Resources?.[0]?.Id?.replace(/^.*(\/|AIDA)/, '').toLowerCase() ?? '');
  return names.toSorted();
}

function is(Value: string, Comparison: StringFilterComparison = 'EQUALS') {
  return { Value, Comparison };
}

describe('GetFindings', () => {
  it("reads back through the SDK's client", async () => {
    const { Findings, NextToken } = await aws.client.send(
      new GetFindingsCommand({ Filters: { ResourceId: [is(DAVE_ARN)] } }),
    );

    expect(Findings).toEqual(aws.hub.findings().slice(0, 1));
    expect(NextToken).toBeUndefined();
  });

  it.each<{ filters: AwsSecurityFindingFilters; names: string[] }>([
    { filters: {}, names: ['dave', 'eve', 'finn'] },
    { filters: { Title: [is('inactive-iam-users')] }, names: ['dave', 'eve', 'finn'] },
    { filters: { Title: [is('Inactive-iam-users')] }, names: [] },
    { filters: { Title: [is('inactive-', 'PREFIX')] }, names: ['dave', 'eve', 'finn'] },
    { filters: { GeneratorId: [is(RULE_ARN)] }, names: ['dave', 'eve', 'finn'] },
    { filters: { ProductName: [is('Security Hub')] }, names: [] },
    { filters: { AwsAccountId: [is('111122223333', 'NOT_EQUALS')] }, names: [] },
    { filters: { ComplianceStatus: [is('FAILED')] }, names: ['dave'] },
    { filters: { ComplianceStatus: [is('FAILED'), is('PASSED')] }, names: ['dave', 'eve'] },
    { filters: { ComplianceStatus: [is('FAILED', 'NOT_EQUALS'), is('PASSED', 'NOT_EQUALS')] }, names: ['finn'] },
    { filters: { ComplianceStatus: [is('FAILED')], RecordState: [is('ARCHIVED')] }, names: [] },
    { filters: { RecordState: [is('ARCHIVED')] }, names: ['finn'] },
    { filters: { WorkflowStatus: [is('RESOLVED')] }, names: [] },
    {
      filters: { ResourceId: [is('AWS::IAM::User', 'PREFIX'), is('AWS::IAM::User:AIDAEVE', 'NOT_EQUALS')] },
      names: ['finn'],
    },
  ])('with $filters finds $names', async ({ filters, names }) => {
    expect(await found({ Filters: filters })).toEqual(names);
  });

  it('pages without a gap', async () => {
    const pages: number[] = [];
    const ids = new Set<string | undefined>();
    for await (const { Findings = [] } of paginateGetFindings({ client: aws.client, pageSize: 2 }, {})) {
      pages.push(Findings.length);
      for (const { Id } of Findings) ids.add(Id);
    }
    expect(pages).toEqual([2, 1]);
    expect(ids.size).toBe(3);
  });

  it.each<{ what: string; input: GetFindingsCommandInput; says: RegExp }>([
    { what: 'no results at all', input: { MaxResults: 0 }, says: /'0' at 'maxResults'/ },
    { what: 'more than 100', input: { MaxResults: 101 }, says: /'101' at 'maxResults'/ },
    { what: "another call's token", input: { NextToken: 'x' }, says: /'NextToken'/ },
    { what: 'a blank value', input: { Filters: { Title: [is(' ')] } }, says: /' ' at 'filters.title.1.member.value'/ },
    { what: 'no comparison', input: { Filters: { Title: [{ Value: 'x' }] } }, says: /comparison' failed/ },
    {
      what: 'more values than 20',
      input: { Filters: { Title: Array.from({ length: 21 }, () => is('x')) } },
      says: /at 'filters.title'/,
    },
    {
      what: 'a value that is wanted and unwanted',
      input: { Filters: { Title: [is('x'), is('y', 'NOT_EQUALS')] } },
      says: /Title cannot have both/,
    },
  ])('refuses $what', async ({ input, says }) => {
    const thrown: unknown = await aws.client.send(new GetFindingsCommand(input)).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(InvalidInputException);
    expect(thrown).toMatchObject({ message: expect.stringMatching(says), $metadata: { httpStatusCode: 400 } });
  });

  it.each<{ what: string; input: GetFindingsCommandInput; named: string }>([
    { what: 'an order', input: { SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'desc' }] }, named: 'sortCriteria' },
    { what: 'another attribute', input: { Filters: { SeverityLabel: [is('HIGH')] } }, named: 'filters.severityLabel' },
    { what: 'another comparison', input: { Filters: { Title: [is('x', 'CONTAINS')] } }, named: 'CONTAINS' },
  ])('says by name that $what is not modelled', async ({ input, named }) => {
    const thrown: unknown = await aws.client.send(new GetFindingsCommand(input)).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(SecurityHubServiceException);
    expect(thrown).toMatchObject({ name: 'NotModelledByLocalAws', message: expect.stringContaining(named) });
  });

  it.each([
    { resource: 'arn:aws:securityhub:us-east-1:111122223333:hub/default', allowed: true },
    { resource: 'arn:aws:securityhub:us-east-1:444455556666:hub/default', allowed: false },
  ])('is allowed on $resource: $allowed', async ({ resource, allowed }) => {
    const caller = callerWith({ Effect: 'Allow', Action: 'securityhub:GetFindings', Resource: resource });
    const client = aws.clientOf(caller);
    const thrown: unknown = await client.send(new GetFindingsCommand({})).catch((error: unknown) => error);
    client.destroy();

    expect(thrown instanceof AccessDeniedException).toBe(!allowed);
  });
});

describe('another operation of Security Hub', () => {
  it.each([
    {
      operation: 'DeleteInsight',
      send: () => aws.client.send(new DeleteInsightCommand({ InsightArn: 'arn:aws:securityhub:::insight/x/y' })),
    },
    { operation: 'ListInvitations', send: () => aws.client.send(new ListInvitationsCommand({ MaxResults: 5 })) },
    { operation: 'DescribeHub', send: () => aws.client.send(new DescribeHubCommand({})) },
    {
      operation: 'BatchUpdateFindings',
      send: () => aws.client.send(new BatchUpdateFindingsCommand({ FindingIdentifiers: [] })),
    },
  ])('is not modelled: $operation', async ({ operation, send }) => {
    await expect(send()).rejects.toMatchObject({
      name: 'NotModelledByLocalAws',
      message: expect.stringContaining(`securityhub:${operation}`),
    });
  });
});
