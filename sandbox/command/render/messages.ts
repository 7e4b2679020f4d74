import type { ScenarioResult } from '../result';
import type { Paint } from './paint';
import { count, heading, paragraph, shownTime } from './text';

/** Enough to see how they read. */
const MOST_SHOWN = 12;

/** What the stack's SNS topic was sent, as its subscriber reads it. */
export function sent({ messages }: ScenarioResult, paint: Paint): string {
  const more = messages.length - MOST_SHOWN;
  return [
    heading(`Messages sent: ${messages.length}`, paint),
    paragraph('To NotificationEmail, by EventBridge rules of the stack, once it has confirmed the subscription:'),
    ...messages.slice(0, MOST_SHOWN).map(({ time, text }) => paragraph(`${shownTime(time)}  ${text}`, '    ', '  - ')),
    ...(more > 0 ? [paragraph(`and ${count(more, 'more message')} (--json has them all)`, '  ')] : []),
  ].join('\n');
}
