import { isoTime } from '../rule/decision/dates';

/** What the confirmation answers to the runbook. */
export type Confirmation =
  /** The user is inactive, live and now, and nothing holds the removal: the password is to be deleted. */
  | { readonly kind: 'inactive'; readonly reason: string }
  /** The user is compliant: Config reported an older state, and is to evaluate again. */
  | { readonly kind: 'keep'; readonly reason: string }
  /** Nothing is to be done now: removals are held, or nobody has this name and id. Another evaluation would lead back here. */
  | { readonly kind: 'later'; readonly reason: string }
  /** Not decided yet: confirm again at this time. */
  | { readonly kind: 'wait'; readonly until: Date };

/** SSM keeps at most 512 characters of a step's output: "StepExecution", Systems Manager API Reference. */
const MAX_LENGTH = 512;

/**
 * How each answer begins, for the branches of the runbook. A time begins with its century. Whether SSM hands a Lambda's
 * string on with its JSON quotes is not documented, so a branch has each beginning with a quote before it, too.
 */
export const BEGINNINGS: Readonly<Record<Confirmation['kind'], string>> = {
  inactive: 'inactive: ',
  keep: 'keep: ',
  later: 'later: ',
  wait: '20',
};

/** One line of at most 512 characters. Quotes, braces and backslashes mean something to JSON and to SSM. */
export function encodeConfirmation(answer: Confirmation): string {
  if (answer.kind === 'wait') return isoTime(answer.until);
  return `${BEGINNINGS[answer.kind]}${answer.reason}`.replaceAll(/["'\\{}]/g, '_').slice(0, MAX_LENGTH);
}

/** @returns the answer, with or without quotes around it; undefined for anything else, e.g. SSM's word for "no output" */
export function decodeConfirmation(text: string): Confirmation | undefined {
  const bare = text.replace(/^"(.*)"$/s, '$1');
  for (const kind of ['inactive', 'keep', 'later'] as const) {
    const beginning = BEGINNINGS[kind];
    if (bare.startsWith(beginning)) return { kind, reason: bare.slice(beginning.length) };
  }
  const until = bare.startsWith(BEGINNINGS.wait) ? new Date(bare) : undefined;
  return until && !Number.isNaN(until.getTime()) ? { kind: 'wait', until } : undefined;
}
