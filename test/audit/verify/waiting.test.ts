import type { RemediationExecutionStatus } from '@aws-sdk/client-config-service';
import { checkWaiting, type Inactive } from '../../../audit/verify/waiting';
import { DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../../support/deployed-account';
import { printed, theWrongOne, verifyOf, wrong } from '../checks/checked-account';

const KNOWN = { region: 'us-east-1', ruleName: RULE, names: new Map([['AIDADAVE', 'dave']]) };
const RECORDED = new Date(NOW);
const HELD = 'dave: held, 60 users are inactive and maxRemovals is 50; inactive for more than 90 days';

/** Dave is inactive, by one result, and nothing has been done about it. */
function inactive({ annotation = 'dave: inactive', ...overrides }: Partial<Inactive> & { annotation?: string } = {}) {
  const result = { compliance: 'NON_COMPLIANT', annotation, recorded: RECORDED };
  return {
    results: new Map([['AIDADAVE', result]]),
    runs: [],
    blocked: new Set<string>(),
    automatic: true,
    ...overrides,
  };
}

function run(State: RemediationExecutionStatus['State'], began: number, ended: number): RemediationExecutionStatus {
  return {
    ResourceKey: { resourceType: 'AWS::IAM::User', resourceId: 'AIDADAVE' },
    State,
    InvocationTime: new Date(NOW + began),
    LastUpdatedTime: new Date(NOW + ended),
  };
}

describe('An inactive user', () => {
  it.each<[string, Parameters<typeof inactive>[0], boolean]>([
    ['who has no run waits', {}, true],
    ['whose only run ended before the result waits', { runs: [run('SUCCEEDED', -DAY, -DAY + HOUR)] }, true],
    ['whose failed run ended before the result waits', { runs: [run('FAILED', -DAY, -DAY + HOUR)] }, true],
    ['whose run began after the result does not wait', { runs: [run('SUCCEEDED', HOUR, 2 * HOUR)] }, false],
    ['whose run ended after the result does not wait', { runs: [run('SUCCEEDED', -HOUR, HOUR)] }, false],
    ['whose run is queued does not wait', { runs: [run('QUEUED', -HOUR, -HOUR)] }, false],
    ['whose run is under way since before the result does not wait', { runs: [run('IN_PROGRESS', -HOUR, -1)] }, false],
    ['who is blocked by an exception is named by that check', { blocked: new Set(['AIDADAVE']) }, false],
    ['who is held does not wait', { annotation: HELD }, false],
    ['whose name ends like the word is not held', { annotation: 'was held, 2 users: inactive' }, true],
  ])('%s', (_name, given, waits) => {
    const check = checkWaiting(inactive(given), KNOWN);

    expect(check.ok).toBe(!waits);
    expect(check.title).toBe(
      waits
        ? '1 inactive user without a run of the runbook'
        : 'No inactive user waits for a run of the runbook (1 inactive)',
    );
  });

  it('is named with the time of the result, and with the run before it', () => {
    const { details } = checkWaiting(inactive({ runs: [run('SUCCEEDED', -DAY, -DAY + HOUR)] }), KNOWN);

    expect(details).toEqual([
      expect.stringMatching(/^dave \(AIDADAVE\): .* 2026-11-24T08:00:00Z.* 2026-11-23T08:00:00Z$/),
    ]);
  });

  it('who waits does not fail the check if remediation is by hand', () => {
    const check = checkWaiting(inactive({ automatic: false }), KNOWN);

    expect(check).toMatchObject({
      ok: true,
      title: '1 inactive user without a run of the runbook: remediation is manual',
      details: [expect.stringContaining('dave (AIDADAVE)')],
    });
  });

  it('who is held is named in a line for all', () => {
    const held = Array.from(
      { length: 22 },
      (_, index) => [`AIDA${index}`, { compliance: 'NON_COMPLIANT', annotation: HELD, recorded: RECORDED }] as const,
    );

    const { details = [] } = checkWaiting(inactive({ results: new Map(held) }), KNOWN);

    expect(details).toEqual([
      expect.stringMatching(/^held, because more users are inactive than maxRemovals: AIDA0, .*AIDA19, and 2 more$/),
    ]);
  });
});

describe('The verification', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it('names the inactive users without a run, and how to start one', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    account.alterAnswers('DescribeRemediationExecutionStatus', () => ({ RemediationExecutionStatuses: [] }));

    const { title, details, remedy } = theWrongOne(await verifyOf(account.aws));

    expect(title).toBe('1 inactive user without a run of the runbook');
    expect(details).toMatch(/^dave \(AIDA\w+\): inactive by the evaluation of 2026-11-24T08:00:/);
    expect(remedy).toContain('the Remediate button');
    expect(remedy).toContain('update of the stack');
  });

  it('passes if maxRemovals holds users, and names them', async () => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin' })], {
      parameters: { MaxRemovals: '1' },
    });
    await account.evaluate();
    await account.settle();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks).replaceAll(/\s+/g, ' ')).toMatch(
      /✓ No inactive user waits for a run of the runbook \(2 inactive\) held, because more users are inactive than maxRemovals: dave \(AIDA\w+\), erin \(AIDA\w+\)/,
    );
  });

  it('passes while the run is in progress', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();

    expect(wrong(await verifyOf(account.aws))).toEqual([]);
  });

  it('lists the users who wait for the Remediate button', async () => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    await account.evaluate();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    expect(printed(checks)).toContain('✓ 1 inactive user without a run of the runbook: remediation is manual\n');
  });
});

describe('The verification of the linked document', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it("names it, and says that it is this product's and Active", async () => {
    account = await DeployedAccount.create([]);
    await account.evaluate();

    const checks = await verifyOf(account.aws);

    expect(wrong(checks)).toEqual([]);
    const text = printed(checks).replaceAll(/\s+/g, ' ');
    expect(text).toMatch(/to the runbook DeleteLoginProfile-inactive-iam-users-[0-9a-f]{8}: of this product/);
    expect(text).toMatch(
      /✓ The runbook DeleteLoginProfile-inactive-iam-users-[0-9a-f]{8} is Active \(default version 1\)/,
    );
  });

  it("fails if there is no such document, or if it is not this product's", async () => {
    account = await DeployedAccount.create([]);
    await account.evaluate();
    account.alterAnswers('DescribeRemediationConfigurations', () => ({
      RemediationConfigurations: [{ ConfigRuleName: RULE, TargetId: 'DisableConsoleAccess', Automatic: true }],
    }));

    const checks = await verifyOf(account.aws);

    expect(theWrongOne(checks).title).toBe('The runbook DisableConsoleAccess does not exist');
    expect(printed(checks)).toContain('to the runbook DisableConsoleAccess: not of this product');
  });

  it.each(['Creating', 'Updating', 'Deleting', 'Failed'])('fails while it is %s', async (Status) => {
    account = await DeployedAccount.create([]);
    await account.evaluate();
    account.alterAnswers('DescribeDocument', () => ({ Document: { Status, StatusInformation: 'AWS says why' } }));

    const { title, details } = theWrongOne(await verifyOf(account.aws));

    expect(title).toMatch(
      new RegExp(`^The runbook DeleteLoginProfile-[-\\w]+ is not Active: its status is ${Status}$`),
    );
    expect(details).toBe('AWS says why');
  });
});
