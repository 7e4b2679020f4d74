/** A member that is a text; empty if there is none. */
export function textOf(value: unknown, member: string): string {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;
  return typeof found === 'string' ? found : '';
}

/** A member that is a list; empty if there is none. */
export function listOf(value: unknown, member: string): readonly unknown[] {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;
  return Array.isArray(found) ? found : [];
}
