import type { LambdaService } from '../lambda/lambda';
import type { Roles } from '../policy/roles';
import type { ResourceProvider } from './provider';
import { configRuleProvider, type ConfigRules } from './resources/config-rule';
import { documentProvider, type Documents } from './resources/document';
import { functionProvider } from './resources/function';
import { logGroupProvider, type LogGroups } from './resources/log-group';
import { permissionProvider } from './resources/permission';
import { policyProvider } from './resources/policy';
import { type RemediationConfigurations, remediationProvider } from './resources/remediation';
import { roleProvider } from './resources/role';

/** The services that a stack's resources are made in. */
export interface Services {
  readonly roles: Pick<Roles, 'create' | 'attach'>;
  readonly lambda: Pick<LambdaService, 'createFunction' | 'addPermission'>;
  readonly logs: LogGroups;
  readonly config: ConfigRules & RemediationConfigurations;
  readonly ssm: Documents;
}

/** Every resource type that is modelled, with its provider. */
export function resourceProviders({ roles, lambda, logs, config, ssm }: Services): Record<string, ResourceProvider> {
  return {
    'AWS::Config::ConfigRule': configRuleProvider(config),
    'AWS::Config::RemediationConfiguration': remediationProvider(config),
    'AWS::IAM::Policy': policyProvider(roles),
    'AWS::IAM::Role': roleProvider(roles),
    'AWS::Lambda::Function': functionProvider(lambda),
    'AWS::Lambda::Permission': permissionProvider(lambda),
    'AWS::Logs::LogGroup': logGroupProvider(logs),
    'AWS::SSM::Document': documentProvider(ssm),
  };
}
