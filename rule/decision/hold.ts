/** More users are inactive at once than maxRemovals: no password is deleted. */
export interface Hold {
  readonly inactive: number;
  readonly maxRemovals: number;
}

/** @param inactive how many users are inactive, or could not be read and may be */
export function holdOn(inactive: number, maxRemovals: number): Hold | undefined {
  return inactive > maxRemovals ? { inactive, maxRemovals } : undefined;
}

/** The mark of a held result, right after the user's name, where an annotation is never cut. */
export function holdInWords({ inactive, maxRemovals }: Hold): string {
  return `held, ${inactive === 1 ? '1 user is' : `${inactive} users are`} inactive and maxRemovals is ${maxRemovals}`;
}

/** How many users were inactive when a held result was recorded; 0 if it was not held. A name holds no colon. */
export function heldInactive(annotation: string): number {
  return Number(/^[^:]+: held, ([0-9]+) users? (?:is|are) inactive/.exec(annotation)?.[1] ?? 0);
}
