import { Ids, SAMPLE_ACCOUNT } from '../../core/account';
import { deploy } from '../../cloudformation/deploy';
import { RoleStore } from '../../policy/role-store';
import { configProviders } from '../../services/config/cloudformation';
import { iamProviders } from '../../services/iam/cloudformation';
import { lambdaProviders } from '../../services/lambda/cloudformation';
import type { FunctionDefinition, FunctionPermission } from '../../services/lambda/lambda';
import { logsProviders } from '../../services/logs/cloudformation';
import { ssmProviders } from '../../services/ssm/cloudformation';
import type { DocumentDefinition } from '../../services/ssm/documents';

export const RULE_ARN = 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abcdef';
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';

function none(): never {
  throw new Error('only creation is recorded');
}

/** Services that record what they get. */
export function fakes() {
  const ids = new Ids();
  const roles = new RoleStore({ account: SAMPLE_ACCOUNT, ids });
  const given = {
    functions: new Array<FunctionDefinition>(),
    permissions: new Array<FunctionPermission>(),
    logGroups: new Array<string>(),
    rules: new Array<unknown>(),
    remediations: new Array<unknown>(),
    documents: new Array<DocumentDefinition>(),
  };
  const providers = {
    ...configProviders({
      putRule: (rule) => {
        given.rules.push(rule);
        return { arn: RULE_ARN, ruleId: 'config-rule-abcdef', name: 'the-rule' };
      },
      hasRule: () => false,
      deleteRule: none,
      deleteRemediation: none,
      putRemediation: (remediation) => void given.remediations.push(remediation),
      putAggregator: () => {
        throw new Error('no aggregators');
      },
    }),
    ...iamProviders(roles),
    ...lambdaProviders({
      createFunction: (definition) => {
        given.functions.push(definition);
        return `${FUNCTION_ARN}${definition.name}`;
      },
      updateFunction: () => none(),
      deleteFunction: none,
      removePermission: none,
      addPermission: (permission) => void given.permissions.push(permission),
    }),
    ...logsProviders({ deleteLogGroup: none, createLogGroup: (name) => void given.logGroups.push(name) }),
    ...ssmProviders({ deleteDocument: none, putDocument: (document) => void given.documents.push(document) }),
  };
  return { ids, roles, given, providers };
}

/** Deploys one resource, `It`. */
export async function make(type: string, properties: object, Parameters: object = {}) {
  const { ids, roles, given, providers } = fakes();
  const template = { Parameters, Resources: { It: { Type: type, Properties: properties } } };
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
export const PERMISSION = {
  Action: 'lambda:InvokeFunction',
  FunctionName: `${FUNCTION_ARN}rule`,
  Principal: 'config.amazonaws.com',
  SourceAccount: '111122223333',
};
export const DOCUMENT = { Name: 'Runbook', DocumentType: 'Automation', Content: { schemaVersion: '0.3' } };
