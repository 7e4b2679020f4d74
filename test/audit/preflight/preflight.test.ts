import { recordsIamUsers } from '../../../audit/preflight/recorder';
import { canRecordIam } from '../../../rule/iam-recording-regions';
import { AwsError, LocalAws } from '../../../sandbox/index';
import {
  activeUser,
  DAY,
  DeployedAccount,
  inactiveUser,
  NOW,
  synthesizedTemplate,
} from '../../support/deployed-account';
import { operationsOf, preflightOf, printed, theWrongOne, withoutRemediation, wrong } from '../checks/checked-account';

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
  aws.iam.seed(activeUser());
  aws.iam.seed(inactiveUser());
});
afterEach(() => aws.close());

describe('The preflight of an account that is ready', () => {
  it('passes, and names account, region and caller', async () => {
    const checks = await preflightOf(aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ Account 111122223333, region us-east-1\n');
    expect(printed(checks)).toContain('arn:aws:sts::111122223333:assumed-role/Auditor/test');
    expect(printed(checks)).toContain("✓ The rule's name is free: inactive-iam-users\n");
  });

  it('passes if there is no user yet', async () => {
    const empty = await LocalAws.start({ now: NOW });

    const checks = await preflightOf(empty);
    await empty.close();

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('there is no user yet to look for');
    expect(printed(checks)).toContain('The caller may iam:GetUser (tried on a name that nobody has)');
  });

  it('passes if the product is already deployed under this name: that is an update', async () => {
    const account = await DeployedAccount.create([inactiveUser()], { parameters: { MaxIdleDays: '45' } });

    const checks = await preflightOf(account.aws);
    await account.close();

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ This product is deployed here already, as inactive-iam-users');
    expect(printed(checks)).toMatch(/runbook DeleteLoginProfile-inactive-iam-users-[0-9a-f]{8}$/m);
    expect(printed(checks).replaceAll(/\s+/g, '')).toMatch(/"maxIdleDays":"45".*wanted:maxIdleDays90,/);
  });

  it('only reads', async () => {
    await preflightOf(aws);

    expect(operationsOf(aws).filter((operation) => !/^(Describe|Get|List|Generate)/.test(operation))).toEqual([]);
    expect(operationsOf(aws).length).toBeGreaterThan(8);
  });
});

describe('The preflight names what would prevent a deployment', () => {
  it('a region that cannot record IAM users', async () => {
    const { title, remedy } = theWrongOne(await preflightOf(aws, { region: 'eu-south-2' }));

    expect(title).toBe('AWS Config cannot record IAM users in eu-south-2');
    expect(remedy).toContain('Deploy in one of the older regions');
  });

  it('a region that AWS does not have, with those that it has', async () => {
    const checks = await preflightOf(aws, { region: 'us-moon-1' });

    expect(wrong(checks)).toContain('AWS has no region us-moon-1');
    expect(printed(checks)).toMatch(/its regions here are [^.]*\beu-west-1\b/);
  });

  it('a region that the account has not enabled', async () => {
    const account = await LocalAws.start({ now: NOW, regions: { 'af-south-1': 'DISABLED' } });

    const checks = await preflightOf(account, { region: 'af-south-1' });
    await account.close();

    expect(wrong(checks)).toContain('The region af-south-1 is not enabled in this account: it is DISABLED');
  });

  it('a recorder that leaves IAM users out', async () => {
    aws.config.inventory.records = false;

    const checks = await preflightOf(aws);

    expect(wrong(checks)).toEqual([
      "Config's recorder (default) does not record AWS::IAM::User",
      "Config's inventory does not know 2 of the 2 users asked for",
    ]);
    expect(printed(checks)).toContain('Include the global IAM types');
  });

  it('a recorder that has been stopped: the inventory does not know the newest users', async () => {
    aws.iam.seed(
      activeUser({
        userName: 'newcomer',
        createDate: NOW - 5 * DAY,
        passwordLastUsed: undefined,
        loginProfile: undefined,
      }),
    );
    aws.config.inventory.lagMilliseconds = 10 * DAY;

    const { title, details, remedy } = theWrongOne(await preflightOf(aws));

    expect(title).toBe("Config's inventory does not know 1 of the 3 users asked for");
    expect(details).toBe('unknown: newcomer');
    expect(remedy).toContain('aws configservice describe-configuration-recorder-status --region us-east-1');
  });

  it('but ignores users of the last two days: a daily recorder may not have recorded them', async () => {
    aws.iam.seed(
      activeUser({ userName: 'newcomer', createDate: NOW - DAY, passwordLastUsed: undefined, loginProfile: undefined }),
    );
    aws.config.inventory.lagMilliseconds = 1.5 * DAY;

    expect(wrong(await preflightOf(aws))).toEqual([]);
  });

  it("a rule of the same name without this product's runbook, with what it is", async () => {
    await aws.deploy(withoutRemediation(synthesizedTemplate()), { MaxIdleDays: '45' });

    const { title, details, remedy } = theWrongOne(await preflightOf(aws));

    expect(title).toBe('There is a rule named inactive-iam-users already');
    expect(details).toMatch(/CUSTOM_LAMBDA, arn:aws:lambda:.*\n.*"maxIdleDays":"45".*wanted: maxIdleDays 90,/);
    expect(remedy).toContain('RuleName');
  });

  it('any error other than a denied permission is thrown', async () => {
    aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'DescribeConfigRules') throw new AwsError('ExpiredTokenException', 'The token has expired');
    });

    await expect(preflightOf(aws)).rejects.toThrow('The token has expired');
  });
});

describe('A recorder', () => {
  const named = { resourceTypes: ['AWS::S3::Bucket' as const, 'AWS::IAM::User' as const] };
  it.each([
    ['of everything, global types included', { allSupported: true, includeGlobalResourceTypes: true }, true],
    ['of everything else', { allSupported: true, includeGlobalResourceTypes: false }, false],
    ['of named types', { allSupported: false, ...named }, true],
    ['of other named types', { allSupported: false, resourceTypes: ['AWS::S3::Bucket' as const] }, false],
    ['by strategy: everything', { recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' as const } }, false],
    [
      'by strategy: everything and global types',
      { recordingStrategy: { useOnly: 'ALL_SUPPORTED_RESOURCE_TYPES' as const }, includeGlobalResourceTypes: true },
      true,
    ],
    [
      'by strategy: inclusion',
      { recordingStrategy: { useOnly: 'INCLUSION_BY_RESOURCE_TYPES' as const }, ...named },
      true,
    ],
    [
      'by strategy: exclusion of others',
      {
        recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' as const },
        exclusionByResourceTypes: { resourceTypes: ['AWS::S3::Bucket' as const] },
      },
      true,
    ],
    [
      'by strategy: exclusion of IAM users',
      { recordingStrategy: { useOnly: 'EXCLUSION_BY_RESOURCE_TYPES' as const }, exclusionByResourceTypes: named },
      false,
    ],
    ['without a recording group', undefined, false],
  ])('%s', (_name, recordingGroup, records) => {
    expect(recordsIamUsers({ recordingGroup })).toBe(records);
  });
});

describe('A region', () => {
  it.each([
    ['us-east-1', true],
    ['eu-central-1', true],
    ['us-gov-west-1', true],
    ['cn-north-1', true],
    ['eu-central-2', false],
    ['me-central-1', false],
    ['ap-southeast-7', false],
  ])('%s can record IAM users: %s', (region, can) => {
    expect(canRecordIam(region)).toBe(can);
  });
});
