/** The name continues with the rule's name and, since 0.2.0, a hash of the content. */
export const RUNBOOK_PREFIX = 'DeleteLoginProfile-';

/**
 * A changed runbook has a new name, so Config cannot run an old one.
 *
 * @param hash eight hexadecimal digits
 */
export function runbookName(ruleName: string, hash: string): string {
  return `${RUNBOOK_PREFIX}${ruleName}-${hash}`;
}

/** Whether this is a runbook of this product, for any rule and of any release. */
export function isRunbookName(name: string): boolean {
  return name.startsWith(RUNBOOK_PREFIX);
}

/** @returns the rule of a runbook of 0.2.0 or later; undefined for any other name */
export function ruleOfRunbook(name: string): string | undefined {
  return /^DeleteLoginProfile-(.+)-[0-9a-f]{8}$/.exec(name)?.[1];
}
