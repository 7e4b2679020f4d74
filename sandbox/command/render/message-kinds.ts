import type { ScenarioResult } from '../result';
import { andMore, count, cut, heading, type Look, paragraph } from './text';

const MOST_KINDS = 8;

/** How many messages of each kind were sent, each kind with the first two lines of its first message. */
export function messageKinds(messages: ScenarioResult['messages'], { width, paint }: Look): string {
  const kinds = new Map<string, { readonly text: string; number: number }>();
  for (const { text } of messages) {
    const kind = kinds.get(kindOf(text)) ?? { text, number: 0 };
    kind.number += 1;
    kinds.set(kindOf(text), kind);
  }
  const shown = [...kinds.values()].slice(0, MOST_KINDS);
  return [
    heading(`${count(messages.length, 'message')} sent, the first of each kind`, paint, width),
    ...shown.flatMap(({ text, number }) => twoLines(`${number} × ${text}`, width)),
    ...andMore(kinds.size - shown.length, paint),
  ].join('\n');
}

function twoLines(text: string, width: number): string[] {
  const [first = '', ...others] = paragraph(text, '    ', '  ', width).split('\n');
  return [first, ...others.slice(0, 1).map((second) => cut([second, ...others.slice(1)].join(' '), width))];
}

/** The message's first clause, without what differs from user to user. */
function kindOf(text: string): string {
  return (
    text
      .replace(/^"?IAM user \S+/, '')
      .replaceAll(/\d[\dT:.-]*Z?/g, '0')
      .split(/[:;,]/)[0] ?? text
  );
}
