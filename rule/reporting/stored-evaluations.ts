import { type ConfigServiceClient, paginateGetComplianceDetailsByConfigRule } from '@aws-sdk/client-config-service';
import { required } from '../decision/errors';

/** What Config holds of one user from earlier evaluations. */
export interface StoredEvaluation {
  readonly compliance: string;
  readonly annotation: string;
  readonly recorded: Date | undefined;
}

/** By user id. */
export type StoredEvaluations = ReadonlyMap<string, StoredEvaluation>;

/**
 * The rule's stored COMPLIANT and NON_COMPLIANT results: what need not be recorded again, and who has to be retired.
 * (NOT_APPLICABLE is left out: those have been retired already.) 100 a page, Config's most, until there are `atMost`
 * results or all.
 *
 * @throws OperationFailed for an answer without its list, which must not count as "nobody"
 */
export async function readStoredEvaluations(
  config: ConfigServiceClient,
  ruleName: string,
  { only, atMost = Infinity }: { only?: 'NON_COMPLIANT'; atMost?: number } = {},
): Promise<StoredEvaluations> {
  const results = new Map<string, StoredEvaluation>();
  const types = only ? [only] : ['COMPLIANT' as const, 'NON_COMPLIANT' as const];
  const request = { ConfigRuleName: ruleName, ComplianceTypes: types };
  for await (const page of paginateGetComplianceDetailsByConfigRule({ client: config, pageSize: 100 }, request)) {
    for (const result of required(page.EvaluationResults, 'EvaluationResults')) {
      const {
        EvaluationResultIdentifier: identifier,
        Annotation: annotation = '',
        ResultRecordedTime: recorded,
      } = result;
      const id = required(identifier?.EvaluationResultQualifier?.ResourceId, 'ResourceId of a result');
      const compliance = required(result.ComplianceType, 'ComplianceType of a result');
      results.set(id, { compliance, annotation, recorded });
    }
    if (results.size >= atMost) break;
  }
  return results;
}
