import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkExceptions, checkRemediation, readExceptions } from '../../audit/verify/remediation';
import { RULE } from '../support/deployed-account';
import { inProcessClients } from '../support/in-process-client';
import type { Soaked } from './call';

const COMMAND = 'aws configservice delete-remediation-exceptions';
const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

/**
 * Does what `npm run verify` and the README tell an operator to do for users whose remediation Config has stopped.
 *
 * @returns whether anybody was blocked
 */
export async function clearExceptions({ world, tally }: Soaked): Promise<boolean> {
  const { aws } = world;
  const { config } = inProcessClients(aws.endpoint, aws.operator);
  const known = { region: aws.account.region, ruleName: RULE, names: new Map() };
  const check = checkExceptions(await readExceptions(config, RULE), undefined, known);
  if (check.ok) return false;
  const commands = (check.details ?? []).filter((line) => line.startsWith(COMMAND));
  if (commands.length === 0) throw new Error('verify does not say how to clear a remediation exception');
  if (!README.includes(COMMAND)) throw new Error(`the README does not name ${COMMAND}`);
  const cancelled = new Set(aws.ssm.executions().flatMap(({ id, status }) => (status === 'Cancelled' ? [id] : [])));
  for (const command of commands) {
    const [, ruleName, ResourceType, ResourceId] =
      /--config-rule-name '?([\w-]+)'? --resource-keys '?ResourceType=([\w:]+),ResourceId=(\w+)'?$/.exec(command) ?? [];
    const input = { ConfigRuleName: ruleName, ResourceKeys: [{ ResourceType, ResourceId }] };
    await aws.endpoint.call(aws.operator, 'config', 'DeleteRemediationExceptions', input);
    const silent = aws.config.remediation.runs.find(
      ({ resourceId, state, executionId = '', failureMessage = '' }) =>
        resourceId === ResourceId && state === 'FAILED' && !cancelled.has(executionId) && failureMessage.length < 20,
    );
    if (silent) throw new Error(`a run for ${ResourceId} has failed without saying why`);
    tally.count('outcome: remediation exception cleared');
  }
  return true;
}

/**
 * Presses the Remediate button for the users who wait without a run, according to `npm run verify`. Config may start no
 * run for a result that it has had before.
 *
 * @returns whether anybody waited
 */
export async function remediateWaiting({ world, tally }: Soaked): Promise<boolean> {
  const { aws } = world;
  const checks = await checkRemediation(inProcessClients(aws.endpoint, aws.operator), {
    region: aws.account.region,
    ruleName: RULE,
    names: new Map(aws.iam.users().map(({ userId, userName }) => [userId, userName])),
  });
  const waiting = checks.find(({ ok, title }) => !ok && title.endsWith(' without a run of the runbook'));
  const ids = (waiting?.details ?? []).flatMap((line) => /\((AIDA\w+)\):/.exec(line)?.[1] ?? []);
  if (ids.length === 0) return false;
  tally.count('outcome: Remediate button pressed', ids.length);
  await aws.endpoint.call(aws.operator, 'config', 'StartRemediationExecution', {
    ConfigRuleName: RULE,
    ResourceKeys: ids.map((resourceId) => ({ resourceType: 'AWS::IAM::User', resourceId })),
  });
  await aws.clock.runUntilIdle();
  return true;
}
