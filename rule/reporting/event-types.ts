/** The source of all of this product's events. */
export const EVENT_SOURCE = 'inactive-iam-users';

/** Detail types. A run of the runbook sends the last two. */
export const EVENT_TYPES = {
  nearing: 'IAM User Nearing Inactivity',
  inactive: 'IAM User Inactive',
  held: 'IAM User Removals Held',
  blocked: 'IAM User Remediation Blocked',
  deleted: 'IAM User Password Deleted',
  kept: 'IAM User Password Kept',
} as const;
