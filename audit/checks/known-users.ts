/** What checks of one rule's users need to name them. */
export interface Known {
  readonly region: string;
  readonly ruleName: string;
  /** The users' names by id. */
  readonly names: ReadonlyMap<string, string>;
}

export function userOf(id: string | undefined, { names }: Known): string {
  const name = id === undefined ? undefined : names.get(id);
  return name === undefined ? (id ?? 'an unknown user') : `${name} (${id})`;
}
