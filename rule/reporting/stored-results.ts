import { type ConfigServiceClient, paginateGetComplianceDetailsByConfigRule } from '@aws-sdk/client-config-service';
import { answered } from '../decision/errors';

/** What Config holds of one user from earlier evaluations. */
export interface StoredResult {
  readonly compliance: string;
  readonly annotation: string;
  readonly recorded: Date | undefined;
}

/** By user id. */
export type StoredResults = ReadonlyMap<string, StoredResult>;

/**
 * The rule's stored COMPLIANT and NON_COMPLIANT results: what need not be recorded again, and who has to be retired.
 * (NOT_APPLICABLE is left out: those have been retired already.) 100 a page, Config's most, until there are `atMost`
 * results or all.
 *
 * @throws EvaluationFailed for an answer without its list, which must not count as "nobody"
 */
export async function readStoredResults(
  config: ConfigServiceClient,
  ruleName: string,
  { only, atMost = Infinity }: { only?: 'NON_COMPLIANT'; atMost?: number } = {},
): Promise<StoredResults> {
  const results = new Map<string, StoredResult>();
  const types = only ? [only] : ['COMPLIANT' as const, 'NON_COMPLIANT' as const];
  const request = { ConfigRuleName: ruleName, ComplianceTypes: types };
  for await (const page of paginateGetComplianceDetailsByConfigRule({ client: config, pageSize: 100 }, request)) {
    for (const result of answered(page.EvaluationResults, 'EvaluationResults')) {
      const {
        EvaluationResultIdentifier: identifier,
        Annotation: annotation = '',
        ResultRecordedTime: recorded,
      } = result;
      const id = answered(identifier?.EvaluationResultQualifier?.ResourceId, 'ResourceId of a result');
      const compliance = answered(result.ComplianceType, 'ComplianceType of a result');
      results.set(id, { compliance, annotation, recorded });
    }
    if (results.size >= atMost) break;
  }
  return results;
}
