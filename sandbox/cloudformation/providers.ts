import type { LambdaService } from '../lambda/lambda';
import type { Roles } from '../policy/roles';
import type { ResourceProvider } from './provider';
import { alarmProvider, type Alarms } from './resources/alarm';
import { configRuleProvider, type ConfigRules } from './resources/config-rule';
import { dashboardProvider, type Dashboards } from './resources/dashboard';
import { documentProvider, type Documents } from './resources/document';
import { type EventRules, eventsRuleProvider } from './resources/events-rule';
import { functionProvider } from './resources/function';
import { type KmsKeys, keyProvider } from './resources/key';
import { logGroupProvider, type LogGroups } from './resources/log-group';
import { permissionProvider } from './resources/permission';
import { policyProvider } from './resources/policy';
import { type RemediationConfigurations, remediationProvider } from './resources/remediation';
import { roleProvider } from './resources/role';
import { stackSetProvider } from './resources/stack-set';
import { subscriptionProvider, type Subscriptions } from './resources/subscription';
import { topicProvider, type Topics } from './resources/topic';
import { type TopicPolicies, topicPolicyProvider } from './resources/topic-policy';
import type { StackSets } from './stack-set';

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
    'AWS::CloudFormation::StackSet': stackSetProvider(stackSets),
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
