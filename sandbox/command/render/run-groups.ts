import type { Remediation } from '../result';
import { FORMATS, OUTCOMES, toleratedFailures } from './remediations';
import { andMore, count, duration, heading, type Look, paragraph } from './text';

const MOST_GROUPS = 6;
/** Shorter waits are not worth a reader's time. */
const LONG_WAIT_SECONDS = 3600;

/** The runs of the runbook, grouped by outcome and by the steps that they took; groups with failures first. */
export function runGroups(remediations: readonly Remediation[], { width, paint }: Look): string {
  const groups = new Map<string, Remediation[]>();
  for (const run of remediations) {
    const key = [run.outcome, ...run.steps.map(({ name }) => name)].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const sorted = [...groups.values()].toSorted(
    (one, other) => failureRank(one) - failureRank(other) || other.length - one.length,
  );
  const shown = sorted.slice(0, MOST_GROUPS);
  return [
    heading(`${count(remediations.length, 'run')} of the runbook, by the steps taken`, paint, width),
    ...shown.map((runs) => group(runs, { width, paint })),
    ...andMore(sorted.length - shown.length, paint),
    ...toleratedFailures(shown.flat()).map((text) => paragraph(text, '  ', '  ', width)),
  ].join('\n');
}

/** The failed groups, those passed over, then all others. */
function failureRank([run]: readonly Remediation[]): number {
  return run ? Math.min(OUTCOMES.indexOf(run.outcome), OUTCOMES.indexOf('nothing deleted')) : 0;
}

function group(runs: readonly Remediation[], { width, paint }: Look): string {
  const [first] = runs;
  if (!first) return '';
  const { outcome } = first;
  const steps = first.steps.map((step, index) =>
    stepText(
      step.name,
      runs.flatMap((run) => run.steps[index] ?? []),
    ),
  );
  const text = `${runs.length} × ${[outcome, ...(steps.length > 0 ? [steps.join(' > ')] : [])].join(': ')}`;
  return paragraph(text, '    ', '  ', width).replace(outcome, (found) => paint(FORMATS[outcome], found));
}

/** One step of several runs: how many failed, or how long they took. */
function stepText(name: string, steps: Remediation['steps']): string {
  const failed = steps.filter(({ status }) => status !== 'Success').length;
  if (failed > 0) return `${name} (failed: ${failed})`;
  const seconds = steps.map((step) => step.seconds);
  const [shortest, longest] = [Math.min(...seconds), Math.max(...seconds)];
  if (longest < LONG_WAIT_SECONDS) return name;
  return `${name} (${shortest < longest ? 'up to ' : ''}${duration(longest)})`;
}
