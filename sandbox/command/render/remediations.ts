import type { Remediation, ScenarioResult } from '../result';
import { andMore, count, duration, type Format, heading, type Paint, paragraph, shownTime } from './text';

/** If there are more runs than this, only some are shown, the unusual ones first. */
const MANY_RUNS = 20;
const SHOWN_OF_MANY = 10;

/** The most unusual outcome first. */
export const FORMATS: Readonly<Record<Remediation['outcome'], Format>> = {
  failed: 'red',
  'passed over': 'red',
  'nothing deleted': 'green',
  'password deleted': 'yellow',
};
export const OUTCOMES = Object.keys(FORMATS);

/** What people did meanwhile, and each run of the runbook with its steps. */
export function remediations(result: ScenarioResult, paint: Paint): string {
  if (!result.automaticRemediation) {
    return [
      heading('Automatic remediation: off', paint),
      paragraph(
        'AutomaticRemediation is false: Config starts no runbook, and no password is deleted. The rule keeps its runbook, which you can start with the Remediate button of the Config console.',
      ),
    ].join('\n');
  }
  const runs = result.remediations.toSorted(
    (one, other) => OUTCOMES.indexOf(one.outcome) - OUTCOMES.indexOf(other.outcome),
  );
  const shown = runs.length > MANY_RUNS ? runs.slice(0, SHOWN_OF_MANY) : result.remediations;
  const counts = OUTCOMES.toReversed().flatMap((outcome) => {
    const number = runs.filter((run) => run.outcome === outcome).length;
    return number > 0 ? [`${outcome}: ${number}`] : [];
  });
  const summary = `${count(runs.length, 'run')}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`;
  return [
    ...meanwhile(result, paint),
    heading(`Automatic remediation: ${summary}`, paint),
    ...(runs.length > 0
      ? [paragraph('Config starts the runbook for each inactive user. Its waits take no time here.')]
      : []),
    ...heldRemovals(result).flatMap((text) => ['', paragraph(text)]),
    ...shown.flatMap((run) => ['', remediation(run, paint)]),
    ...toleratedFailures(shown).flatMap((text) => ['', paragraph(text, '  ')]),
    ...(shown.length < runs.length ? ['', ...andMore(runs.length - shown.length, paint)] : []),
    ...exampleMessage(result.remediations),
  ].join('\n');
}

function meanwhile({ meanwhile: happenings }: ScenarioResult, paint: Paint): string[] {
  if (happenings.length === 0) return [];
  return [
    heading('Meanwhile, before the runbook starts', paint),
    ...happenings.map(({ time, what }) => paragraph(`${shownTime(time)} ${what}`, '    ', '  ')),
    '',
  ];
}

/** With many inactive users the stack's default deletes nothing: says how to see the deletions. */
export function heldRemovals({ users, stack }: ScenarioResult): string[] {
  const cap = Number(stack.parameters['MaxRemovals']);
  const inactive = users.filter(({ verdict }) => verdict?.compliance === 'NON_COMPLIANT').length;
  const text = `MaxRemovals is ${cap}, and ${count(inactive, 'user')} were inactive at once: no password is deleted. To see them deleted: npm start -- --max-removals ${inactive}`;
  return inactive > cap ? [text] : [];
}

export function toleratedFailures(shown: readonly Remediation[]): string[] {
  const isTolerated = ({ status, steps }: Remediation) =>
    status === 'Success' && steps.some((step) => step.status !== 'Success');
  const text =
    'A run may end in Success although a step failed: Config refuses an evaluation during another one, and for a minute after it. The runbook then tries again.';
  return shown.some(isTolerated) ? [text] : [];
}

function remediation(run: Remediation, paint: Paint): string {
  const { userName, outcome, answer, failureMessage, status, started, ended, steps } = run;
  return [
    paragraph(`${userName}: ${outcome}`, '    ', '  ').replace(outcome, (text) => paint(FORMATS[outcome], text)),
    started === undefined || ended === undefined ? status : `${status}, ${shownTime(started)} to ${shownTime(ended)}`,
    ...(steps.length > 0 ? [steps.map(stepText).join(' > ')] : []),
    ...(outcome === 'nothing deleted' && answer !== undefined ? [`The function answered: "${answer}"`] : []),
    ...(failureMessage === undefined ? [] : [failureMessage]),
  ]
    .map((text, index) => (index === 0 ? text : paragraph(text, '    ')))
    .join('\n');
}

function stepText({ name, action, status, seconds, failureMessage = '' }: Remediation['steps'][number]): string {
  if (action === 'aws:sleep' && status === 'Success') return `${name} (waits ${duration(seconds)})`;
  if (status === 'Success') return name;
  const code = /\b[A-Z]\w+Exception\b/.exec(failureMessage)?.[0];
  return `${name} (${[status, ...(code === undefined ? [] : [code])].join(': ')})`;
}

/** The message of one run that deleted a password, in full. */
function exampleMessage(runs: readonly Remediation[]): string[] {
  const example = runs.find(({ outcome, answer }) => outcome === 'password deleted' && answer !== undefined);
  if (example?.answer === undefined) return [];
  const text = `Each run that deletes a password reports the user, the reason, the time and how to restore access. For ${example.userName}:`;
  return ['', paragraph(text, '  '), paragraph(example.answer, '    ')];
}
