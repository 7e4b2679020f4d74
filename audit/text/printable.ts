/**
 * Text that is safe to show on a terminal: a tag's key or a file's name may hold escape sequences, line ends and marks
 * that turn the direction of writing. Each becomes a question mark.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
}
