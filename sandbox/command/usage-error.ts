/** What the user gave cannot be worked with: one line that names the thing, the value and what is allowed; exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
