import { Match, Template } from 'aws-cdk-lib/assertions';
import { organizationOptions } from '../../infra/organization/organization-options';
import { OrganizationStack } from '../../infra/organization/organization-stack';
import { checkTemplateSize, templateSizes } from '../../infra/template-size';
import { checkRules } from '../../sandbox/index';
import { testApp } from '../support/app';
import { objectOf, SYNTHESIZED } from './fixtures/templates';
import { synthesis } from './fixtures/synthesis';

const OU = 'ou-ab12-12345678';
const BASELINE =
  'arn:aws:cloudformation:eu-west-1:111122223333:stackset/config-on:0a1b2c3d-0000-4000-8000-0123456789ab';

function optionsOf(context: Record<string, unknown>) {
  return organizationOptions((key: string) => ({ organizationalUnitIds: OU, ...context })[key]);
}

function organization(context: Record<string, unknown> = {}): Template {
  return Template.fromStack(
    new OrganizationStack(testApp(), 'InactiveIamUsersOrganization', { organization: optionsOf(context) }),
  );
}

describe('The organization’s stack, as it is synthesized from the context', () => {
  /** Ten units and twenty accounts: a large organization. */
  const CONTEXT = {
    organization: 'true',
    organizationalUnitIds: Array.from({ length: 10 }, (_, index) => `ou-ab12-1234567${index}`).join(','),
    excludedAccounts: Array.from({ length: 20 }, (_, index) => String(111122223300 + index)),
    parameters: '{"MaxIdleDays":45,"ExemptUsers":"break-glass/*,root-backup","AutomaticRemediation":false}',
    regions: 'eu-west-1',
    callAs: 'DELEGATED_ADMIN',
    dependsOn: BASELINE,
  };
  let text: string;
  let written: Record<string, unknown>;
  beforeAll(() => {
    const { status, stderr, templates } = synthesis(CONTEXT);
    if (status !== 0) throw new Error(stderr);
    text = templates['InactiveIamUsersOrganization.template.json'] ?? '';
    written = { ...objectOf(text) };
  });

  it('leaves 1,000 bytes of a request free, as the JSON that is written and as the YAML that cdk deploy makes of it', () => {
    const { json, yaml } = templateSizes(text);

    expect(json).toBeLessThan(50_200);
    expect(yaml).toBeLessThan(50_200);
  });

  it('contains the account template unchanged, and needs no bootstrap', () => {
    const body = objectOf(objectOf(objectOf(objectOf(written['Resources'])['Accounts'])['Properties'])['TemplateBody']);

    expect(body).toEqual(objectOf(SYNTHESIZED));
    expect(text).not.toMatch(/cdk-hnb659fds|BootstrapVersion|AssetParameters/);
  });

  it('contains what the context says', () => {
    const template = Template.fromJSON(written);

    template.hasResourceProperties('AWS::CloudFormation::StackSet', {
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false, DependsOn: [BASELINE] },
      Parameters: [
        { ParameterKey: 'MaxIdleDays', ParameterValue: '45' },
        { ParameterKey: 'ExemptUsers', ParameterValue: 'break-glass/*,root-backup' },
        { ParameterKey: 'AutomaticRemediation', ParameterValue: 'false' },
      ],
      StackInstancesGroup: [
        {
          DeploymentTargets: {
            OrganizationalUnitIds: CONTEXT.organizationalUnitIds.split(','),
            AccountFilterType: 'DIFFERENCE',
            Accounts: CONTEXT.excludedAccounts,
          },
          Regions: ['eu-west-1'],
        },
      ],
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'the context is wrong',
      { organizationalUnitIds: '' },
      'context organizationalUnitIds must be ids of organizational units',
    ],
    [
      'CloudFormation would refuse the template',
      { excludedAccounts: Array.from({ length: 400 }, (_, index) => String(111122223300 + index)) },
      'CloudFormation takes at most 51200 in a request: leave out fewer accounts (context excludedAccounts)',
    ],
  ])('fails in one line if %s', (_why, context, message) => {
    const { status, stderr } = synthesis({ ...CONTEXT, ...context });

    expect({ status, lines: stderr.trim().split('\n') }).toEqual({
      status: 1,
      lines: [expect.stringContaining(message)],
    });
  });
});

describe('The organization’s stack', () => {
  it('deploys to accounts that join, removes the stack from accounts that leave, and has the documented preferences', () => {
    const template = organization();

    template.hasResourceProperties('AWS::CloudFormation::StackSet', {
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'SELF',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false, DependsOn: Match.absent() },
      ManagedExecution: { Active: true },
      Capabilities: ['CAPABILITY_IAM'],
      OperationPreferences: { FailureTolerancePercentage: 10, MaxConcurrentPercentage: 10 },
      StackInstancesGroup: [
        {
          DeploymentTargets: {
            OrganizationalUnitIds: [OU],
            AccountFilterType: Match.absent(),
            Accounts: Match.absent(),
          },
          Regions: [{ Ref: 'AWS::Region' }],
        },
      ],
    });
  });

  it('refuses a parameter that its account template does not have', () => {
    expect(() => organization({ parameters: { MaxIdelDays: 45 } })).toThrow(
      'context parameters.MaxIdelDays must be one',
    );
  });
  it('takes a tag key that is fixed at synth into the account template', () => {
    const stack = new OrganizationStack(testApp(), 'InactiveIamUsersOrganization', {
      exemptTagKey: 'Owner:Keep',
      organization: optionsOf({}),
    });

    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain('aws:ResourceTag/Owner:Keep');
  });
});

describe('The size of the organization’s template', () => {
  /** As `npm run synth` writes it, with this many accounts left out. */
  function withLeftOut(count: number): string {
    const excludedAccounts = Array.from({ length: count }, (_, index) => String(111122223300 + index));
    // Template.fromStack indents nothing and loses nothing: the file has the same content.
    return JSON.stringify(organization({ excludedAccounts, regions: 'eu-west-1' }).toJSON());
  }

  it('passes with 20 excluded accounts, prints a remark if cdk deploy would refuse it, and fails if CloudFormation would', () => {
    expect(checkTemplateSize(withLeftOut(20))).toBeUndefined();
    expect(checkTemplateSize(withLeftOut(150))).toMatch(
      /^This template has 5\d{4} bytes as YAML, and "cdk deploy" sends at most 51200: deploy the JSON file/,
    );
    expect(() => checkTemplateSize(withLeftOut(300))).toThrow(
      /^the organization's template has 5\d{4} bytes, and CloudFormation takes at most 51200 in a request: leave out fewer accounts \(context excludedAccounts\)/,
    );
  });
});

describe('A region', () => {
  let rules: unknown;
  beforeAll(() => {
    rules = organization().toJSON()['Rules'];
  });
  const deployIn = (region: string) => () => checkRules(rules, (name) => (name === 'AWS::Region' ? region : name));

  it.each(['eu-south-2', 'ap-southeast-4', 'me-central-1'])(
    '%s is refused: Config does not record IAM users there',
    (region) => {
      expect(deployIn(region)).toThrow(
        /does not record IAM users in this region\. Deploy in one where it does, e\.g\. us-west-2/,
      );
    },
  );

  it.each(['us-east-1', 'eu-west-1', 'cn-north-1', 'us-gov-west-1'])('%s is accepted', (region) => {
    expect(deployIn(region)).not.toThrow();
  });

  it('is that of the organization’s stack, which is refused with it; another one is checked at synth', () => {
    expect(rules).toHaveProperty('HomeRegion');
    expect(organization({ regions: 'eu-west-1' }).toJSON()).not.toHaveProperty('Rules');
  });
});
