import type { Progress } from '../../rule/account/judge-account';

const ERASE_LINE = '\r\u001b[2K';

/** One line that counts what has been read, e.g. `reading users: 200 of 5000`; only on a terminal, never in a log. */
export function progressLine(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  what: string,
): { show: Progress; stop(): void } {
  const write = (text: string) => void (stream.isTTY && stream.write(`${ERASE_LINE}${text}`));
  return { show: (read, of) => write(`${what}: ${read} of ${of}`), stop: () => write('') };
}
