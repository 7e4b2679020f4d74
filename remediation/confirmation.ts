import { isoTime } from '../rule/decision/dates';

/** The outcome of a confirmation, which the runbook branches on. */
export type Confirmation =
  /** The live user is inactive and the removal is not held: delete the password. */
  | { readonly kind: 'inactive'; readonly reason: string }
  /** The live user is compliant: keep the password and evaluate again. */
  | { readonly kind: 'keep'; readonly reason: string }
  /** Removals are held, or the user no longer exists: do nothing, because a new evaluation would lead back here. */
  | { readonly kind: 'later'; readonly reason: string }
  /** Not decided yet: confirm again at this time. */
  | { readonly kind: 'wait'; readonly until: Date };

/** For a step's output. AWS: "StepExecution", Systems Manager API Reference. */
const MAX_LENGTH = 512;

/**
 * The runbook branches on how the text begins; a time begins with its century. AWS does not document whether SSM passes a
 * Lambda's string with its JSON quotes, so each branch also accepts a quote before it.
 */
export const BEGINNINGS: Readonly<Record<Confirmation['kind'], string>> = {
  inactive: 'inactive: ',
  keep: 'keep: ',
  later: 'later: ',
  wait: '20',
};

/** Replaces quotes, braces and backslashes, because JSON and SSM interpret them. */
export function encodeConfirmation(confirmation: Confirmation): string {
  if (confirmation.kind === 'wait') return isoTime(confirmation.until);
  return `${BEGINNINGS[confirmation.kind]}${confirmation.reason}`.replaceAll(/["'\\{}]/g, '_').slice(0, MAX_LENGTH);
}

/** @returns undefined for anything else, e.g. SSM's text for a missing output */
export function decodeConfirmation(text: string): Confirmation | undefined {
  const bare = text.replace(/^"(.*)"$/s, '$1');
  for (const kind of ['inactive', 'keep', 'later'] as const) {
    const beginning = BEGINNINGS[kind];
    if (bare.startsWith(beginning)) return { kind, reason: bare.slice(beginning.length) };
  }
  const until = bare.startsWith(BEGINNINGS.wait) ? new Date(bare) : undefined;
  return until && !Number.isNaN(until.getTime()) ? { kind: 'wait', until } : undefined;
}
