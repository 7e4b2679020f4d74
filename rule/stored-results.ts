import { type ConfigServiceClient, paginateGetComplianceDetailsByConfigRule } from '@aws-sdk/client-config-service';

/** What Config holds of one user from earlier evaluations. */
export interface StoredResult {
  readonly compliance: string;
  readonly annotation: string | undefined;
  readonly recorded: Date | undefined;
}

/**
 * The rule's stored COMPLIANT and NON_COMPLIANT results by user id: what need not be recorded again, and who has to be
 * retired. (NOT_APPLICABLE is left out: those have been retired already.) 100 a page, Config's most, until there are
 * `atMost` results or all.
 */
export async function readStoredResults(
  config: ConfigServiceClient,
  ruleName: string,
  { only, atMost = Infinity }: { only?: 'NON_COMPLIANT'; atMost?: number } = {},
): Promise<ReadonlyMap<string, StoredResult>> {
  const results = new Map<string, StoredResult>();
  const types = only ? [only] : ['COMPLIANT' as const, 'NON_COMPLIANT' as const];
  const request = { ConfigRuleName: ruleName, ComplianceTypes: types };
  for await (const page of paginateGetComplianceDetailsByConfigRule({ client: config, pageSize: 100 }, request)) {
    for (const result of page.EvaluationResults ?? []) {
      const id = result.EvaluationResultIdentifier?.EvaluationResultQualifier?.ResourceId;
      const { ComplianceType: compliance, Annotation: annotation, ResultRecordedTime: recorded } = result;
      if (id !== undefined && compliance) results.set(id, { compliance, annotation, recorded });
    }
    if (results.size >= atMost) break;
  }
  return results;
}
