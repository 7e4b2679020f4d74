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
  type GetFindingsCommandInput,
} from '@aws-sdk/client-securityhub';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { ADMINISTRATOR, callerWith } from '../../callers';
import { localHub, RULE_ARN } from './local-hub';

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

describe('GetFindings', () => {
  it("reads back through the SDK's client", async () => {
    const { Findings, NextToken } = await aws.client.send(new GetFindingsCommand({}));

    expect(Findings).toEqual(aws.hub.findings().toSorted((one, other) => (one.Id < other.Id ? -1 : 1)));
    expect(Findings).toHaveLength(3);
    expect(NextToken).toBeUndefined();
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

  it.each([
    { what: 'one rule', rules: [RULE_ARN], found: 3 },
    { what: 'another rule', rules: [`${RULE_ARN}x`], found: 0 },
    { what: 'either of two rules', rules: [`${RULE_ARN}x`, RULE_ARN], found: 3 },
  ])('finds those of $what: $found', async ({ rules, found }) => {
    const GeneratorId = rules.map((Value) => ({ Value, Comparison: 'EQUALS' as const }));
    const { Findings } = await aws.client.send(new GetFindingsCommand({ Filters: { GeneratorId } }));

    expect(Findings).toHaveLength(found);
  });

  it.each<{ what: string; input: GetFindingsCommandInput; says: RegExp }>([
    { what: 'no results at all', input: { MaxResults: 0 }, says: /'0' at 'maxResults'/ },
    { what: 'more than 100', input: { MaxResults: 101 }, says: /'101' at 'maxResults'/ },
    { what: "another call's token", input: { NextToken: 'x' }, says: /'NextToken'/ },
  ])('refuses $what', async ({ input, says }) => {
    const thrown: unknown = await aws.client.send(new GetFindingsCommand(input)).catch((error: unknown) => error);

    expect(thrown).toBeInstanceOf(InvalidInputException);
    expect(thrown).toMatchObject({ message: expect.stringMatching(says), $metadata: { httpStatusCode: 400 } });
  });

  it.each<{ what: string; input: GetFindingsCommandInput; named: string }>([
    { what: 'an order', input: { SortCriteria: [{ Field: 'UpdatedAt', SortOrder: 'desc' }] }, named: 'sortCriteria' },
    {
      what: 'a filter on another member',
      input: { Filters: { SeverityLabel: [{ Value: 'HIGH', Comparison: 'EQUALS' }] } },
      named: 'filters.severityLabel',
    },
    {
      what: 'another comparison',
      input: { Filters: { GeneratorId: [{ Value: 'arn:', Comparison: 'PREFIX' }] } },
      named: 'PREFIX',
    },
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
