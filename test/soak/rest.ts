import { UNSENT } from '../../rule/decision/annotation';
import { HOUR, MINUTE, RULE } from '../support/deployed-account';
import type { Soaked } from './call';
import { clearExceptions, remediateWaiting } from './operator';
import type { World } from './world';

const HELD = /^[^:]+: held, /;
const HELD_EVENT = 'event: IAM User Removals Held';

/**
 * The faults stop. The stack's next update restores its parameters, waiting work ends, an operator clears what blocks,
 * a new report becomes possible, and one round later everything must be as the decision table says. If the cap holds
 * the removals, all passwords stay until it is raised.
 *
 * @throws Error for a broken promise
 */
export async function comeToRest(soaked: Soaked): Promise<void> {
  const { world, rule } = soaked;
  const { clock } = world.aws;
  await world.change(() => rule.update({}));
  const cap = rule.parameters?.maxRemovals ?? 0;
  await clock.runUntilIdle();
  await aMoment(soaked);
  await clearExceptions(soaked);
  await clock.runUntil(clock.now() + 4 * HOUR + MINUTE);
  await round(soaked);
  const held = inactive(soaked);
  if (held.length > cap) {
    await checkHold(soaked);
    await aMoment(soaked);
    await world.change(() => rule.update({ maxRemovals: String(held.length) }));
    await clock.runUntilIdle();
  }
  await aMoment(soaked);
  // Attempts of earlier days count too, and a user may become inactive meanwhile: Config may have stopped just now.
  for (let looks = 0; looks < 6; looks += 1) {
    if (await clearExceptions(soaked)) await round(soaked);
    else if (!(await remediateWaiting(soaked))) break;
  }
  checkResult(world, inactive(soaked));
  if (held.length > cap) await world.change(() => rule.update({ maxRemovals: String(cap) }));
}

/** An operator looks when the runs have ended: by the times that Config shows, a result may be as old as a run. */
async function aMoment({ world }: Soaked): Promise<void> {
  const { clock } = world.aws;
  await clock.runUntil(clock.now() + MINUTE);
}

/** The inactive users, by default at the last evaluation's time. */
function inactive({ world, rule }: Soaked, at = world.aws.config.runs.at(-1)?.started ?? world.aws.clock.now()) {
  if (!rule.parameters) throw new Error("the stack's own parameters are malformed");
  return world.inactiveThroughout({ since: at, until: at, parameters: rule.parameters });
}

async function round(soaked: Soaked): Promise<void> {
  const { world, tally } = soaked;
  const { clock, config } = world.aws;
  const began = clock.now();
  const before = tally.of(HELD_EVENT);
  const wasTold = heldResults(soaked).some((annotation) => !annotation.includes(UNSENT));
  const run = await clock.runUntilSettled(config.evaluate(RULE));
  if (run.error) throw new Error(`an evaluation without faults fails: ${run.error.message}`);
  const told = tally.of(HELD_EVENT) - before;
  const isNew = !wasTold && heldResults(soaked).length > 0;
  if (told !== (isNew ? 1 : 0))
    throw new Error(`a hold that is ${isNew ? 'new' : 'known, or none'} is reported ${told} times`);
  await clock.runUntilIdle();
  const failed = config.remediation.runs.find(({ state, queued }) => state === 'FAILED' && queued >= began);
  if (failed) throw new Error(`a run without faults fails: ${failed.failureMessage}`);
}

/** Every inactive user is marked as held, nothing else is reported, and nothing happens. */
async function checkHold(soaked: Soaked): Promise<void> {
  const { world, tally } = soaked;
  const { config, iam } = world.aws;
  tally.count('outcome: removals held at the end of a day');
  for (const { userId, userName } of inactive(soaked)) {
    const { annotation = '' } = config.compliance.find(RULE, userId) ?? {};
    if (!HELD.test(annotation)) throw new Error(`${userName} is held, and Config shows: ${annotation}`);
  }
  const passwords = () => iam.users().filter(({ loginProfile }) => loginProfile).length;
  const [before, recorded] = [passwords(), config.compliance.recordedEvaluations];
  const held = inactive(soaked).length;
  await round(soaked);
  if (passwords() !== before) throw new Error('a password is deleted although removals are held');
  if (inactive(soaked).length === held && config.compliance.recordedEvaluations > recorded + 1) {
    throw new Error('results that are still held are recorded again');
  }
}

/** What Config shows for the inactive users who are held. */
function heldResults(soaked: Soaked): string[] {
  const { clock, config } = soaked.world.aws;
  return inactive(soaked, clock.now()).flatMap(({ userId }) => {
    const { annotation = '' } = config.compliance.find(RULE, userId) ?? {};
    return HELD.test(annotation) ? [annotation] : [];
  });
}

/** Checks Config's results and the passwords against the oracle. */
function checkResult(world: World, [remaining]: readonly { userName: string; userId: string }[]): void {
  const { iam, config } = world.aws;
  if (remaining) throw new Error(`${remaining.userName} (${remaining.userId}) is inactive and still has a password`);
  for (const user of iam.users()) {
    const stored = config.compliance.find(RULE, user.userId)?.complianceType;
    if (stored !== 'COMPLIANT') throw new Error(`Config shows ${user.userName} as ${stored}, not as COMPLIANT`);
  }
  for (const { resourceId, complianceType } of config.compliance.ofRule(RULE)) {
    if (complianceType !== 'NOT_APPLICABLE' && !world.userOf(resourceId)) {
      throw new Error(`${resourceId} is gone and still ${complianceType}`);
    }
  }
}
