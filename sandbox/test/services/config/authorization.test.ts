import { callerWith } from '../../callers';
import { exceptionKeys, keys, localRule, remediationProperties, RULE } from './local-config';

const USER = { resourceType: 'AWS::IAM::User' };

/** Each operation, with an input and the kind of ARN that its permission is about. */
const OPERATIONS: readonly { operation: string; input?: object; kind: string }[] = [
  { operation: 'DescribeConfigRules', kind: '*' },
  { operation: 'DescribeConfigRuleEvaluationStatus', kind: '*' },
  { operation: 'GetComplianceDetailsByConfigRule', input: { ConfigRuleName: RULE }, kind: 'config-rule' },
  { operation: 'StartConfigRulesEvaluation', input: { ConfigRuleNames: [RULE] }, kind: 'config-rule' },
  { operation: 'PutEvaluations', input: { ResultToken: 'x' }, kind: '*' },
  {
    operation: 'PutRemediationConfigurations',
    input: { RemediationConfigurations: [remediationProperties()] },
    kind: 'remediation-configuration',
  },
  { operation: 'ListDiscoveredResources', input: USER, kind: '*' },
  { operation: 'DescribeConfigurationRecorders', kind: 'configuration-recorder' },
  {
    operation: 'DescribeRemediationConfigurations',
    input: { ConfigRuleNames: [RULE] },
    kind: 'remediation-configuration',
  },
  {
    operation: 'DescribeRemediationExecutionStatus',
    input: { ConfigRuleName: RULE },
    kind: 'remediation-configuration',
  },
  { operation: 'StartRemediationExecution', input: { ConfigRuleName: RULE, ResourceKeys: keys('A') }, kind: '*' },
  {
    operation: 'PutRemediationExceptions',
    input: { ConfigRuleName: RULE, ResourceKeys: exceptionKeys('A') },
    kind: '*',
  },
  { operation: 'DescribeRemediationExceptions', input: { ConfigRuleName: RULE }, kind: '*' },
  {
    operation: 'DeleteRemediationExceptions',
    input: { ConfigRuleName: RULE, ResourceKeys: exceptionKeys('A') },
    kind: '*',
  },
  { operation: 'DescribeConfigurationAggregators', kind: '*' },
  {
    operation: 'DescribeConfigurationAggregatorSourcesStatus',
    input: { ConfigurationAggregatorName: 'all' },
    kind: 'config-aggregator',
  },
  {
    operation: 'DescribeAggregateComplianceByConfigRules',
    input: { ConfigurationAggregatorName: 'all' },
    kind: 'config-aggregator',
  },
  {
    operation: 'GetAggregateComplianceDetailsByConfigRule',
    input: {
      ConfigurationAggregatorName: 'all',
      ConfigRuleName: RULE,
      AccountId: '111122223333',
      AwsRegion: 'us-east-1',
    },
    kind: 'config-aggregator',
  },
];

function deployed() {
  const local = localRule();
  local.config.putRemediation(remediationProperties());
  return local;
}

async function codeOf(answer: Promise<object>): Promise<string> {
  return answer.then(
    () => 'none',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

describe('permissions', () => {
  it('are tested for each operation served', () => {
    const { config } = deployed();
    expect(OPERATIONS.map(({ operation }) => operation).toSorted()).toEqual(Object.keys(config.operations).toSorted());
  });

  it.each(OPERATIONS)('$operation is denied without one', async ({ operation, input = {} }) => {
    const { call } = deployed();
    expect(await codeOf(call(operation, input, callerWith({ Effect: 'Allow', Action: 'iam:*', Resource: '*' })))).toBe(
      'AccessDeniedException',
    );
  });

  it.each(OPERATIONS)('$operation is allowed on $kind', async ({ operation, input = {}, kind }) => {
    const { call } = deployed();
    const resource = kind === '*' ? '*' : `arn:aws:config:us-east-1:111122223333:${kind}/*`;
    const caller = callerWith({ Effect: 'Allow', Action: `config:${operation}`, Resource: resource });
    expect(await codeOf(call(operation, input, caller))).not.toBe('AccessDeniedException');
  });

  it.each(OPERATIONS)(
    '$operation is not allowed by a permission on something else',
    async ({ operation, input = {}, kind }) => {
      const { call } = deployed();
      const other = kind === 'config-rule' ? 'stored-query' : 'config-rule';
      const resource = `arn:aws:config:us-east-1:111122223333:${other}/*`;
      const caller = callerWith({ Effect: 'Allow', Action: `config:${operation}`, Resource: resource });
      expect(await codeOf(call(operation, input, caller))).toBe('AccessDeniedException');
    },
  );

  it.each([
    ['StartConfigRulesEvaluation', { ConfigRuleNames: [RULE] }, {}],
    ['GetComplianceDetailsByConfigRule', { ConfigRuleName: RULE }, { EvaluationResults: [] }],
  ])(
    'of %s are about the rule by its ARN, which the attribute Arn of its resource is',
    async (operation, input, answer) => {
      const { call, arn, ruleId } = deployed();
      expect(arn).toBe(`arn:aws:config:us-east-1:111122223333:config-rule/${ruleId}`);
      expect(await call('DescribeConfigRules')).toMatchObject({ ConfigRules: [{ ConfigRuleArn: arn }] });
      const caller = (Resource: string) => callerWith({ Effect: 'Allow', Action: `config:${operation}`, Resource });
      expect(await call(operation, input, caller(arn))).toEqual(answer);
      expect(await codeOf(call(operation, input, caller(`${arn}0`)))).toBe('AccessDeniedException');
    },
  );
});
