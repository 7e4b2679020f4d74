import type { Properties } from '../../cloudformation/properties';
import type { ResourceProviders } from '../../cloudformation/provider';
import { templateError } from '../../cloudformation/template-error';
import { NotModelled } from '../../core/aws-error';
import type { InstanceGroup, StackSetDefinition, StackSets } from './stack-sets';

/**
 * AWS::CloudFormation::StackSet with service-managed permissions and the template in its body. Ref and attribute
 * StackSetId: its id. Constraints: "CreateStackSet" and "CreateStackInstances", CloudFormation API Reference.
 */
export function stackSetProviders(stackSets: Pick<StackSets, 'create'>): ResourceProviders {
  return {
    'AWS::CloudFormation::StackSet': {
      async create(properties) {
        properties.only(...PROPERTIES);
        properties.optionalText('Description', { min: 1, max: 1024 });
        properties.optionalStructure('ManagedExecution')?.only('Active').optionalBoolean('Active');
        const model = properties.text('PermissionModel', { oneOf: ['SERVICE_MANAGED', 'SELF_MANAGED'] });
        if (model !== 'SERVICE_MANAGED') throw new NotModelled(`a stack set with the PermissionModel ${model}`);
        const deployment = properties.structure('AutoDeployment').only('Enabled', 'RetainStacksOnAccountRemoval');
        const [enabled, retain] = ['Enabled', 'RetainStacksOnAccountRemoval'].map((name) =>
          deployment.optionalBoolean(name),
        );
        if (!enabled || retain === undefined) {
          throw new NotModelled('a stack set whose AutoDeployment is not enabled, or does not say what it retains');
        }
        const callAs = properties.optionalText('CallAs', { oneOf: ['SELF', 'DELEGATED_ADMIN'] });
        const id = await stackSets.create({
          name: properties.text('StackSetName', { min: 1, max: 128, pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/ }),
          callAs: callAs === 'DELEGATED_ADMIN' ? callAs : 'SELF',
          capabilities: properties.texts('Capabilities', { oneOf: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'] }),
          parameters: parametersOf(properties),
          groups: properties.structures('StackInstancesGroup').map(groupOf),
          templateBody: properties.text('TemplateBody'),
          toleratedFailures: toleranceOf(properties.optionalStructure('OperationPreferences')),
        });
        return { ref: id, attributes: { StackSetId: id } };
      },
    },
  };
}

const PROPERTIES = [
  'StackSetName',
  'PermissionModel',
  'AutoDeployment',
  'CallAs',
  'Capabilities',
  'Description',
  'ManagedExecution',
  'OperationPreferences',
  'Parameters',
  'StackInstancesGroup',
  'TemplateBody',
];

function parametersOf(properties: Properties): Record<string, string> {
  const parameters = properties.structures('Parameters').map((parameter) => {
    parameter.only('ParameterKey', 'ParameterValue');
    return [parameter.text('ParameterKey'), parameter.text('ParameterValue')] as const;
  });
  const byKey = new Map(parameters);
  if (byKey.size < parameters.length) throw templateError('Each parameter of a stack set can be given once only.');
  return Object.fromEntries(byKey);
}

/** AWS: "DeploymentTargets": units are required, and so is a filter type if there are accounts. */
function groupOf(group: Properties): InstanceGroup {
  const targets = group.only('DeploymentTargets', 'Regions').structure('DeploymentTargets');
  targets.only('OrganizationalUnitIds', 'Accounts', 'AccountFilterType');
  const organizationalUnitIds = targets.texts('OrganizationalUnitIds', {
    pattern: /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/,
  });
  const accounts = targets.texts('Accounts', { pattern: /^[0-9]{12}$/ });
  const filter = targets.optionalText('AccountFilterType', { oneOf: ['NONE', 'UNION', 'INTERSECTION', 'DIFFERENCE'] });
  const [region, ...more] = group.texts('Regions', { pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/ });
  if (region === undefined) throw templateError('Regions must name at least one region.');
  if (more.length > 0) throw new NotModelled(`a stack set in ${more.length + 1} regions`);
  if (organizationalUnitIds.length === 0) {
    throw templateError('OrganizationalUnitIds are required for a stack set with service-managed permissions.');
  }
  if (accounts.length > 0 && filter === undefined) {
    throw templateError('AccountFilterType is required if both OrganizationalUnitIds and Accounts are specified.');
  }
  if (accounts.length > 0 ? filter !== 'DIFFERENCE' : filter !== undefined) {
    throw new NotModelled(`the AccountFilterType ${filter} with ${accounts.length} Accounts`);
  }
  return { organizationalUnitIds, except: accounts, region };
}

/** How many accounts run at a time changes nothing here: they are deployed one by one. */
function toleranceOf(preferences: Properties | undefined): StackSetDefinition['toleratedFailures'] {
  preferences?.only('MaxConcurrentPercentage', 'FailureTolerancePercentage');
  preferences?.optionalInteger('MaxConcurrentPercentage', { min: 1, max: 100 });
  const percentage = preferences?.optionalInteger('FailureTolerancePercentage', { min: 0, max: 100 }) ?? 0;
  return (accounts) => Math.floor((percentage * accounts) / 100);
}
