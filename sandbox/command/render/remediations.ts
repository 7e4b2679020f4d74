import type { RemediationResult, ScenarioResult, StepResult } from '../result';
import type { Format, Paint } from './paint';
import { andMore, count, duration, heading, paragraph, shownTime } from './text';

/** Of more runs than this only some are shown, those first that went otherwise than most. */
const MANY_RUNS = 20;
const SHOWN_OF_MANY = 10;

const OUTCOMES = ['failed', 'passed over', 'nothing deleted', 'password deleted'] as const;
const FORMATS: Readonly<Record<RemediationResult['outcome'], Format>> = {
  failed: 'red',
  'passed over': 'red',
  'nothing deleted': 'green',
  'password deleted': 'yellow',
};

/** What people did meanwhile, and each remediation with its steps. */
export function remediated(result: ScenarioResult, paint: Paint): string {
  if (!result.automaticRemediation) return notAutomatic(paint);
  const { remediations } = result;
  const shown = remediations.length > MANY_RUNS ? unusualFirst(remediations).slice(0, SHOWN_OF_MANY) : remediations;
  return [
    ...meanwhile(result, paint),
    heading(`Automatic remediation: ${summaryOf(remediations)}`, paint),
    ...(remediations.length > 0
      ? [
          paragraph(
            'Config starts the runbook for each inactive user: the steps it took, whose waits take no time here.',
          ),
        ]
      : []),
    ...held(result),
    ...shown.flatMap((run) => ['', remediation(run, paint)]),
    ...toleratedFailures(shown),
    ...(shown.length < remediations.length ? ['', ...andMore(remediations.length - shown.length, paint)] : []),
    ...howToRestore(remediations),
  ].join('\n');
}

function notAutomatic(paint: Paint): string {
  return [
    heading('Remediation: none', paint),
    paragraph(
      'AutomaticRemediation is false: Config starts no runbook, and no password is deleted. The runbook stays linked to the rule, for the Remediate button of the Config console.',
    ),
  ].join('\n');
}

function meanwhile({ meanwhile: happenings }: ScenarioResult, paint: Paint): string[] {
  if (happenings.length === 0) return [];
  return [
    heading('Meanwhile, before the runbook comes to it', paint),
    ...happenings.map(({ time, what }) => paragraph(`${shownTime(time)} ${what}`, '    ', '  ')),
    '',
  ];
}

/** An account of many idle users is held by the stack's default: say how to see what would happen without. */
function held({ users, stack }: ScenarioResult): string[] {
  const cap = Number(stack.parameters['MaxRemovals']);
  const inactive = users.filter(({ verdict }) => verdict?.compliance === 'NON_COMPLIANT').length;
  if (!(inactive > cap)) return [];
  return [
    '',
    paragraph(
      `MaxRemovals is ${cap} and ${count(inactive, 'user')} were inactive at once: no password is deleted. To see them deleted: npm start -- --max-removals ${inactive}`,
    ),
  ];
}

function toleratedFailures(shown: readonly RemediationResult[]): string[] {
  const tolerated = shown.some(
    ({ status, steps }) => status === 'Success' && steps.some((step) => step.status !== 'Success'),
  );
  if (!tolerated) return [];
  return [
    '',
    paragraph(
      'A step that failed in a run that ended in Success is one that may fail: Config refuses an evaluation while another runs, or within a minute of it.',
      '  ',
    ),
  ];
}

function unusualFirst(remediations: readonly RemediationResult[]): RemediationResult[] {
  return remediations.toSorted((one, other) => OUTCOMES.indexOf(one.outcome) - OUTCOMES.indexOf(other.outcome));
}

function summaryOf(remediations: readonly RemediationResult[]): string {
  const counts = OUTCOMES.toReversed().flatMap((outcome) => {
    const number = remediations.filter((run) => run.outcome === outcome).length;
    return number > 0 ? [`${outcome}: ${number}`] : [];
  });
  return `${count(remediations.length, 'run')}${counts.length > 0 ? ` (${counts.join(', ')})` : ''}`;
}

function remediation(run: RemediationResult, paint: Paint): string {
  const { userName, outcome, answer, failureMessage, steps } = run;
  return [
    paragraph(`${userName}: ${outcome}`, '    ', '  ').replace(outcome, (text) => paint(FORMATS[outcome], text)),
    paragraph(endOf(run), '    '),
    ...(steps.length > 0 ? [paragraph(steps.map(stepText).join(' > '), '    ')] : []),
    ...(outcome === 'nothing deleted' && answer !== undefined
      ? [paragraph(`The last answer was "${answer}"`, '    ')]
      : []),
    ...(failureMessage === undefined ? [] : [paragraph(failureMessage, '    ')]),
  ].join('\n');
}

function endOf({ status, started, ended }: RemediationResult): string {
  if (started === undefined || ended === undefined) return status;
  return `${status}, ${shownTime(started)} to ${shownTime(ended)}`;
}

function stepText({ name, action, status, seconds, failureMessage = '' }: StepResult): string {
  if (action === 'aws:sleep' && status === 'Success') return `${name} (waits ${duration(seconds)})`;
  if (status === 'Success') return name;
  const code = /\b[A-Z]\w+Exception\b/.exec(failureMessage)?.[0];
  return `${name} (${[status, ...(code === undefined ? [] : [code])].join(': ')})`;
}

/** What one run that deleted a password has told, in full: of whom, why, when, and how to give the access back. */
function howToRestore(remediations: readonly RemediationResult[]): string[] {
  const example = remediations.find(({ outcome, answer }) => outcome === 'password deleted' && answer !== undefined);
  if (example?.answer === undefined) return [];
  return [
    '',
    paragraph(
      `Each such run tells whose password it was, why, when and how to undo it. That of ${example.userName}:`,
      '  ',
    ),
    paragraph(example.answer, '    '),
  ];
}
