import type { Account } from '../../core/account';
import type { EventEntry } from '../events/event';
import { COMPLIANCE_CHANGE } from '../events/known-events';
import type { ComplianceResult } from './compliance-store';
import { IAM_USER } from './resource';

/**
 * The event that Config sends for a resource's first result, and for each one of another type than the one before.
 * AWS: "Monitoring AWS Config with Amazon EventBridge", Config Developer Guide; members as in recorded events.
 */
export function complianceChange(
  result: ComplianceResult,
  previous: ComplianceResult | undefined,
  configRuleARN: string,
  { accountId, region }: Account,
): EventEntry {
  return {
    ...COMPLIANCE_CHANGE,
    resources: [],
    detail: {
      resourceId: result.resourceId,
      awsRegion: region,
      awsAccountId: accountId,
      configRuleName: result.ruleName,
      recordVersion: '1.0',
      configRuleARN,
      messageType: 'ComplianceChangeNotification',
      newEvaluationResult: evaluationResult(result),
      ...(previous && { oldEvaluationResult: evaluationResult(previous) }),
      notificationCreationTime: iso(result.recorded),
      resourceType: IAM_USER,
    },
  };
}

function evaluationResult(result: ComplianceResult): object {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: {
        configRuleName: result.ruleName,
        resourceType: IAM_USER,
        resourceId: result.resourceId,
      },
      orderingTimestamp: iso(result.orderingTimestamp),
    },
    complianceType: result.complianceType,
    resultRecordedTime: iso(result.recorded),
    configRuleInvokedTime: iso(result.invoked),
    ...(result.annotation !== undefined && { annotation: result.annotation }),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
