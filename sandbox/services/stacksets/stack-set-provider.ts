import { NotModelled } from '../../core/aws-error';
import type { Properties } from '../../cloudformation/properties';
import type { ResourceProvider } from '../../cloudformation/provider';
import type { InstanceGroup, StackSetDefinition, StackSets } from './stack-set';
import { templateError } from '../../cloudformation/template-error';

/**
 * AWS::CloudFormation::StackSet with service-managed permissions and the template in its body. Ref and attribute
 * StackSetId: its id. Constraints: "CreateStackSet" and "CreateStackInstances", CloudFormation API Reference.
 */
export function stackSetProvider(stackSets: Pick<StackSets, 'create'>): ResourceProvider {
  return {
    async create(properties) {
      properties.only(...PROPERTIES).checkTags();
      properties.optionalText('Description', { min: 1, max: 1024 });
      properties.optionalStructure('ManagedExecution')?.only('Active').optionalBoolean('Active');
      const model = properties.text('PermissionModel', { oneOf: ['SERVICE_MANAGED', 'SELF_MANAGED'] });
      if (model !== 'SERVICE_MANAGED') throw new NotModelled(`a stack set with the PermissionModel ${model}`);
      checkAutoDeployment(properties.structure('AutoDeployment').only('Enabled', 'RetainStacksOnAccountRemoval'));
      const callAs = properties.optionalText('CallAs', { oneOf: ['SELF', 'DELEGATED_ADMIN'] });
      const id = await stackSets.create({
        name: properties.text('StackSetName', { min: 1, max: 128, pattern: /^[a-zA-Z][-a-zA-Z0-9]*$/ }),
        callAs: callAs === 'DELEGATED_ADMIN' ? callAs : 'SELF',
        capabilities: properties.texts('Capabilities', { oneOf: CAPABILITIES }),
        parameters: parametersOf(properties),
        groups: properties.structures('StackInstancesGroup').map(groupOf),
        templateBody: properties.text('TemplateBody'),
        toleratedFailures: toleranceOf(properties.optionalStructure('OperationPreferences')),
      });
      return { ref: id, attributes: { StackSetId: id } };
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
  'Tags',
  'TemplateBody',
];

const CAPABILITIES = ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'];

function checkAutoDeployment(properties: Properties): void {
  const enabled = properties.optionalBoolean('Enabled') ?? false;
  const retain = properties.optionalBoolean('RetainStacksOnAccountRemoval');
  if (enabled && retain === undefined) throw new NotModelled('AutoDeployment without RetainStacksOnAccountRemoval');
  if (!enabled && retain !== undefined) {
    throw templateError('RetainStacksOnAccountRemoval can be specified only if AutoDeployment is enabled.');
  }
}

function parametersOf(properties: Properties): Record<string, string> {
  const parameters = properties.structures('Parameters').map((parameter) => {
    parameter.only('ParameterKey', 'ParameterValue');
    return [parameter.text('ParameterKey'), parameter.text('ParameterValue')] as const;
  });
  const byKey = new Map(parameters);
  if (byKey.size < parameters.length) throw templateError('Each parameter of a stack set can be given once only.');
  return Object.fromEntries(byKey);
}

/** AWS: "DeploymentTargets": units are required, and a filter type where there are accounts. */
function groupOf(group: Properties): InstanceGroup {
  const targets = group.only('DeploymentTargets', 'Regions').structure('DeploymentTargets');
  targets.only('OrganizationalUnitIds', 'Accounts', 'AccountFilterType');
  const organizationalUnitIds = targets.texts('OrganizationalUnitIds', {
    pattern: /^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/,
  });
  const accounts = targets.texts('Accounts', { pattern: /^[0-9]{12}$/ });
  const filter = targets.optionalText('AccountFilterType', { oneOf: ['NONE', 'UNION', 'INTERSECTION', 'DIFFERENCE'] });
  const regions = group.texts('Regions', { pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/ });
  if (regions.length === 0) throw templateError('Regions must name at least one region.');
  if (organizationalUnitIds.length === 0) {
    throw templateError('OrganizationalUnitIds are required for a stack set with service-managed permissions.');
  }
  if (accounts.length > 0 && filter === undefined) {
    throw templateError('AccountFilterType is required where both OrganizationalUnitIds and Accounts are specified.');
  }
  if (filter === 'UNION' || filter === 'INTERSECTION') throw new NotModelled(`the AccountFilterType ${filter}`);
  // What AWS makes of these two is not documented.
  if ((filter === 'DIFFERENCE') !== accounts.length > 0) {
    throw new NotModelled(`the AccountFilterType ${filter} with ${accounts.length} Accounts`);
  }
  return { organizationalUnitIds, except: accounts, regions };
}

/** How many accounts run at a time changes nothing here: they are done one by one. */
function toleranceOf(preferences: Properties | undefined): StackSetDefinition['toleratedFailures'] {
  if (!preferences) return () => 0;
  preferences.only(
    'RegionConcurrencyType',
    'ConcurrencyMode',
    'MaxConcurrentCount',
    'MaxConcurrentPercentage',
    'FailureToleranceCount',
    'FailureTolerancePercentage',
  );
  preferences.optionalText('RegionConcurrencyType', { oneOf: ['SEQUENTIAL', 'PARALLEL'] });
  const mode = preferences.optionalText('ConcurrencyMode', {
    oneOf: ['STRICT_FAILURE_TOLERANCE', 'SOFT_FAILURE_TOLERANCE'],
  });
  const concurrent = either(preferences, 'MaxConcurrent', 1);
  const failures = either(preferences, 'FailureTolerance', 0);
  if (mode !== 'SOFT_FAILURE_TOLERANCE' && (concurrent.count ?? 0) > (failures.count ?? 0) + 1) {
    throw templateError('MaxConcurrentCount can be at most one more than FailureToleranceCount.');
  }
  return (accounts) => failures.count ?? Math.floor(((failures.percentage ?? 0) * accounts) / 100);
}

function either(preferences: Properties, name: string, min: number): { count?: number; percentage?: number } {
  const count = preferences.optionalInteger(`${name}Count`, { min });
  const percentage = preferences.optionalInteger(`${name}Percentage`, { min, max: 100 });
  if (count !== undefined && percentage !== undefined) {
    throw templateError(`Only one of ${name}Count and ${name}Percentage can be specified.`);
  }
  return { ...(count !== undefined && { count }), ...(percentage !== undefined && { percentage }) };
}
