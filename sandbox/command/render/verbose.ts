import type { ScenarioResult } from '../result';
import { callsAndCost } from './calls-and-cost';
import { changes } from './changes';
import { closing } from './closing';
import { findings } from './findings';
import { remediations } from './remediations';
import { table } from './table';
import { count, heading, type Paint, paragraph, shownTime, WIDTH } from './text';
import { complianceAfterwards, evaluation } from './users';

/** How many messages are shown: enough to see how they read. */
const SHOWN_MESSAGES = 12;

/** What `npm start -- --verbose` prints: everything that happened, in 80 columns. */
export function verbose(result: ScenarioResult, paint: Paint): string {
  const sections = [
    opening(result, paint),
    deployment(result, paint),
    evaluation(result, paint),
    remediations(result, paint),
    changes(result, paint),
    ...(result.remediations.length > 0 ? [complianceAfterwards(result, paint)] : []),
    findings(result, paint),
    callsAndCost(result, paint),
    messages(result, paint),
    closing({ width: WIDTH, paint }),
  ];
  return `${sections.join('\n\n')}\n`;
}

function opening({ source, notes, account, now }: ScenarioResult, paint: Paint): string {
  return [
    heading('Inactive IAM users: the synthesized stack in a local AWS', paint),
    paragraph(
      `The users of ${source}, in account ${account.accountId}, ${account.region}, at ${shownTime(now)}. Everything runs on this machine: no real account is read or changed.`,
    ),
    ...notes.map((note) => paragraph(note, '  ', '- ')),
  ].join('\n');
}

function deployment({ stack }: ScenarioResult, paint: Paint): string {
  const { name, resources, parameters } = stack;
  const values = Object.entries(parameters).map(
    ([parameter, value]) => `${parameter}=${value === '' ? '(none)' : value}`,
  );
  return [
    heading(`Deployed: stack ${name}, ${count(resources.length, 'resource')}`, paint),
    '',
    table(
      [
        { title: 'Type', width: 38 },
        { title: 'Name', width: 40 },
      ],
      resources.map((resource) => [resource.type, nameOf(resource, name)]),
      paint,
    ),
    '',
    paragraph(`Parameters: ${values.join(', ')}`, '  ', ''),
  ].join('\n');
}

/** The name from the template. A generated name says nothing, so the logical id replaces it, without its hash. */
function nameOf({ physicalId, logicalId }: ScenarioResult['stack']['resources'][number], stackName: string): string {
  return physicalId.startsWith(`${stackName}-`) ? logicalId.replace(/[0-9A-F]{8}$/, '') : physicalId;
}

function messages({ messages: sent }: ScenarioResult, paint: Paint): string {
  const more = sent.length - SHOWN_MESSAGES;
  return [
    heading(`Messages sent: ${sent.length}`, paint),
    paragraph('EventBridge rules of the stack send them to NotificationEmail once its subscription is confirmed.'),
    ...sent.slice(0, SHOWN_MESSAGES).map(({ time, text }) => paragraph(`${shownTime(time)}  ${text}`, '    ', '  - ')),
    ...(more > 0 ? [paragraph(`and ${count(more, 'more message')} (--json shows them all)`, '  ')] : []),
  ].join('\n');
}
