import { Ids, SAMPLE_ACCOUNT } from '../../core/account';
import { deploy } from '../../cloudformation/deploy';
import { resourceProviders } from '../../aws/resource-providers';
import type { AutomationDocument } from '../../services/ssm/document-provider';
import type { FunctionDefinition, FunctionPermission } from '../../services/lambda/lambda';
import { RoleStore } from '../../policy/role-store';
import { localEvents } from '../services/events/local-events';

export const RULE_ARN = 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef';
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';

/** Services that note what they are given. */
export function fakes() {
  const ids = new Ids();
  const roles = new RoleStore({ account: SAMPLE_ACCOUNT, ids });
  const given = {
    functions: new Array<FunctionDefinition>(),
    permissions: new Array<FunctionPermission>(),
    logGroups: new Array<unknown>(),
    rules: new Array<unknown>(),
    remediations: new Array<unknown>(),
    documents: new Array<AutomationDocument>(),
  };
  const providers = resourceProviders({
    roles,
    lambda: {
      createFunction: (definition) => {
        given.functions.push(definition);
        return `${FUNCTION_ARN}${definition.name}`;
      },
      addPermission: (permission) => void given.permissions.push(permission),
    },
    ...localEvents(),
    logs: { createLogGroup: (group) => void given.logGroups.push(group) },
    config: {
      putRule: (rule) => {
        given.rules.push(rule);
        return { arn: RULE_ARN, ruleId: 'config-rule-abcdef', name: 'the-rule' };
      },
      putRemediation: (remediation) => void given.remediations.push(remediation),
    },
    ssm: { putDocument: (document) => void given.documents.push(document) },
    stackSets: { create: () => Promise.resolve('set:0') },
  });
  return { ids, roles, given, providers };
}

/** Deploys one resource, `It`, beside what it needs. */
export async function make(type: string, properties: object, others: object = {}, Parameters: object = {}) {
  const { ids, roles, given, providers } = fakes();
  const template = { Parameters, Resources: { ...others, It: { Type: type, Properties: properties } } };
  const stack = await deploy(template, {
    parameters: {},
    stackName: 'Sample',
    account: SAMPLE_ACCOUNT,
    ids,
    providers,
  });
  return { it: stack.resources['It'], roles: roles.all(), given };
}

export const TRUST = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
};
export const READ = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' } };
export const FUNCTION = {
  Code: { ZipFile: 'exports.handler = async () => 1' },
  Handler: 'index.handler',
  Runtime: 'nodejs22.x',
  Role: 'arn:aws:iam::111122223333:role/Role',
  LoggingConfig: { LogFormat: 'JSON', LogGroup: '/rule' },
};
export const PERMISSION = { Action: 'lambda:InvokeFunction', FunctionName: 'rule', Principal: 'config.amazonaws.com' };
export const DOCUMENT = { DocumentType: 'Automation', Content: { schemaVersion: '0.3' } };
