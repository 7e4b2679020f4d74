import type { ScenarioResult } from '../result';
import { changed } from './changes';
import { deployed } from './deployed';
import { found } from './findings';
import { sent } from './messages';
import { numbers } from './numbers';
import type { Paint } from './paint';
import { remediated } from './remediations';
import { heading, paragraph, shownTime } from './text';
import { complianceAfter, evaluated } from './users';

/** The result as text: lines of at most 80 characters. */
export function report(result: ScenarioResult, paint: Paint): string {
  const sections = [
    opening(result, paint),
    deployed(result, paint),
    evaluated(result, paint),
    remediated(result, paint),
    changed(result, paint),
    ...(result.remediations.length > 0 ? [complianceAfter(result, paint)] : []),
    found(result, paint),
    numbers(result, paint),
    sent(result, paint),
    closing(paint),
  ];
  return `${sections.join('\n\n')}\n`;
}

function opening({ source, notes, account, now }: ScenarioResult, paint: Paint): string {
  return [
    heading('Inactive IAM users: the synthesized stack, run in a local AWS', paint),
    paragraph(
      `The users of ${source}: account ${account.accountId}, ${account.region}, at ${shownTime(now)}. Everything stays on this machine: no real account is read or changed.`,
    ),
    ...notes.map((note) => paragraph(note, '  ', '- ')),
  ].join('\n');
}

function closing(paint: Paint): string {
  return [
    heading('What next', paint),
    '  npm start -- --credential-report FILE  the same for the users of your account',
    '  npm start -- --serve                   the local AWS stays up, for the AWS CLI',
    '  npm start -- --help                    all options',
  ].join('\n');
}
