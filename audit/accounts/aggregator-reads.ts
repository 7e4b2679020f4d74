import {
  type AggregatedSourceStatus,
  type AggregateEvaluationResult,
  type ConfigServiceClient,
  type GetAggregateComplianceDetailsByConfigRuleCommandInput,
  paginateDescribeAggregateComplianceByConfigRules,
  paginateDescribeConfigurationAggregatorSourcesStatus,
  paginateGetAggregateComplianceDetailsByConfigRule,
} from '@aws-sdk/client-config-service';
import { required } from '../../rule/decision/errors';

/**
 * When the aggregator last read each of its sources, and with which error.
 *
 * @throws OperationFailed if AWS answers without the list, as each function here: an account would seem to have nobody
 */
export async function readStatuses(client: ConfigServiceClient, name: string): Promise<AggregatedSourceStatus[]> {
  const statuses: AggregatedSourceStatus[] = [];
  const pages = paginateDescribeConfigurationAggregatorSourcesStatus({ client }, { ConfigurationAggregatorName: name });
  for await (const page of pages) {
    statuses.push(...required(page.AggregatedSourceStatusList, 'AggregatedSourceStatusList'));
  }
  return statuses;
}

/** The regions in which the rule has results, by account. A page may be empty although others follow. */
export async function readRegions(
  client: ConfigServiceClient,
  name: string,
  ruleName: string,
): Promise<Map<string, string[]>> {
  const regions = new Map<string, string[]>();
  const pages = paginateDescribeAggregateComplianceByConfigRules(
    { client },
    { ConfigurationAggregatorName: name, Filters: { ConfigRuleName: ruleName } },
  );
  for await (const page of pages) {
    for (const { AccountId: id, AwsRegion: region } of required(
      page.AggregateComplianceByConfigRules,
      'AggregateComplianceByConfigRules',
    )) {
      const accountId = required(id, 'AccountId');
      regions.set(accountId, [...(regions.get(accountId) ?? []), required(region, 'AwsRegion')]);
    }
  }
  return regions;
}

/** What the aggregator stores of the rule in one account and region. */
export async function readResults(
  client: ConfigServiceClient,
  request: GetAggregateComplianceDetailsByConfigRuleCommandInput,
): Promise<AggregateEvaluationResult[]> {
  const results: AggregateEvaluationResult[] = [];
  for await (const page of paginateGetAggregateComplianceDetailsByConfigRule({ client, pageSize: 100 }, request)) {
    results.push(...required(page.AggregateEvaluationResults, 'AggregateEvaluationResults'));
  }
  return results;
}
