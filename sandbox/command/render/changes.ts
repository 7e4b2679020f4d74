import { type Change, isDeletedPassword } from '../changes';
import type { ScenarioResult } from '../result';
import { table } from './table';
import { andMore, count, heading, type Paint, paragraph } from './text';
import { SHORT_LIST } from './users';

/** What the product has changed in IAM. */
export function changes({ changes: found, users, meanwhile }: ScenarioResult, paint: Paint): string {
  const columns = [
    { title: 'User', width: 22 },
    { title: 'Before', width: 27 },
    { title: 'After', width: 27 },
  ];
  const rows = found
    .slice(0, SHORT_LIST)
    .map(({ userName, what, before, after }) => [userName, shown(what, before), shown(what, after)]);
  return [
    heading(`Changes in IAM: ${found.length === 0 ? 'none' : found.length}`, paint),
    ...(rows.length > 0 ? ['', table(columns, rows, paint)] : []),
    ...andMore(found.length - SHORT_LIST, paint),
    '',
    paragraph(
      `Compared: everything that IAM holds for ${count(users.length, 'user')} (names, tags, access keys, MFA, dates), before and after${meanwhile.length > 0 ? ', except for what people did meanwhile' : ''}. ${conclusionOf(found)}`,
    ),
  ].join('\n');
}

function conclusionOf(found: readonly Change[]): string {
  if (found.length === 0) return 'Nothing has changed.';
  return found.every(isDeletedPassword) ? 'Nothing else has changed.' : 'MORE THAN PASSWORDS HAS CHANGED.';
}

function shown(what: string, value: unknown): string {
  if (what === 'loginProfile' && value === null) return 'no console password';
  if (what === 'loginProfile' && typeof value === 'object' && value !== null && 'createDate' in value) {
    const { createDate } = value;
    if (typeof createDate === 'number') return `password of ${new Date(createDate).toISOString().slice(0, 10)}`;
  }
  return `${what} ${JSON.stringify(value)}`;
}
