/** What the name of each release's runbook begins with: the rule's name follows, and from 0.2.0 on a hash of the content. */
export const RUNBOOK_PREFIX = 'DeleteLoginProfile-';

/**
 * The runbook's name changes with its content, so a new content is a new document: Config cannot run an old one then.
 *
 * @param hash eight hexadecimal digits
 */
export function runbookName(ruleName: string, hash: string): string {
  return `${RUNBOOK_PREFIX}${ruleName}-${hash}`;
}

/** Whether a document of this name is a runbook of this product, of whatever rule and release. */
export function isRunbookName(name: string): boolean {
  return name.startsWith(RUNBOOK_PREFIX);
}

/** @returns the name of the rule that a runbook of 0.2.0 or later belongs to; undefined for any other document */
export function ruleOfRunbook(name: string): string | undefined {
  return /^DeleteLoginProfile-(.+)-[0-9a-f]{8}$/.exec(name)?.[1];
}
