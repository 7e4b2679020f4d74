/** The runbook's event names one. A run may outlive an update, so these stay the same from release to release. */
export const TASKS = {
  confirm: 'confirm',
  confirmAfterWait: 'confirm after wait',
  secondsLeft: 'seconds left',
  tell: 'tell',
} as const;
export type Task = (typeof TASKS)[keyof typeof TASKS];

/** The steps of a run that the function reads. */
export const STEPS = {
  findUser: 'FindUser',
  confirm: 'Confirm',
  confirmAgain: 'ConfirmAgain',
  delete: 'DeleteLoginProfile',
} as const;

/** IAM's unique id of a user. */
export const USER_ID = /^AIDA[A-Z0-9]{12,124}$/;
