import escapeHtml from 'escape-html';

/** Text that is already HTML; only `markup` and `raw` make it. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | readonly Part[];

/**
 * A template that escapes every part that is not `Html`, for text and for quoted attributes: nobody can forget to. It is
 * not named `html`, because a formatter would reformat such templates, and white space counts in a page.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + escaped(parts[index] ?? '')).join(''));
}

/** For the project's own CSS and JavaScript only. */
export function raw(text: string): Html {
  return new Html(text);
}

function escaped(part: Part): string {
  if (part instanceof Html) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return part.map(escaped).join('');
}
