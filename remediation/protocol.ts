/** The tasks that the runbook's events name to the function. */
export const TASKS = { confirm: 'confirm', confirmAfterWait: 'confirm after wait', tell: 'tell' } as const;
export type Task = (typeof TASKS)[keyof typeof TASKS];

/** The steps of the runbook that the function reads when it tells what a run has done. */
export const STEPS = {
  findUser: 'FindUser',
  confirm: 'Confirm',
  confirmAgain: 'ConfirmAgain',
  delete: 'DeleteLoginProfile',
} as const;
