import type { ComplianceType } from '../config/compliance-store';

const DAY = 24 * 60 * 60 * 1000;
/** AWS: "Creating and updating findings in Security Hub CSPM", User Guide: how long a finding lasts without an update. */
const RETENTION = { ACTIVE: 90 * DAY, ARCHIVED: 30 * DAY } as const;

/** A rule's first result for a user, or one of another type than before. Times in milliseconds since the epoch. */
export interface ComplianceChange {
  readonly ruleName: string;
  readonly ruleArn: string;
  /** The IAM user's unique id, AIDA… */
  readonly resourceId: string;
  readonly complianceType: ComplianceType;
  readonly recorded: number;
}

/** The finding about one rule's results for one user. Times in milliseconds since the epoch. */
export interface Finding extends Pick<ComplianceChange, 'ruleName' | 'ruleArn' | 'resourceId' | 'complianceType'> {
  readonly created: number;
  readonly updated: number;
  readonly workflow: 'NEW' | 'RESOLVED';
}

/** NOT_AVAILABLE is the only documented status left for NOT_APPLICABLE. */
export const COMPLIANCE_STATUS = {
  COMPLIANT: 'PASSED',
  NON_COMPLIANT: 'FAILED',
  NOT_APPLICABLE: 'NOT_AVAILABLE',
} as const;

/** Not confirmed: that the finding of a deleted resource is archived. AWS documents it for its own controls. */
export function recordStateOf({ complianceType }: Pick<Finding, 'complianceType'>): 'ACTIVE' | 'ARCHIVED' {
  return complianceType === 'NOT_APPLICABLE' ? 'ARCHIVED' : 'ACTIVE';
}

/** Whether Security Hub still has the finding at this time. */
export function isKept(finding: Finding, time: number): boolean {
  return time < finding.updated + RETENTION[recordStateOf(finding)];
}

/**
 * The finding after a change. AWS: "AWS service integrations with Security Hub CSPM", AWS Config (Sends findings): the
 * evaluations of every rule are sent, which means that a first COMPLIANT creates a finding too.
 * @param before the finding as it is; undefined if it does not exist, or no longer does
 * @returns undefined if there is nothing to archive (not confirmed: AWS may create an archived finding)
 */
export function findingAfter(before: Finding | undefined, change: ComplianceChange): Finding | undefined {
  if (!before && change.complianceType === 'NOT_APPLICABLE') return undefined;
  const { recorded, ...compliance } = change;
  return {
    ...compliance,
    created: before?.created ?? recorded,
    updated: recorded,
    workflow: workflowAfter(before, change),
  };
}

/**
 * AWS: "Setting the workflow status of findings in Security Hub CSPM": a finding from Config begins as NEW, with any
 * status, and is NEW again when it fails, becomes unavailable or is active again. Not confirmed: that it is
 * RESOLVED when it passes; AWS documents it for the findings of its own controls.
 */
function workflowAfter(before: Finding | undefined, { complianceType }: ComplianceChange): Finding['workflow'] {
  const failed = before?.complianceType === 'NON_COMPLIANT';
  return failed && complianceType === 'COMPLIANT' ? 'RESOLVED' : 'NEW';
}
