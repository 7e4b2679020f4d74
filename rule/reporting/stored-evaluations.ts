import { type ConfigServiceClient, paginateGetComplianceDetailsByConfigRule } from '@aws-sdk/client-config-service';
import { required } from '../decision/errors';

/** A user's last evaluation, as Config stores it. */
export interface StoredEvaluation {
  readonly compliance: string;
  readonly annotation: string;
  readonly recorded: Date | undefined;
}

/** By user id. */
export type StoredEvaluations = ReadonlyMap<string, StoredEvaluation>;

/**
 * The rule's stored COMPLIANT and NON_COMPLIANT evaluations, at most 100 a page. NOT_APPLICABLE users were retired before.
 *
 * @param atMost stop reading pages at this number
 * @throws OperationFailed if a response lacks its list, which must not count as "nobody"
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
