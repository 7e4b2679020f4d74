import type {
  Compliance,
  DescribeComplianceByConfigRuleResponse,
  EvaluationResult,
  GetComplianceDetailsByConfigRuleResponse,
  GetComplianceDetailsByResourceResponse,
} from '@aws-sdk/client-config-service';
import type { Fields } from '../../core/fields';
import type { Operation } from '../../endpoint/operation';
import type { ComplianceResult, ComplianceStore } from './compliance-store';
import { invalidParameter } from './errors';
import { page, pageSize } from './pages';
import { ANY_RESOURCE, IAM_USER, RULE_NAME, userIdIn } from './resource';
import type { Rules } from './rules';

const TYPES = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE', 'INSUFFICIENT_DATA'];
/** AWS: "ComplianceContributorCount": a rule's non-compliant resources are counted up to here. */
const CONTRIBUTOR_CAP = 25;

/** AWS: "GetComplianceDetailsByConfigRule", Config API Reference: the name has at most 64 characters, in this call only. */
export function getComplianceDetailsByConfigRule(rules: Rules, store: ComplianceStore): Operation {
  return (input) => {
    input.only('ConfigRuleName', 'ComplianceTypes', 'Limit', 'NextToken');
    const name = input.text('ConfigRuleName', { min: 1, max: 64 });
    const size = pageSize(input, { max: 100, fallback: 10 });
    const types = typeFilter(input);
    const token = input.optionalText('NextToken');
    return {
      authorize: () => [rules.authorized(name)],
      handle: (): GetComplianceDetailsByConfigRuleResponse => {
        const rule = rules.get(name);
        const { items, nextToken } = page(
          store.ofRule(rule.name).filter(({ complianceType }) => types.includes(complianceType)),
          ({ resourceId }) => resourceId,
          {
            scope: `GetComplianceDetailsByConfigRule ${types.join()} ${rule.name}`,
            size,
            token,
          },
        );
        return { EvaluationResults: items.map(asResult), ...(nextToken !== undefined && { NextToken: nextToken }) };
      },
    };
  };
}

export function getComplianceDetailsByResource(store: ComplianceStore): Operation {
  return (input) => {
    input.only('ResourceType', 'ResourceId', 'ComplianceTypes', 'NextToken');
    const resourceId = userIdIn(input, 'resource');
    const types = typeFilter(input);
    const token = input.optionalText('NextToken');
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): GetComplianceDetailsByResourceResponse => {
        const { items, nextToken } = page(
          store.ofResource(resourceId).filter(({ complianceType }) => types.includes(complianceType)),
          ({ ruleName }) => ruleName,
          {
            scope: `GetComplianceDetailsByResource ${types.join()} ${resourceId}`,
            size: 100,
            token,
          },
        );
        return { EvaluationResults: items.map(asResult), ...(nextToken !== undefined && { NextToken: nextToken }) };
      },
    };
  };
}

/** A rule without COMPLIANT or NON_COMPLIANT results is INSUFFICIENT_DATA. AWS: "DescribeComplianceByConfigRule". */
export function describeComplianceByConfigRule(rules: Rules, store: ComplianceStore): Operation {
  return (input) => {
    input.only('ConfigRuleNames', 'ComplianceTypes', 'NextToken');
    const names = input.texts('ConfigRuleNames', { max: 25 }, RULE_NAME);
    const types = input.texts('ComplianceTypes', { max: 3 }, { oneOf: TYPES });
    const token = input.optionalText('NextToken');
    return {
      authorize: () => ANY_RESOURCE,
      handle: (): DescribeComplianceByConfigRuleResponse => {
        const described = rules
          .named(names)
          .map(({ name }) => ({ ConfigRuleName: name, Compliance: complianceOf(store.ofRule(name)) }))
          .filter(({ Compliance: { ComplianceType: type = '' } }) => types.length === 0 || types.includes(type));
        const { items, nextToken } = page(described, ({ ConfigRuleName: name }) => name, {
          scope: `DescribeComplianceByConfigRule ${types.join()} ${names.join()}`,
          size: 25,
          token,
        });
        return { ComplianceByConfigRules: items, ...(nextToken !== undefined && { NextToken: nextToken }) };
      },
    };
  };
}

function complianceOf(results: readonly ComplianceResult[]): Compliance {
  const bad = results.filter(({ complianceType }) => complianceType === 'NON_COMPLIANT').length;
  if (bad > 0) {
    return {
      ComplianceType: 'NON_COMPLIANT',
      ComplianceContributorCount: {
        CappedCount: Math.min(bad, CONTRIBUTOR_CAP),
        CapExceeded: bad > CONTRIBUTOR_CAP,
      },
    };
  }
  const compliant = results.some(({ complianceType }) => complianceType === 'COMPLIANT');
  return { ComplianceType: compliant ? 'COMPLIANT' : 'INSUFFICIENT_DATA' };
}

/** The types that are asked for; all of them if none is named. */
function typeFilter(input: Fields): readonly string[] {
  const types = input.texts('ComplianceTypes', { max: 3 }, { oneOf: TYPES });
  if (types.includes('INSUFFICIENT_DATA')) {
    input.refuse(invalidParameter('INSUFFICIENT_DATA cannot be used as a ComplianceType for filtering results.'));
  }
  return types.length === 0 ? TYPES : types;
}

function asResult(result: ComplianceResult): EvaluationResult {
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
    ...(result.annotation !== undefined && { Annotation: result.annotation }),
  };
}
