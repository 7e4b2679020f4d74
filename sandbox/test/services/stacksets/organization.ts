import { type Account, Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { deploy } from '../../../cloudformation/deploy';
import { stackSetProviders } from '../../../services/stacksets/cloudformation';
import type { Stack } from '../../../cloudformation/deploy';
import type { Organization } from '../../../services/organizations/organization';
import { StackSets, type TargetAccount } from '../../../services/stacksets/stack-sets';
import { AwsError } from '../../../core/aws-error';

export const ROOT = 'r-abcd';
export const PEOPLE = 'ou-abcd-people11';
export const TEAM = 'ou-abcd-team1111';
export const LABS = 'ou-abcd-labs1111';
export const MANAGEMENT = SAMPLE_ACCOUNT.accountId;
export const [ONE, TWO, THREE] = ['222233334444', '333344445555', '444455556666'];

const PARAMETERS = { Days: { Type: 'Number', Default: 90, MinValue: 1 }, Who: { Type: 'String' } };
export const BODY = { Parameters: PARAMETERS, Resources: { Thing: { Type: 'Test::Thing' } } };
export const GROUP = { DeploymentTargets: { OrganizationalUnitIds: [ROOT] }, Regions: ['us-east-1'] };

/** Valid properties of a StackSet. */
export function properties(overrides: object = {}): object {
  return {
    StackSetName: 'sample-set',
    Description: 'For every account',
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
    ManagedExecution: { Active: true },
    Parameters: [{ ParameterKey: 'Who', ParameterValue: 'all' }],
    StackInstancesGroup: [GROUP],
    TemplateBody: JSON.stringify(BODY),
    ...overrides,
  };
}

export function target(targets: object, regions: readonly string[] = ['us-east-1']): object {
  return { StackInstancesGroup: [{ DeploymentTargets: targets, Regions: regions }] };
}

export function body(overrides: object, resource: object = {}): object {
  const thing = { Type: 'Test::Thing', ...resource };
  return { TemplateBody: JSON.stringify({ ...BODY, Resources: { Thing: thing }, ...overrides }) };
}

/** An organization whose accounts record what is deployed to them; those in `failing` refuse it. */
export function organization({ failing = [], as = MANAGEMENT }: { failing?: readonly string[]; as?: string } = {}) {
  const deployed: { to: string; template: unknown; parameters: unknown; stackName: string }[] = [];
  const member = (accountId: string, region: string, ...organizationalUnits: readonly string[]) => ({
    aws: {
      account: { ...SAMPLE_ACCOUNT, accountId, region },
      deploy: (template: unknown, parameters: Readonly<Record<string, string>>, stackName: string) => {
        if (failing.includes(accountId)) return Promise.reject(new AwsError('LimitExceeded', 'no room'));
        deployed.push({ to: `${accountId} ${region}`, template, parameters, stackName });
        return Promise.resolve(stackNamed(stackName, parameters));
      },
    },
    organizationalUnits,
  });
  const accounts = [
    member(MANAGEMENT, 'us-east-1', PEOPLE, ROOT),
    member(ONE, 'us-east-1', TEAM, PEOPLE, ROOT),
    member(TWO, 'us-east-1', PEOPLE, ROOT),
    member(TWO, 'eu-west-1', PEOPLE, ROOT),
    member(THREE, 'us-east-1', LABS, ROOT),
  ];
  const given = { id: 'o-sample0000', managementAccountId: MANAGEMENT, accounts, delegatedAdministrators: [THREE] };
  return { deployed, administrator: administratorOf({ ...SAMPLE_ACCOUNT, accountId: as }, given) };
}

function stackNamed(name: string, parameters: Readonly<Record<string, string>>): Stack {
  return { name, parameters, resources: {} };
}

/** An account that creates StackSets and nothing else. */
export function administratorOf(account: Account, within?: Organization<TargetAccount>) {
  const ids = new Ids();
  const stackSets = new StackSets(account, ids, () => within);
  const providers = stackSetProviders(stackSets);
  return {
    account,
    stackSets,
    deploy: (template: unknown, parameters: Readonly<Record<string, string>> = {}) =>
      deploy(template, { parameters, stackName: 'Organization', account, ids, providers }),
  };
}

/** Deploys the StackSet with these properties. @returns where it went */
export async function where(overrides: object, options: Parameters<typeof organization>[0] = {}): Promise<string[]> {
  const { deployed, administrator } = organization(options);
  await administrator.deploy(templateOf(properties(overrides)));
  return deployed.map(({ to }) => to);
}

/** A template with a StackSet of these properties. */
export function templateOf(Properties: object): object {
  return { Resources: { All: { Type: 'AWS::CloudFormation::StackSet', Properties } } };
}
