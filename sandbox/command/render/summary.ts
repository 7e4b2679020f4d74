import { isDeletedPassword } from '../changes';
import type { ScenarioResult } from '../result';
import { closing } from './closing';
import { costLines } from './calls-and-cost';
import { findingCounts } from './findings';
import { messageKinds } from './message-kinds';
import { heldRemovals } from './remediations';
import { runGroups } from './run-groups';
import { count, cut, heading, type Look, paragraph, shownTime } from './text';
import { userList } from './user-list';
import { isInactive } from './users';

/** What `npm start` prints: one screen, the result first. `--verbose` and `--json` have the rest. */
export function summary(result: ScenarioResult, look: Look): string {
  const sections = [
    ...failures(result, look),
    opening(result, look),
    userList(result, look),
    ...meanwhile(result, look),
    ...(result.remediations.length > 0 ? [runGroups(result.remediations, look)] : []),
    changed(result, look),
    ...(result.messages.length > 0 ? [messageKinds(result.messages, look)] : []),
    cost(result, look),
    closing(look, [['--verbose', 'everything that happened']]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function failures({ failures: failed }: ScenarioResult, { width, paint }: Look): string[] {
  if (failed.length === 0) return [];
  return [
    [
      paint('red', heading(`FAILED: ${count(failed.length, 'failure')}`, paint, width)),
      ...failed.map((failure) => paragraph(failure, '  ', '- ', width)),
    ].join('\n'),
  ];
}

function opening(result: ScenarioResult, { width, paint }: Look): string {
  const { source, notes, account, now, stack } = result;
  return [
    heading(headline(result), paint, width),
    paragraph(
      `The stack ${stack.name} in a local AWS, with the users of ${source}, ${account.accountId} in ${account.region}, at ${shownTime(now)}. No real account is read or changed.`,
      '',
      '',
      width,
    ),
    ...heldRemovals(result).map((text) => paragraph(text, '  ', '- ', width)),
    ...notes.map((note) => cut(`- ${note}`, width)),
  ].join('\n');
}

/** e.g. `8 of 18 users inactive: 6 passwords deleted, 2 kept`. */
function headline({ users, remediations, automaticRemediation }: ScenarioResult): string {
  const deleted = new Set(
    remediations.filter(({ outcome }) => outcome === 'password deleted').map(({ userId }) => userId),
  );
  const inactive = users.filter(({ verdict }) => isInactive(verdict));
  const kept = inactive.filter(({ userId }) => !deleted.has(userId)).length;
  const unjudged = users.filter(({ verdict }) => !verdict).length;
  const parts = [
    ...(deleted.size > 0 ? [`${count(deleted.size, 'password')} deleted`] : []),
    ...(kept > 0 ? [`${deleted.size > 0 ? kept : count(kept, 'password')} kept`] : []),
    ...(unjudged > 0 ? [`${count(unjudged, 'user')} without a verdict`] : []),
    ...(automaticRemediation ? [] : ['automatic remediation is off']),
  ];
  const result = `${inactive.length} of ${count(users.length, 'user')} inactive`;
  return parts.length > 0 ? `${result}: ${parts.join(', ')}` : result;
}

function meanwhile({ meanwhile: happenings }: ScenarioResult, { width }: Look): string[] {
  if (happenings.length === 0) return [];
  const text = happenings.map(({ what }) => what).join('; ');
  return [paragraph(`Between the evaluation and the runs: ${text}.`, '', '', width)];
}

function changed(result: ScenarioResult, { width, paint }: Look): string {
  const { changes, users } = result;
  const deleted = changes.filter(isDeletedPassword).length;
  const others = changes.length - deleted;
  const inactive = users.filter(({ verdictAfter }) => isInactive(verdictAfter)).length;
  const lines = [
    `IAM: ${count(deleted, 'password')} deleted, ${others === 0 ? 'nothing else changed' : `AND ${count(others, 'OTHER CHANGE')}`}`,
    `Config: ${inactive} of ${count(users.length, 'user')} inactive afterwards`,
    `Security Hub: ${findingCounts(result)}`,
  ];
  return [heading('What changed', paint, width), ...lines.map((line) => paragraph(line, '    ', '  ', width))].join(
    '\n',
  );
}

function cost(result: ScenarioResult, { width, paint }: Look): string {
  return [
    heading('What AWS would charge', paint, width),
    ...costLines(result).map((line) => paragraph(line, '    ', '  ', width)),
  ].join('\n');
}
