import { Template } from 'aws-cdk-lib/assertions';
import { organizationOptions } from '../../infra/organization/organization-options';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { LocalOrganization } from '../../sandbox/index';
import { inactiveUser, NOW, RULE } from '../support/deployed-account';
import { testApp } from '../support/app';
import { DAY } from '../support/durations';

const UNIT = 'ou-ab12-12345678';
const MEMBERS = ['222233334444', '333344445555', '444455556666'] as const;
const LEFT_OUT = '555566667777';
let organization: LocalOrganization | undefined;
afterEach(() => organization?.close());

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
    organization = await LocalOrganization.start({
      now: NOW,
      management: { organizationalUnits: [UNIT] },
      members: [...MEMBERS, LEFT_OUT].map((accountId) => ({ accountId, organizationalUnits: [UNIT] })),
    });
    const { accounts, management } = organization;
    for (const aws of accounts) aws.iam.seed(inactiveUser({ passwordLastUsed: NOW - 50 * DAY }));
    const [, ...members] = accounts;

    await management.deploy(Template.fromStack(stack).toJSON(), {}, 'Organization');
    for (const aws of members.slice(0, MEMBERS.length)) {
      await aws.clock.runUntilSettled(aws.config.evaluate(RULE));
      await aws.clock.runUntilIdle();
    }

    expect(management.stackSets.instances.map(({ accountId, failure }) => ({ accountId, failure }))).toEqual(
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
