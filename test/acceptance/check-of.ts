import type { Check } from '../../audit/checks/checks';

/** A problem may have the message of a function's error, with its stack. */
const LONGEST = 300;

/** A check that fails if there are problems, and shows them. */
export function checkOf(title: string, problems: readonly string[], remedy?: string): Check {
  const details = problems.map((problem) => (problem.length > LONGEST ? `${problem.slice(0, LONGEST)}…` : problem));
  return { ok: problems.length === 0, title, details, ...(problems.length > 0 && { remedy }) };
}
