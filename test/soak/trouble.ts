import { DAY, HOUR, MINUTE, RULE } from '../support/deployed-account';
import type { Soaked } from './call';
import type { Judges } from './judges';
import { deceptions, happen } from './life';
import { repopulate } from './people';
import { editRule, replaceRunbook } from './rule-edits';

/** A day of faults: one evaluation, now and then delivered twice, and what people do at random times. */
export async function trouble(soaked: Soaked, judges: Judges): Promise<void> {
  const { world, chance, tally, faults } = soaked;
  const { clock, config } = world.aws;
  await repopulate(soaked);
  faults.start();
  config.inventory.lagMilliseconds = chance.pick([0, 0, 10 * MINUTE, 3 * HOUR]);
  if (config.inventory.lagMilliseconds > 0) tally.count('fault: inventory lags');
  const end = clock.now() + DAY;
  const evaluation = clock.now() + 4 * HOUR + chance.below(DAY / 2);
  const schedule = (time: number, work: () => Promise<unknown>) =>
    clock.spawn(async () => {
      await clock.alarm(time, { background: true }).reached;
      await work();
    });
  for (let things = chance.below(10); things > 0; things -= 1) {
    schedule(clock.now() + chance.below(DAY), () => happen(world, chance));
  }
  const deceiving = chance.onceIn(3) ? [] : deceptions(soaked);
  for (const { at, happen: deceive } of deceiving) schedule(evaluation + at, deceive);
  for (let edits = chance.onceIn(2) ? chance.below(4) : 0; edits > 0; edits -= 1) {
    // Before the evaluation, or in the middle of runs and their waits.
    const at = chance.pick([-chance.below(HOUR), chance.below(5 * MINUTE), chance.below(5 * HOUR)]);
    schedule(evaluation + at, () => editRule(soaked));
  }
  if (chance.onceIn(8)) schedule(evaluation + chance.below(10 * MINUTE), () => replaced(soaked, judges));
  if (chance.onceIn(8)) schedule(evaluation + chance.below(10 * MINUTE), () => cancel(soaked, judges));
  const isTwice = chance.onceIn(5);
  if (isTwice) tally.count('fault: event delivered twice');
  for (let deliveries = isTwice ? 2 : 1; deliveries > 0; deliveries -= 1) {
    schedule(evaluation, () => config.evaluate(RULE));
  }
  await clock.runUntil(end);
}

/** Runs in progress follow a document that is deleted: they may end here. */
async function replaced(soaked: Soaked, { messages }: Judges): Promise<void> {
  for (const id of inProgress(soaked)) messages.noteInterruption(id);
  await replaceRunbook(soaked);
}

/** Somebody stops the runs in progress, as SECURITY.md says. */
async function cancel(soaked: Soaked, { messages }: Judges): Promise<void> {
  const { endpoint, operator } = soaked.world.aws;
  for (const AutomationExecutionId of inProgress(soaked)) {
    soaked.tally.count('fault: run cancelled');
    messages.noteInterruption(AutomationExecutionId);
    await endpoint.call(operator, 'ssm', 'StopAutomationExecution', { AutomationExecutionId });
  }
}

function inProgress({ world }: Soaked): string[] {
  return world.aws.ssm.executions().flatMap(({ id, status }) => (status === 'InProgress' ? [id] : []));
}
