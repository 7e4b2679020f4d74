import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { COMPLIANCE_CHANGE } from '../events/known-events';
import type { ComplianceResult } from './compliance-store';
import { IAM_USER } from './resource';

/**
 * What Config tells EventBridge if a resource's compliance with a rule has changed; `before` is absent for its first
 * result. The event names the resource only by its id. AWS: "Monitoring AWS Config with Amazon EventBridge", Config
 * Developer Guide.
 */
export function complianceChange(
  result: ComplianceResult,
  before: ComplianceResult | undefined,
  { ruleArn, account, now }: { readonly ruleArn: string; readonly account: Account; readonly now: number },
): EventEntry {
  return {
    ...COMPLIANCE_CHANGE,
    resources: [],
    detail: {
      resourceId: result.resourceId,
      awsRegion: account.region,
      awsAccountId: account.accountId,
      configRuleName: result.ruleName,
      recordVersion: '1.0',
      configRuleARN: ruleArn,
      messageType: 'ComplianceChangeNotification',
      newEvaluationResult: resultIn(result),
      oldEvaluationResult: before && resultIn(before),
      notificationCreationTime: new Date(now).toISOString(),
      resourceType: IAM_USER,
    },
  };
}

function resultIn(result: ComplianceResult): object {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: {
        configRuleName: result.ruleName,
        resourceType: IAM_USER,
        resourceId: result.resourceId,
        evaluationMode: 'DETECTIVE',
      },
      orderingTimestamp: new Date(result.orderingTimestamp).toISOString(),
    },
    complianceType: result.complianceType,
    resultRecordedTime: new Date(result.recorded).toISOString(),
    configRuleInvokedTime: new Date(result.invoked).toISOString(),
    annotation: result.annotation,
  };
}
