/** No password is deleted, because more users are inactive at once than maxRemovals. */
export interface Hold {
  readonly inactive: number;
  readonly maxRemovals: number;
}

/** @param inactive how many users are inactive; a user who could not be read counts as inactive */
export function holdOn(inactive: number, maxRemovals: number): Hold | undefined {
  return inactive > maxRemovals ? { inactive, maxRemovals } : undefined;
}

/** Follows the user's name in the annotation, so it is never cut off. */
export function holdText({ inactive, maxRemovals }: Hold): string {
  return `held, ${inactive === 1 ? '1 user is' : `${inactive} users are`} inactive and maxRemovals is ${maxRemovals}`;
}

/** How many users were inactive according to a held evaluation's mark; 0 if it has no mark. A name has no colon. */
export function heldInactive(annotation: string): number {
  return Number(/^[^:]+: held, ([0-9]+) users? (?:is|are) inactive/.exec(annotation)?.[1] ?? 0);
}
