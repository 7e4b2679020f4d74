import escapeHtml from 'escape-html';

/** Text that is HTML already; only `markup` and `raw` make it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | readonly Part[];

/**
 * A template whose every part is escaped, for text and for quoted attributes, unless it is `Html` itself: to forget is
 * not possible. Not named `html`, since Prettier lays such templates out anew, and blanks count in a page.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + escaped(parts[index] ?? '')).join(''));
}

/** This project's own CSS and JavaScript; never what came from outside. */
export function raw(text: string): Html {
  return new Html(text);
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(escaped).join('');
}
