import type { Check } from '../../audit/checks/checks';

/** A check that fails if there are problems, and shows them. */
export function checkOf(title: string, problems: readonly string[], remedy?: string): Check {
  return { ok: problems.length === 0, title, details: problems, ...(problems.length > 0 && { remedy }) };
}
