import {
  AccountClient,
  GetContactInformationCommand,
  ListRegionsCommand,
  paginateListRegions,
  type ListRegionsCommandInput,
} from '@aws-sdk/client-account';
import { ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListDocumentsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { LocalAws } from '../aws/local-aws';
import { callerWith } from './callers';
import { NOW, ruleProperties } from './services/config/local-config';

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({
    now: NOW,
    regions: { 'af-south-1': 'ENABLED', 'me-south-1': 'DISABLED', 'ap-east-1': 'ENABLING' },
  });
});
afterEach(() => aws.close());

/** How the SDK's clients reach the local AWS over HTTP, with requests that are signed for a region. */
function signedFor(region: string) {
  return { endpoint: aws.url, region, maxAttempts: 1, credentials: aws.operatorCredentials() };
}

async function rulesIn(region: string): Promise<(string | undefined)[]> {
  const { ConfigRules = [] } = await new ConfigServiceClient(signedFor(region)).send(
    new DescribeConfigRulesCommand({}),
  );
  return ConfigRules.map(({ ConfigRuleArn: arn, ConfigRuleName: name }) => `${arn?.split(':')[3]} ${name}`);
}

describe('ListRegions', () => {
  const list = async (input: ListRegionsCommandInput, region = 'us-east-1') => {
    const { Regions = [] } = await new AccountClient(signedFor(region)).send(new ListRegionsCommand(input));
    return Regions;
  };

  it('shows which regions the account has by default, has opted in to, and has not', async () => {
    const regions = await list({});

    expect(regions).toHaveLength(20);
    expect(regions).toContainEqual({ RegionName: 'eu-west-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' });
    expect(regions).toContainEqual({ RegionName: 'af-south-1', RegionOptStatus: 'ENABLED' });
  });

  it('filters by status', async () => {
    const names = async (...RegionOptStatusContains: NonNullable<ListRegionsCommandInput['RegionOptStatusContains']>) =>
      (await list({ RegionOptStatusContains })).map(({ RegionName: name }) => name);

    expect(await names('DISABLED', 'ENABLING')).toEqual(['ap-east-1', 'me-south-1']);
    expect(await names('ENABLED', 'ENABLED_BY_DEFAULT')).toHaveLength(18);
  });

  it('is paged', async () => {
    const client = new AccountClient(signedFor('us-east-1'));
    const sizes: number[] = [];
    for await (const { Regions } of paginateListRegions({ client, pageSize: 8 }, {})) sizes.push(Regions?.length ?? 0);

    expect(sizes).toEqual([8, 8, 4]);
  });

  it('gives the same answer in every region', async () => {
    expect(await list({}, 'eu-west-1')).toEqual(await list({}));
  });

  it.each<[string, ListRegionsCommandInput, string]>([
    ['a page of 51', { MaxResults: 51 }, 'ValidationException'],
    ['a page of 0', { MaxResults: 0 }, 'ValidationException'],
    ['an unknown token', { NextToken: 'x' }, 'ValidationException'],
    ['another account', { AccountId: '444455556666' }, 'NotModelledByLocalAws'],
  ])('refuses %s', async (_name, input, name) => {
    await expect(list(input)).rejects.toMatchObject({ name });
  });

  it('needs its permission', async () => {
    const nobody = callerWith({ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' });

    await expect(aws.endpoint.call(nobody, 'account', 'ListRegions', {})).rejects.toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('is not authorized to perform: account:ListRegions'),
    });
  });

  it('is the only operation of its service that is served', async () => {
    const contact = new AccountClient(signedFor('us-east-1')).send(new GetContactInformationCommand({}));

    await expect(contact).rejects.toMatchObject({ name: 'NotModelledByLocalAws' });
  });
});

describe('A region', () => {
  it('has Config rules of its own', async () => {
    aws.elsewhere('eu-west-1').config.putRule(ruleProperties());

    expect(await rulesIn('eu-west-1')).toEqual(['eu-west-1 a-rule']);
    expect(await rulesIn('us-east-1')).toEqual([]);
    expect(await rulesIn('eu-west-2')).toEqual([]);
  });

  it.each(['me-south-1', 'ap-east-1', 'eu-south-2', 'nowhere-1'])(
    'knows no key if it is not enabled: %s',
    async (region) => {
      await expect(rulesIn(region)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
      expect(() => aws.elsewhere(region)).toThrow(`${region} is not another enabled region of this local AWS`);
    },
  );

  it('records no users elsewhere, and runs no rule', async () => {
    const { config, endpoint } = aws.elsewhere('eu-west-1');
    config.putRule(ruleProperties());

    await expect(
      endpoint.call(aws.operator, 'config', 'ListDiscoveredResources', { resourceType: 'AWS::IAM::User' }),
    ).resolves.toMatchObject({ resourceIdentifiers: [] });
    await expect(aws.clock.runUntilSettled(config.evaluate('a-rule'))).rejects.toThrow(
      'not modelled by this local AWS: Lambda in eu-west-1',
    );
  });

  it('does not model the other services elsewhere, and names the region', async () => {
    const documents = new SSMClient(signedFor('eu-west-1')).send(new ListDocumentsCommand({}));

    await expect(documents).rejects.toThrow('not modelled by this local AWS: ssm:ListDocuments in eu-west-1');
  });

  it('sees the same users as every other region', async () => {
    aws.iam.seed({ userName: 'dave', createDate: NOW });

    const { Users } = await new IAMClient(signedFor('eu-west-1')).send(new ListUsersCommand({}));

    expect(Users).toHaveLength(1);
  });
});

describe('The home region', () => {
  it('is enabled, whichever it is', async () => {
    const home = await LocalAws.start({
      now: NOW,
      account: { accountId: '111122223333', region: 'il-central-1', partition: 'aws' },
    });

    const answer = await home.endpoint.call(home.operator, 'account', 'ListRegions', {
      RegionOptStatusContains: ['ENABLED'],
    });
    await home.close();

    expect(answer).toEqual({ Regions: [{ RegionName: 'il-central-1', RegionOptStatus: 'ENABLED' }] });
  });
});
