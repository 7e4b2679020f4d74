import { AwsError, LocalAws, type LocalAwsOptions, LostAnswer } from '../../../sandbox/index';
import { activeUser, DeployedAccount, NOW, RULE } from '../../support/deployed-account';
import { anotherRule, remediationBy } from '../../support/another-rule';
import { preflightOf, printed, theWrongOne, verifyOf, wrong } from './checked-account';

let aws: LocalAws;
afterEach(() => aws.close());

const ELSEWHERE = 'This product is deployed elsewhere in this account too (looked in 17 regions)';
const RUNBOOKS = ['DeleteLoginProfile-inactive-iam-users', 'DeleteLoginProfile-inactive-iam-users-0a1b2c3d'];

/** An account without the product in its home region. */
async function empty(options: Partial<LocalAwsOptions> = {}): Promise<LocalAws> {
  aws = await LocalAws.start({ now: NOW, ...options });
  aws.iam.seed(activeUser());
  return aws;
}

/** An account with the product in its home region, evaluated. */
async function deployed(): Promise<LocalAws> {
  const account = await DeployedAccount.create([activeUser()]);
  await account.evaluate();
  aws = account.aws;
  return aws;
}

/** A rule with a remediation, which somebody has made in another region. */
function deploy(region: string, runbook: string, ruleName = RULE): void {
  const { config } = aws.elsewhere(region);
  config.putRule(anotherRule(ruleName));
  config.putRemediation(remediationBy(runbook, ruleName));
}

/** AWS's refusal of each call in a region. */
function deny(region: string, why: string): void {
  aws.elsewhere(region).endpoint.interceptors.push(({ caller, service, operation }) => {
    throw new AwsError(
      'AccessDeniedException',
      `User: ${caller} is not authorized to perform: ${service}:${operation} ${why}`,
    );
  });
}

const SCP = 'with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-x/p-y';
const NO_POLICY = 'because no identity-based policy allows the config:DescribeConfigRules action';

describe.each([
  ['The preflight', empty, preflightOf],
  ['The verification', deployed, verifyOf],
])('%s', (_command, account, checksOf) => {
  it('finds no other deployment, and says in how many regions it has looked', async () => {
    const checks = await checksOf(await account());

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ There is no other deployment in this account (looked in 17 regions)\n');
  });

  it.each(RUNBOOKS)('names region, rule and runbook of another: %s', async (runbook) => {
    await account();
    deploy('eu-west-1', runbook);

    const { title, details, remedy } = theWrongOne(await checksOf(aws));

    expect(title).toBe(ELSEWHERE);
    expect(details).toBe(`eu-west-1: rule ${RULE}, runbook ${runbook}`);
    expect(remedy).toContain('Keep one deployment: delete the other stack');
  });

  it('is not alarmed by a rule of this name with the remediation of somebody else', async () => {
    await account();
    deploy('eu-west-1', 'AWSConfigRemediation-RevokeUnusedIAMUserCredentials');

    expect(wrong(await checksOf(aws))).toEqual([]);
  });

  it('finds another among more rules than AWS describes at once', async () => {
    await account();
    for (let index = 0; index < 60; index += 1) {
      aws.elsewhere('eu-west-1').config.putRule(anotherRule(`a-rule-${index}`));
    }
    deploy('eu-west-1', 'DeleteLoginProfile-the-last', 'the-last');

    expect(theWrongOne(await checksOf(aws)).details).toBe(
      'eu-west-1: rule the-last, runbook DeleteLoginProfile-the-last',
    );
  });

  it('is not ok if a region cannot be read, with all regions of one reason in a line', async () => {
    await account();
    deny('eu-west-1', NO_POLICY);
    deny('eu-west-2', NO_POLICY);

    const { title, details, remedy } = theWrongOne(await checksOf(aws));

    expect(title).toBe('Another deployment in this account cannot be ruled out (looked in 15 regions)');
    expect(details).toMatch(/eu-west-1, eu-west-2: AccessDeniedException: .* no identity-based policy/);
    expect(remedy).toBe('Allow config:DescribeConfigRules; docs/audit.md has the whole policy.');
  });

  it('is not ok if a region does not answer', async () => {
    await account();
    aws.elsewhere('sa-east-1').endpoint.interceptors.push(() => {
      throw new LostAnswer('silence');
    });

    const { details, remedy } = theWrongOne(await checksOf(aws));

    expect(details).toContain('sa-east-1: TimeoutError: Read timeout');
    expect(remedy).toContain('Try again');
  });

  it('is ok if a service control policy keeps everybody out of a region, and says so', async () => {
    await account();
    deny('eu-west-1', SCP);

    const checks = await checksOf(aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ There is no other deployment in this account (looked in 16 regions)\n');
    expect(printed(checks)).toContain('eu-west-1: AccessDeniedException');
  });

  it('looks in the region in use alone if the regions may not be listed, and names the permission', async () => {
    await account();
    deploy('eu-west-1', 'DeleteLoginProfile-inactive-iam-users');
    aws.endpoint.interceptors.push(({ operation, caller }) => {
      if (operation !== 'ListRegions') return;
      throw new AwsError('AccessDeniedException', `User: ${caller} is not authorized to perform: account:ListRegions`);
    });

    const { title, details, remedy } = theWrongOne(await checksOf(aws));

    expect(title).toBe('Another deployment in this account cannot be ruled out (looked in 1 region)');
    expect(details).toMatch(/^account:ListRegions is denied, .* us-east-1 only: AccessDeniedException/);
    expect(remedy).toBe('Allow account:ListRegions; docs/audit.md has the whole policy.');
  });

  it('looks in the region in use alone if the regions cannot be listed, and says why', async () => {
    await account();
    aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'ListRegions') throw new LostAnswer('reset');
    });

    const { details, remedy } = theWrongOne(await checksOf(aws));

    expect(details).toMatch(/^the regions cannot be listed, .* us-east-1 only: TimeoutError: Connection was closed/);
    expect(remedy).toContain('Try again');
  });
});

