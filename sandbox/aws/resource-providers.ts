import type { LambdaService } from '../services/lambda/lambda';
import type { Roles } from '../policy/roles';
import type { ResourceProvider } from '../cloudformation/provider';
import { alarmProvider, type Alarms } from '../services/cloudwatch/alarm-provider';
import { configRuleProvider, type ConfigRules } from '../services/config/config-rule-provider';
import { dashboardProvider, type Dashboards } from '../services/cloudwatch/dashboard-provider';
import { documentProvider, type Documents } from '../services/ssm/document-provider';
import { type EventRules, eventsRuleProvider } from '../services/events/rule-provider';
import { functionProvider } from '../services/lambda/function-provider';
import { type KmsKeys, keyProvider } from '../services/kms/key-provider';
import { logGroupProvider, type LogGroups } from '../services/logs/log-group-provider';
import { permissionProvider } from '../services/lambda/permission-provider';
import { policyProvider } from '../services/iam/policy-provider';
import { type RemediationConfigurations, remediationProvider } from '../services/config/remediation-provider';
import { roleProvider } from '../services/iam/role-provider';
import { stackSetProviders } from '../services/stacksets/cloudformation';
import { subscriptionProvider, type Subscriptions } from '../services/sns/subscription-provider';
import { topicProvider, type Topics } from '../services/sns/topic-provider';
import { type TopicPolicies, topicPolicyProvider } from '../services/sns/topic-policy-provider';
import type { StackSets } from '../services/stacksets/stack-sets';

/** The services that a stack's resources are made in. */
export interface Services {
  readonly roles: Pick<Roles, 'create' | 'attach'>;
  readonly lambda: Pick<LambdaService, 'createFunction' | 'addPermission'>;
  readonly logs: LogGroups;
  readonly config: ConfigRules & RemediationConfigurations;
  readonly ssm: Documents;
  readonly kms: KmsKeys;
  readonly sns: Topics & TopicPolicies & Subscriptions;
  readonly events: EventRules;
  readonly cloudwatch: Alarms & Dashboards;
  readonly stackSets: Pick<StackSets, 'create'>;
}

/** Every resource type that is modelled, with its provider. */
export function resourceProviders(services: Services): Record<string, ResourceProvider> {
  const { roles, lambda, logs, config, ssm, kms, sns, events, cloudwatch, stackSets } = services;
  return {
    ...stackSetProviders(stackSets),
    'AWS::CloudWatch::Alarm': alarmProvider(cloudwatch),
    'AWS::CloudWatch::Dashboard': dashboardProvider(cloudwatch),
    'AWS::Config::ConfigRule': configRuleProvider(config),
    'AWS::Config::RemediationConfiguration': remediationProvider(config),
    'AWS::Events::Rule': eventsRuleProvider(events),
    'AWS::IAM::Policy': policyProvider(roles),
    'AWS::IAM::Role': roleProvider(roles),
    'AWS::KMS::Key': keyProvider(kms),
    'AWS::Lambda::Function': functionProvider(lambda),
    'AWS::Lambda::Permission': permissionProvider(lambda),
    'AWS::Logs::LogGroup': logGroupProvider(logs),
    'AWS::SNS::Subscription': subscriptionProvider(sns),
    'AWS::SNS::Topic': topicProvider(sns),
    'AWS::SNS::TopicPolicy': topicPolicyProvider(sns),
    'AWS::SSM::Document': documentProvider(ssm),
  };
}
