import type { ResourceProvider } from '../../cloudformation/provider';

/** What this needs of AWS Config: it reads the properties itself, and checks them as PutRemediationConfigurations does. */
export interface RemediationConfigurations {
  putRemediation(remediation: unknown): void;
}

/** AWS::Config::RemediationConfiguration. Ref and attribute Id: a name of the stack's making. */
export function remediationProvider(config: RemediationConfigurations): ResourceProvider {
  return {
    create(properties, { physicalName }) {
      config.putRemediation(properties.only(...PROPERTIES).values());
      const id = physicalName(256);
      return { ref: id, attributes: { Id: id } };
    },
  };
}

const PROPERTIES = [
  'ConfigRuleName',
  'TargetType',
  'TargetId',
  'Parameters',
  'Automatic',
  'ExecutionControls',
  'MaximumAutomaticAttempts',
  'RetryAttemptSeconds',
];
