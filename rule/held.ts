/**
 * Whether an annotation says that the user is held: inactive, and left alone while more users than maxRemovals are.
 * It then begins `<name>: held, <n> users are inactive and maxRemovals is <m>`; a user's name holds no colon.
 */
export function isHeld(annotation: string | undefined): boolean {
  return annotation !== undefined && /^[^:]+: held, \d+ users are inactive and maxRemovals is \d+/.test(annotation);
}