describe('Two deployments in one region', () => {
  it('are found before the second is made', async () => {
    await deployed();

    const { title, details } = theWrongOne(await preflightOf(aws, { ruleName: 'another' }));

    expect(title).toBe(ELSEWHERE);
    expect(details).toMatch(
      /^us-east-1: rule inactive-iam-users, runbook DeleteLoginProfile-inactive-iam-users[-\w]*$/,
    );
  });

  it('are found by the verification of each', async () => {
    await deployed();
    const { ConfigRules: [rule] = [] }: { ConfigRules?: { Source?: object }[] } = await aws.endpoint.call(
      aws.operator,
      'config',
      'DescribeConfigRules',
      {},
    );
    aws.config.putRule({ ConfigRuleName: 'another', Source: rule?.Source });
    aws.config.putRemediation(remediationBy('DeleteLoginProfile-another', 'another'));

    expect(theWrongOne(await verifyOf(aws)).details).toBe(
      'us-east-1: rule another, runbook DeleteLoginProfile-another',
    );
    expect(wrong(await verifyOf(aws, { ruleName: 'another' }))).toContain(ELSEWHERE);
  });
});

describe('The regions that are looked at', () => {
  it.each<[string, LocalAwsOptions['regions'], number]>([
    ['those of every account', {}, 17],
    ['one that the account has opted in to', { 'af-south-1': 'ENABLED' }, 18],
    ['not one that it has not', { 'af-south-1': 'DISABLED', 'me-south-1': 'ENABLING' }, 17],
    ['not one in which Config cannot record IAM users', { 'eu-south-2': 'ENABLED' }, 17],
    ['more than AWS lists at once', manyRegions(40), 57],
  ])('are %s', async (_name, regions, looked) => {
    const checks = await preflightOf(await empty({ regions }));

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain(`(looked in ${looked} regions)`);
  });
});

function manyRegions(count: number): LocalAwsOptions['regions'] {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`xx-test-${index + 1}`, 'ENABLED' as const]));
}
