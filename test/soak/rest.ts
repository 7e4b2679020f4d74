import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkExceptions, readExceptions } from '../../audit/verify-remediation';
import { HOUR, MINUTE, RULE } from '../support/deployed-account';
import { inProcessClients } from '../support/in-process-client';
import type { Tally } from './tally';
import type { World } from './world';

const COMMAND = 'aws configservice delete-remediation-exceptions';

/**
 * Nothing goes wrong any more. What waits comes to its end, an operator clears what blocks, a new report becomes
 * possible, and one round later everything has to be as the decision table says.
 *
 * @throws Error for the promise that is broken
 */
export async function comeToRest(world: World, tally: Tally): Promise<void> {
  const { clock } = world.aws;
  await clock.runUntilIdle();
  await clearExceptions(world, tally);
  await clock.runUntil(clock.now() + 4 * HOUR + MINUTE);
  await round(world);
  // Attempts of the days before count too: Config may have stopped just now.
  if (await clearExceptions(world, tally)) await round(world);
  checkResult(world);
}

async function round({ aws }: World): Promise<void> {
  const { clock, config } = aws;
  const began = clock.now();
  const run = await clock.runUntilSettled(config.evaluate(RULE));
  if (run.error) throw new Error(`an evaluation without faults fails: ${run.error.message}`);
  await clock.runUntilIdle();
  const failed = config.remediation.runs.find(({ state, queued }) => state === 'FAILED' && queued >= began);
  if (failed) throw new Error(`a run without faults fails: ${failed.failureMessage}`);
}

/** Config's store and the passwords, by the oracle. */
function checkResult(world: World): void {
  const { iam, config, clock } = world.aws;
  const evaluated = config.runs.at(-1)?.started ?? clock.now();
  for (const user of iam.users()) {
    if (world.isInactive(user, evaluated)) {
      throw new Error(`${user.userName} (${user.userId}) is inactive and still has a password`);
    }
    const stored = config.compliance.find(RULE, user.userId)?.complianceType;
    if (stored !== 'COMPLIANT') throw new Error(`Config shows ${user.userName} as ${stored}, not as COMPLIANT`);
  }
  for (const { resourceId, complianceType } of config.compliance.ofRule(RULE)) {
    if (complianceType !== 'NOT_APPLICABLE' && !world.userOf(resourceId)) {
      throw new Error(`${resourceId} is gone and still ${complianceType}`);
    }
  }
}

/**
 * Does what `npm run verify` and the README tell an operator to do whom Config has stopped for.
 *
 * @returns whether anybody was blocked
 */
async function clearExceptions({ aws }: World, tally: Tally): Promise<boolean> {
  const { config } = inProcessClients(aws.endpoint, aws.operator);
  const known = { region: aws.account.region, ruleName: RULE, names: new Map() };
  const check = checkExceptions(await readExceptions(config, RULE), known);
  if (check.ok) return false;
  const commands = (check.details ?? []).filter((line) => line.startsWith(COMMAND));
  if (commands.length === 0) throw new Error('nobody says how a remediation exception is cleared');
  if (!README.includes(COMMAND)) throw new Error(`the README does not name ${COMMAND}`);
  for (const command of commands) {
    const [, ruleName, ResourceType, ResourceId] =
      /--config-rule-name '?([\w-]+)'? --resource-keys '?ResourceType=([\w:]+),ResourceId=(\w+)'?$/.exec(command) ?? [];
    const input = { ConfigRuleName: ruleName, ResourceKeys: [{ ResourceType, ResourceId }] };
    await aws.endpoint.call(aws.operator, 'config', 'DeleteRemediationExceptions', input);
    const silent = aws.config.remediation.runs.find(
      ({ resourceId, state, failureMessage = '' }) =>
        resourceId === ResourceId && state === 'FAILED' && failureMessage.length < 20,
    );
    if (silent) throw new Error(`a run for ${ResourceId} has failed without saying why`);
    tally.count('outcome: remediation exception cleared');
  }
  return true;
}

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
