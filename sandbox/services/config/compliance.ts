import type { EvaluationResult, GetComplianceDetailsByConfigRuleResponse } from '@aws-sdk/client-config-service';
import type { Operation } from '../../endpoint/operation';
import type { ComplianceResult, ComplianceStore } from './compliance-store';
import { pagingOf } from './pages';
import { IAM_USER, invalidParameter } from './resource';
import type { Rules } from './rules';

const TYPES = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'];

/** AWS: "GetComplianceDetailsByConfigRule", Config API Reference: the name has at most 64 characters, in this call only. */
export function getComplianceDetailsByConfigRule(rules: Rules, store: ComplianceStore): Operation {
  return (input) => {
    input.only('ConfigRuleName', 'ComplianceTypes', 'Limit', 'NextToken');
    const name = input.text('ConfigRuleName', { min: 1, max: 64 });
    const types = input.texts('ComplianceTypes', { max: 3 }, { oneOf: TYPES });
    if (types.includes('INSUFFICIENT_DATA')) {
      input.refuse(invalidParameter('INSUFFICIENT_DATA cannot be used as a ComplianceType for filtering results.'));
    }
    const page = pagingOf(input, `GetComplianceDetailsByConfigRule ${types.join()} ${name}`, {
      max: 100,
      fallback: 10,
    });
    return {
      authorize: () => [rules.authorized(name)],
      handle: (): GetComplianceDetailsByConfigRuleResponse => {
        const results = store
          .ofRule(rules.get(name).name)
          .filter(({ complianceType }) => types.length === 0 || types.includes(complianceType));
        const { items, nextToken } = page(results, ({ resourceId }) => resourceId);
        return { EvaluationResults: items.map(asResult), NextToken: nextToken };
      },
    };
  };
}

/** A result as the details show it. */
export function asResult(result: ComplianceResult): EvaluationResult {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: {
        ConfigRuleName: result.ruleName,
        ResourceType: IAM_USER,
        ResourceId: result.resourceId,
        EvaluationMode: 'DETECTIVE',
      },
      OrderingTimestamp: new Date(result.orderingTimestamp),
    },
    ComplianceType: result.complianceType,
    ResultRecordedTime: new Date(result.recorded),
    ConfigRuleInvokedTime: new Date(result.invoked),
    Annotation: result.annotation,
  };
}
