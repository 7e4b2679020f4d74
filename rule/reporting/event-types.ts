/** The source of every event of this product, the runbook's too. */
export const EVENT_SOURCE = 'inactive-iam-users';

/** The detail types of the events; the last two are about a run of the runbook. */
export const EVENT_TYPES = {
  nearing: 'IAM User Nearing Inactivity',
  inactive: 'IAM User Inactive',
  held: 'IAM User Removals Held',
  blocked: 'IAM User Remediation Blocked',
  deleted: 'IAM User Password Deleted',
  kept: 'IAM User Password Kept',
} as const;
