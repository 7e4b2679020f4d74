import { type Change, isDeletedPassword } from '../changes';
import type { ScenarioResult } from '../result';
import type { Paint } from './paint';
import { table } from './table';
import { andMore, count, heading, paragraph } from './text';
import { SHORT_LIST } from './users';

/** What is not as it was in IAM, and that nothing else is. */
export function changed({ changes, users, meanwhile }: ScenarioResult, paint: Paint): string {
  return [
    heading(`Changed in IAM: ${changes.length === 0 ? 'nothing' : count(changes.length, 'thing')}`, paint),
    ...(changes.length > 0 ? ['', changeTable(changes.slice(0, SHORT_LIST), paint)] : []),
    ...andMore(changes.length - SHORT_LIST, paint),
    '',
    paragraph(
      `Compared: all that IAM holds of ${count(users.length, 'user')} (names, tags, access keys, MFA, dates) before and after${meanwhile.length > 0 ? ', what people did meanwhile left aside' : ''}. ${conclusionOf(changes)}`,
    ),
  ].join('\n');
}

function conclusionOf(changes: readonly Change[]): string {
  if (changes.length === 0) return 'Nothing has changed.';
  return changes.every(isDeletedPassword) ? 'Nothing else has changed.' : 'THIS IS MORE THAN WAS TO CHANGE.';
}

function changeTable(changes: readonly Change[], paint: Paint): string {
  return table(
    [
      { title: 'User', width: 22 },
      { title: 'Before', width: 27 },
      { title: 'After', width: 27 },
    ],
    changes.map(({ userName, what, before, after }) => [userName, shown(what, before), shown(what, after)]),
    paint,
  );
}

function shown(what: string, value: unknown): string {
  if (what === 'loginProfile' && value === null) return 'no console password';
  if (what === 'loginProfile' && typeof value === 'object' && value !== null && 'createDate' in value) {
    const { createDate } = value;
    if (typeof createDate === 'number') return `password of ${new Date(createDate).toISOString().slice(0, 10)}`;
  }
  return `${what} ${JSON.stringify(value)}`;
}
