import type { Content } from './content';
import type { PlacedStep, Step } from './runbook';

/** How a step ended; `jump` is where aws:branch goes. */
export interface StepEnd {
  readonly succeeded: boolean;
  readonly jump?: string;
}

/**
 * The step that follows, or undefined where the run ends. A branch's jump goes before isEnd; isEnd "can be used to end
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
export function checkFlow(placed: readonly PlacedStep[]): void {
  for (const { step, place } of placed) {
    for (const [name, target] of targetsOf(step, place)) {
      if (!placed.some((other) => other.step.name === name))
        throw target.invalid(`there is no step "${name}" to go to`);
    }
  }
  checkCircles(placed, placed[0], [], new Set());
}

function targetsOf(step: Step, place: Content): readonly (readonly [string, Content])[] {
  const jumps = step.action.jumps?.(place.structure('inputs')).targets ?? [];
  return [
    ...jumps.map((target) => [target.asLiteral(), target] as const),
    ...(step.nextStep === undefined ? [] : [[step.nextStep, place.member('nextStep')] as const]),
    ...(typeof step.onFailure === 'string' ? [] : [[step.onFailure.step, place.member('onFailure')] as const]),
  ];
}

function checkCircles(
  placed: readonly PlacedStep[],
  current: PlacedStep | undefined,
  path: readonly Step[],
  checked: Set<Step>,
): void {
  if (!current || checked.has(current.step)) return;
  const { step, place } = current;
  if (path.includes(step)) {
    const circle = [...path.slice(path.indexOf(step)), step].map(({ name }) => name);
    throw place.invalid(`the steps go in a circle: ${circle.join(' -> ')}`);
  }
  const steps = placed.map((other) => other.step);
  for (const end of possibleEnds(current)) {
    const next = following(steps, step, end);
    checkCircles(
      placed,
      placed.find((other) => other.step === next),
      [...path, step],
      checked,
    );
  }
  checked.add(step);
}

function possibleEnds({ step, place }: PlacedStep): readonly StepEnd[] {
  const jumps = step.action.jumps?.(place.structure('inputs')) ?? { targets: [], always: false };
  return [
    ...jumps.targets.map((target) => ({ succeeded: true, jump: target.asLiteral() })),
    ...(jumps.always ? [] : [{ succeeded: true }]),
    { succeeded: false },
  ];
}
