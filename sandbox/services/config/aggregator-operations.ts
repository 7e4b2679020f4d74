import type {
  AggregateComplianceByConfigRule,
  DescribeAggregateComplianceByConfigRulesResponse,
  DescribeConfigurationAggregatorSourcesStatusResponse,
  DescribeConfigurationAggregatorsResponse,
  GetAggregateComplianceDetailsByConfigRuleResponse,
} from '@aws-sdk/client-config-service';
import type { Operation, Operations } from '../../endpoint/operation';
import { AGGREGATOR_NAME, type AggregatedAccount, type Aggregators, describeAggregator } from './aggregators';
import { asResult } from './compliance';
import { pagingOf } from './pages';
import { ANY_RESOURCE, RULE_NAME } from './resource';

/** AWS: the operations of the same names, Config API Reference. */
export function aggregatorOperations(aggregators: Aggregators): Operations {
  return {
    DescribeConfigurationAggregators: describeConfigurationAggregators(aggregators),
    DescribeConfigurationAggregatorSourcesStatus: describeSourcesStatus(aggregators),
    DescribeAggregateComplianceByConfigRules: describeAggregateCompliance(aggregators),
    GetAggregateComplianceDetailsByConfigRule: getAggregateComplianceDetails(aggregators),
  };
}

function describeConfigurationAggregators(aggregators: Aggregators): Operation {
  return (input) => {
    input.only('ConfigurationAggregatorNames', 'Limit', 'NextToken');
    const names = input.texts('ConfigurationAggregatorNames', { max: 10 }, AGGREGATOR_NAME);
    const page = pagingOf(input, `DescribeConfigurationAggregators ${names.join()}`, { max: 100 });
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): DescribeConfigurationAggregatorsResponse => {
        const { items, nextToken } = page(aggregators.named(names), ({ name }) => name);
        return { ConfigurationAggregators: items.map(describeAggregator), NextToken: nextToken };
      },
    };
  };
}

function describeSourcesStatus(aggregators: Aggregators): Operation {
  return (input) => {
    const name = input
      .only('ConfigurationAggregatorName', 'Limit', 'NextToken')
      .text('ConfigurationAggregatorName', AGGREGATOR_NAME);
    const page = pagingOf(input, `DescribeConfigurationAggregatorSourcesStatus ${name}`, { max: 100 });
    return {
      authorize: () => [aggregators.authorized(name)],
      handle: (): DescribeConfigurationAggregatorSourcesStatusResponse => {
        const { items, nextToken } = page(aggregators.statuses(aggregators.get(name)), ({ SourceId: id }) =>
          String(id),
        );
        return { AggregatedSourceStatusList: items, NextToken: nextToken };
      },
    };
  };
}

const ACCOUNT_ID = { min: 12, max: 12, pattern: /^\d{12}$/ } as const;
const REGION = { min: 1, max: 64 } as const;
/** Aggregators know no other types. */
const TYPES = ['COMPLIANT', 'NON_COMPLIANT'];

function describeAggregateCompliance(aggregators: Aggregators): Operation {
  return (input) => {
    input.only('ConfigurationAggregatorName', 'Filters', 'Limit', 'NextToken');
    const name = input.text('ConfigurationAggregatorName', AGGREGATOR_NAME);
    const filters = input
      .optionalStructure('Filters')
      ?.only('ConfigRuleName', 'ComplianceType', 'AccountId', 'AwsRegion');
    const rule = filters?.optionalText('ConfigRuleName', RULE_NAME);
    const type = filters?.optionalText('ComplianceType', { oneOf: TYPES });
    const accountId = filters?.optionalText('AccountId', ACCOUNT_ID);
    const region = filters?.optionalText('AwsRegion', REGION);
    const scope = ['DescribeAggregateComplianceByConfigRules', name, rule, type, accountId, region].join(' ');
    const page = pagingOf(input, scope, { max: 1000, emptyFirst: true });
    return {
      authorize: () => [aggregators.authorized(name)],
      handle: (): DescribeAggregateComplianceByConfigRulesResponse => {
        const found = aggregators
          .accounts(aggregators.get(name))
          .flatMap(complianceByRule)
          .filter((item) => rule === undefined || item.ConfigRuleName === rule)
          .filter((item) => type === undefined || item.Compliance?.ComplianceType === type)
          .filter((item) => accountId === undefined || item.AccountId === accountId)
          .filter((item) => region === undefined || item.AwsRegion === region);
        const { items, nextToken } = page(found, ({ AccountId: id, ConfigRuleName: of }) => `${id} ${of}`);
        return { AggregateComplianceByConfigRules: items, NextToken: nextToken };
      },
    };
  };
}

/** AWS documents that there is a largest count, but not which. */
const LARGEST_COUNT = 25;

/** Rules without results are not displayed. */
function complianceByRule({ account, config }: AggregatedAccount['aws']): AggregateComplianceByConfigRule[] {
  const { compliance } = config;
  return compliance.ruleNames().flatMap((rule): AggregateComplianceByConfigRule[] => {
    const place = { ConfigRuleName: rule, AccountId: account.accountId, AwsRegion: account.region };
    const failing = compliance.nonCompliant(rule).length;
    if (failing > 0) {
      const count = { CappedCount: Math.min(failing, LARGEST_COUNT), CapExceeded: failing > LARGEST_COUNT };
      return [{ ...place, Compliance: { ComplianceType: 'NON_COMPLIANT', ComplianceContributorCount: count } }];
    }
    const passes = compliance.ofRule(rule).some(({ complianceType }) => complianceType === 'COMPLIANT');
    return passes ? [{ ...place, Compliance: { ComplianceType: 'COMPLIANT' } }] : [];
  });
}

function getAggregateComplianceDetails(aggregators: Aggregators): Operation {
  return (input) => {
    input.only(
      'ConfigurationAggregatorName',
      'ConfigRuleName',
      'AccountId',
      'AwsRegion',
      'ComplianceType',
      'Limit',
      'NextToken',
    );
    const name = input.text('ConfigurationAggregatorName', AGGREGATOR_NAME);
    const rule = input.text('ConfigRuleName', RULE_NAME);
    const accountId = input.text('AccountId', ACCOUNT_ID);
    const region = input.text('AwsRegion', REGION);
    const type = input.optionalText('ComplianceType', { oneOf: TYPES });
    const scope = ['GetAggregateComplianceDetailsByConfigRule', name, rule, accountId, region, type].join(' ');
    const page = pagingOf(input, scope, { max: 100, fallback: 50, emptyFirst: true });
    return {
      authorize: () => [aggregators.authorized(name)],
      handle: (): GetAggregateComplianceDetailsByConfigRuleResponse => {
        const results = aggregators
          .accounts(aggregators.get(name))
          .filter(({ account }) => account.accountId === accountId && account.region === region)
          .flatMap(({ config }) => config.compliance.ofRule(rule))
          .filter(({ complianceType }) => (type === undefined ? TYPES : [type]).includes(complianceType));
        const { items, nextToken } = page(results, ({ resourceId }) => resourceId);
        return {
          AggregateEvaluationResults: items.map((item) => ({
            ...asResult(item),
            AccountId: accountId,
            AwsRegion: region,
          })),
          NextToken: nextToken,
        };
      },
    };
  };
}
