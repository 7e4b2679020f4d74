import {
  ConfigServiceClient,
  DescribeConfigurationAggregatorsCommand,
  DescribeConfigurationAggregatorSourcesStatusCommand,
  GetAggregateComplianceDetailsByConfigRuleCommand,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateGetAggregateComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { LocalOrganization } from '../aws/local-organization';
import { CLOSED, LABS, MANAGEMENT, PAYMENTS, signedBy, startOrganization } from './local-organization';
import { HOUR, NOW, ruleProperties, schedule } from './services/config/local-config';

let local: LocalOrganization;
beforeEach(async () => {
  local = await startOrganization();
});
afterEach(() => local.close());

describe('an aggregator', () => {
  const source = (overrides: object = {}) => ({
    RoleArn: `arn:aws:iam::${MANAGEMENT}:role/Aggregator`,
    AllAwsRegions: true,
    ...overrides,
  });
  async function deployAggregator(accountId: string = MANAGEMENT, OrganizationAggregationSource: object = source()) {
    const Properties = { ConfigurationAggregatorName: 'all', OrganizationAggregationSource };
    const It = { Type: 'AWS::Config::ConfigurationAggregator', Properties };
    return await local.account(accountId).deploy({ Resources: { It } }, {}, 'Aggregator');
  }
  type Types = Readonly<Record<string, 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE'>>;
  /** An account has a rule, which has found this of each resource. */
  function record(accountId: string, found: Types): void {
    const { config, lambda } = local.account(accountId);
    const unused = { roleArn: '', runtime: '', handler: '', code: '', environment: {}, logGroup: '' };
    const functionArn = lambda.createFunction({ name: 'rule', timeoutSeconds: 1, memoryMiB: 1, ...unused });
    lambda.addPermission({ id: 'config', functionArn, principal: 'config.amazonaws.com', sourceAccount: accountId });
    const Source = { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: functionArn, SourceDetails: [schedule()] };
    const { name: ruleName } = config.putRule(ruleProperties({ ConfigRuleName: 'r', Source }));
    const times = { orderingTimestamp: NOW - HOUR, recorded: NOW - HOUR, invoked: NOW - HOUR };
    for (const [resourceId, complianceType] of Object.entries(found)) {
      const annotation = `${resourceId} is ${complianceType}`;
      config.compliance.record({ ruleName, resourceId, complianceType, annotation, ...times });
    }
  }
  const client = (accountId: string = MANAGEMENT) =>
    new ConfigServiceClient(signedBy(local.account(accountId).operatorCredentials(), local.url));
  const ConfigurationAggregatorName = 'all';

  beforeEach(() => {
    record(PAYMENTS, { AIDA1: 'NON_COMPLIANT', AIDA2: 'COMPLIANT', AIDA3: 'NOT_APPLICABLE' });
    record(LABS, { AIDA4: 'COMPLIANT' });
    record(CLOSED, { AIDA5: 'NOT_APPLICABLE' });
  });

  async function compliance(Filters: object = {}) {
    const pages: (string | undefined)[][] = [];
    const request = { ConfigurationAggregatorName, Filters };
    for await (const page of paginateDescribeAggregateComplianceByConfigRules({ client: client() }, request)) {
      pages.push(
        (page.AggregateComplianceByConfigRules ?? []).map(
          ({ AccountId: id, Compliance: { ComplianceType: type, ComplianceContributorCount: count } = {} }) =>
            [id, type, count?.CappedCount].join(' '),
        ),
      );
    }
    return pages;
  }

  it('has each account’s compliance with each rule, after an empty page', async () => {
    await deployAggregator();

    expect(await compliance()).toEqual([[], [`${PAYMENTS} NON_COMPLIANT 1`, `${LABS} COMPLIANT `]]);
  });

  it.each([
    [{ ComplianceType: 'COMPLIANT' }, [LABS]],
    [{ AccountId: PAYMENTS }, [PAYMENTS]],
    [{ AwsRegion: 'us-east-1', ConfigRuleName: 'r' }, [PAYMENTS, LABS]],
    [{ AwsRegion: 'eu-west-1' }, []],
    [{ ConfigRuleName: 'other' }, []],
  ])('filters by %j', async (filters, accounts) => {
    await deployAggregator();

    expect((await compliance(filters)).flat().map((line) => line?.split(' ')[0])).toEqual(accounts);
  });

  async function details(overrides: object = {}) {
    const request = {
      ConfigurationAggregatorName,
      ConfigRuleName: 'r',
      AccountId: PAYMENTS,
      AwsRegion: 'us-east-1',
      ...overrides,
    };
    const pages = [];
    for await (const page of paginateGetAggregateComplianceDetailsByConfigRule(
      { client: client(), pageSize: 1 },
      request,
    )) {
      pages.push(page.AggregateEvaluationResults ?? []);
    }
    return pages;
  }

  it('has the results of an account, page by page', async () => {
    await deployAggregator();

    const [first, second, ...others] = await details();

    expect(first).toEqual([]);
    expect(second).toEqual([
      {
        EvaluationResultIdentifier: {
          EvaluationResultQualifier: {
            ConfigRuleName: 'r',
            ResourceType: 'AWS::IAM::User',
            ResourceId: 'AIDA1',
            EvaluationMode: 'DETECTIVE',
          },
          OrderingTimestamp: new Date(NOW - HOUR),
        },
        ComplianceType: 'NON_COMPLIANT',
        ResultRecordedTime: new Date(NOW - HOUR),
        ConfigRuleInvokedTime: new Date(NOW - HOUR),
        Annotation: 'AIDA1 is NON_COMPLIANT',
        AccountId: PAYMENTS,
        AwsRegion: 'us-east-1',
      },
    ]);
    expect(others.flat().map(({ Annotation }) => Annotation)).toEqual(['AIDA2 is COMPLIANT']);
    expect((await details({ ComplianceType: 'COMPLIANT' })).flat()).toHaveLength(1);
    expect((await details({ AwsRegion: 'eu-west-1' })).flat()).toEqual([]);
  });

  it('says when it read its sources, and which it could not read', async () => {
    local.account(LABS).config.aggregationFailure = { code: 'NoRecorder', message: 'Config is off' };
    await deployAggregator();
    const command = new DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName });

    const { AggregatedSourceStatusList: sources = [] } = await client().send(command);

    const times = { LastUpdateTime: new Date(NOW) };
    const read = { SourceType: 'ACCOUNT', LastUpdateStatus: 'SUCCEEDED', AwsRegion: 'us-east-1', ...times };
    expect(sources).toEqual([
      { ...read, SourceId: MANAGEMENT },
      { ...read, SourceId: PAYMENTS },
      {
        ...read,
        SourceId: LABS,
        LastUpdateStatus: 'FAILED',
        LastErrorCode: 'NoRecorder',
        LastErrorMessage: 'Config is off',
      },
      { ...read, SourceId: CLOSED },
      { ...read, SourceId: LocalOrganization.ID, SourceType: 'ORGANIZATION' },
    ]);
    expect((await compliance()).flat()).toEqual([`${PAYMENTS} NON_COMPLIANT 1`]);
  });

  it('can have the status of its organization only', async () => {
    await local.close();
    local = await startOrganization({ config: { aggregatorSources: 'organization' } });
    await deployAggregator();
    const command = new DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName });

    const { AggregatedSourceStatusList: sources } = await client().send(command);

    expect(sources).toMatchObject([{ SourceType: 'ORGANIZATION' }]);
  });

  it('belongs to a delegated administrator too, and reads some regions only', async () => {
    const stack = await deployAggregator(LABS, source({ AllAwsRegions: undefined, AwsRegions: ['eu-west-1'] }));
    const { ConfigurationAggregators: known } = await client(LABS).send(
      new DescribeConfigurationAggregatorsCommand({}),
    );

    expect(known).toMatchObject([
      {
        ConfigurationAggregatorName,
        ConfigurationAggregatorArn: stack.resources['It']?.attributes['ConfigurationAggregatorArn'],
        OrganizationAggregationSource: { AwsRegions: ['eu-west-1'] },
      },
    ]);
  });

  it.each([
    ['in another member account', PAYMENTS, source(), 'OrganizationAccessDeniedException'],
    ['without regions', MANAGEMENT, source({ AllAwsRegions: false }), 'InvalidParameterValueException'],
    ['with all regions and some', MANAGEMENT, source({ AwsRegions: ['us-east-1'] }), 'InvalidParameterValueException'],
  ])('is not created %s', async (_case, accountId, given, code) => {
    await expect(deployAggregator(accountId, given)).rejects.toMatchObject({ code });
  });

  it('is not found under another name', async () => {
    const request = {
      ConfigurationAggregatorName: 'all',
      ConfigRuleName: 'r',
      AccountId: PAYMENTS,
      AwsRegion: 'us-east-1',
    };

    await expect(client().send(new GetAggregateComplianceDetailsByConfigRuleCommand(request))).rejects.toMatchObject({
      name: 'NoSuchConfigurationAggregatorException',
    });
  });
});
