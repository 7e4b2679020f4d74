/** What the name of each release's runbook begins with: the rule's name follows, and from 0.2.0 on a hash of the content. */
export const RUNBOOK_PREFIX = 'DeleteLoginProfile-';

/** Whether a document of this name is a runbook of this product, of whatever rule and release. */
export function isRunbookName(name: string): boolean {
  return name.startsWith(RUNBOOK_PREFIX);
}
