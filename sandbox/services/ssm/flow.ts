import type { Step } from './runbook';

/** How a step ended; `jump` is where aws:branch goes. */
export interface StepEnd {
  readonly succeeded: boolean;
  readonly jump?: string;
}

/**
 * The next step, or undefined if the run ends. A branch's jump takes precedence over isEnd; isEnd "can be used to end
 * automation no matter whether the step succeeds or fails". AWS: "Properties shared by all actions" and "StepExecution"
 */
export function following(steps: readonly Step[], step: Step, end: StepEnd): Step | undefined {
  const named = (name: string) => steps.find((other) => other.name === name);
  if (end.jump !== undefined) return named(end.jump);
  if (step.isEnd) return undefined;
  if (!end.succeeded && step.onFailure !== 'Continue') {
    return step.onFailure === 'Abort' ? undefined : named(step.onFailure.step);
  }
  return step.nextStep === undefined ? steps[steps.indexOf(step) + 1] : named(step.nextStep);
}

/**
 * Refuses jumps to steps that do not exist, and circles: "Before processing a runbook, the system verifies that the
 * runbook doesn't create an infinite loop." AWS: "Using conditional statements in runbooks"
 * @throws AwsError InvalidDocumentContent
 */
export function checkFlow(steps: readonly Step[]): void {
  for (const { place, action, nextStep, onFailure } of steps) {
    const targets = [
      ...(action.jumps?.(place.structure('inputs')).targets ?? []).map(
        (target) => [target.asLiteral(), target] as const,
      ),
      ...(nextStep === undefined ? [] : [[nextStep, place.member('nextStep')] as const]),
      ...(typeof onFailure === 'string' ? [] : [[onFailure.step, place.member('onFailure')] as const]),
    ];
    for (const [name, target] of targets) {
      if (!steps.some((step) => step.name === name)) throw target.invalid(`there is no step "${name}" to go to`);
    }
  }
  checkCircles(steps, steps[0], [], new Set());
}

function checkCircles(steps: readonly Step[], step: Step | undefined, path: readonly Step[], checked: Set<Step>): void {
  if (!step || checked.has(step)) return;
  if (path.includes(step)) {
    const circle = [...path.slice(path.indexOf(step)), step].map(({ name }) => name);
    throw step.place.invalid(`the steps go in a circle: ${circle.join(' -> ')}`);
  }
  const { targets, always } = step.action.jumps?.(step.place.structure('inputs')) ?? { targets: [], always: false };
  const ends = [
    ...targets.map((target) => ({ succeeded: true, jump: target.asLiteral() })),
    ...(always ? [] : [{ succeeded: true }]),
    { succeeded: false },
  ];
  for (const end of ends) checkCircles(steps, following(steps, step, end), [...path, step], checked);
  checked.add(step);
}
