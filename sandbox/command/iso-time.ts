const ISO_TIME = /^(\d{4}-\d\d-\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/**
 * Parses an ISO 8601 time with its zone, or a date (midnight UTC), to milliseconds since the epoch. Undefined for
 * anything else, e.g. for a day that its month does not have.
 */
export function parseIsoTime(text: string): number | undefined {
  const day = ISO_TIME.exec(text)?.[1];
  if (day === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // Date.parse turns 30 February into 2 March.
  if (Number.isNaN(midnight) || isoTime(midnight).slice(0, 10) !== day) return undefined;
  return Date.parse(text);
}

/** e.g. `2026-11-24T08:00:00Z`: UTC, without fractions of a second. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
