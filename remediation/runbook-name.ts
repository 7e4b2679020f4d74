/** What the names of this product's runbooks begin with. */
export const RUNBOOK_PREFIX = 'DeleteLoginProfile-';

/**
 * The runbook's name changes with its content, so a new content is a new document: Config cannot run an old one then.
 *
 * @param hash eight hexadecimal digits
 */
export function runbookName(ruleName: string, hash: string): string {
  return `${RUNBOOK_PREFIX}${ruleName}-${hash}`;
}

/** Whether a document's name is that of a runbook of this product, 0.1.0's included. */
export function isRunbookName(name: string): boolean {
  return name.startsWith(RUNBOOK_PREFIX);
}

/** @returns the name of the rule that a runbook belongs to; undefined if it is no runbook of this product */
export function ruleOfRunbook(name: string): string | undefined {
  return /^DeleteLoginProfile-(.+)-[0-9a-f]{8}$/.exec(name)?.[1];
}
