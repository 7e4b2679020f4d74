import { annotate } from '../rule/annotation';
import type { Verdict } from '../rule/decide';
import type { RuleParameters } from '../rule/parameters';

/**
 * The confirmation's answers, and how the runbook tells them apart: by how they begin, since whether SSM hands a
 * Lambda's string on with or without its JSON quotes is not documented. Anything that begins otherwise is no answer.
 */
export const ANSWERS = { delete: 'delete: ', keep: 'keep: ', later: 'keep for now: ', time: '20' } as const;

/** SSM keeps at most 512 characters of a step's output: "StepExecution", Systems Manager API Reference. */
const MAX_LENGTH = 512;

const CAPPED = 'is inactive, but more users than maxRemovals';

/** Inactive, as confirmed now: whom, why, when, and how to give the access back. */
export function deleteAnswer(name: string, verdict: Verdict, parameters: RuleParameters, now: Date): string {
  // With =, since a user's name may look like an option.
  const restore = `aws iam create-login-profile --user-name=${name} --password-reset-required --password NEW_PASSWORD`;
  return answer(
    `${ANSWERS.delete}${annotate(name, verdict, parameters)}; confirmed ${instant(now)}; give access back by: ${restore}`,
  );
}

/** Nothing is to be deleted, and why: the user is compliant, which Config will see when it evaluates again. */
export function keepAnswer(reason: string): string {
  return answer(`${ANSWERS.keep}${reason}`);
}

/**
 * Nothing is to be deleted, and why: nobody bears this name and id now, or too many are inactive at once. To evaluate
 * again would help nobody: that would lead straight back here, until Config's brake engages.
 */
export function laterAnswer(reason: string): string {
  return answer(`${ANSWERS.later}${reason}`);
}

/** Nothing is to be deleted while more users than maxRemovals are inactive at once. */
export function cappedAnswer(name: string, { maxRemovals }: RuleParameters): string {
  return laterAnswer(
    `${name} ${CAPPED} (${maxRemovals}) are NON_COMPLIANT at once; nothing is deleted until fewer are, or maxRemovals is raised`,
  );
}

/** Told apart in the log by the metric of the cap. */
export function isCapped(text: string): boolean {
  return text.includes(CAPPED);
}

/** Not decided yet: confirm again at this time. */
export function timeAnswer(time: Date): string {
  return instant(time);
}

/** Quotes, braces and backslashes (a pattern of exemptUsers may hold them) mean something to JSON and to SSM. */
function answer(text: string): string {
  return text.replaceAll(/["'\\{}]/g, '_').slice(0, MAX_LENGTH);
}

function instant(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
