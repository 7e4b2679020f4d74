import { Template } from 'aws-cdk-lib/assertions';
import { organizationOptions } from '../../infra/organization/organization-options';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { LocalAws, SAMPLE_ACCOUNT, deployOrganization } from '../../sandbox/index';
import { inactiveUser, NOW, RULE } from '../support/deployed-account';
import { testApp } from '../support/app';
import { DAY } from '../support/durations';

const [UNIT, ROOT] = ['ou-ab12-12345678', 'r-ab12'];
const MEMBERS = ['222233334444', '333344445555', '444455556666'] as const;
const LEFT_OUT = '555566667777';
let accounts: LocalAws[] = [];
afterEach(() => Promise.all(accounts.map((aws) => aws.close())));

describe('The organization’s template', () => {
  it('deploys a working stack to each account of the unit, except the management account and the excluded one', async () => {
    const context: Record<string, unknown> = {
      organizationalUnitIds: UNIT,
      excludedAccounts: [LEFT_OUT],
      parameters: { MaxIdleDays: 45 },
    };
    const stack = new OrganizationStack(testApp(), 'InactiveIamUsersOrganization', {
      organization: organizationOptions((key) => context[key]),
    });
    accounts = await Promise.all(
      [SAMPLE_ACCOUNT.accountId, ...MEMBERS, LEFT_OUT].map((accountId) =>
        LocalAws.start({ now: NOW, account: { ...SAMPLE_ACCOUNT, accountId } }),
      ),
    );
    for (const aws of accounts) aws.iam.seed(inactiveUser({ passwordLastUsed: NOW - 50 * DAY }));
    const [management, ...members] = accounts;
    if (!management) throw new Error('no management account');

    const { instances } = await deployOrganization(Template.fromStack(stack).toJSON(), {}, management, {
      managementAccountId: management.account.accountId,
      accounts: accounts.map((aws) => ({ aws, organizationalUnits: [UNIT, ROOT] })),
    });
    for (const aws of members.slice(0, MEMBERS.length)) {
      await aws.clock.runUntilSettled(aws.config.evaluate(RULE));
      await aws.clock.runUntilIdle();
    }

    expect(instances.map(({ accountId, failure }) => ({ accountId, failure }))).toEqual(
      MEMBERS.map((accountId) => ({ accountId, failure: undefined })),
    );
    expect(accounts.map(({ iam }) => iam.find('dave')?.loginProfile !== undefined)).toEqual([
      true,
      false,
      false,
      false,
      true,
    ]);
    expect(members.map(({ securityHub }) => securityHub.findings().map(({ Workflow }) => Workflow.Status))).toEqual([
      ['RESOLVED'],
      ['RESOLVED'],
      ['RESOLVED'],
      [],
    ]);
  });
});
