import { styleText } from 'node:util';

export type Format = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** Puts a format's escape codes around a text, or leaves it as it is. */
export type Paint = (format: Format, text: string) => string;

export const PLAIN: Paint = (_, text) => text;

/** Colour on a terminal only, and not where NO_COLOR is set (https://no-color.org). */
export function paintFor(
  stream: { readonly isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Paint {
  if (!stream.isTTY || (environment['NO_COLOR'] ?? '') !== '') return PLAIN;
  return (format, text) => styleText(format, text, { validateStream: false });
}
