import {
  type ConfigServiceClient,
  paginateDescribeRemediationExceptions,
  paginateDescribeRemediationExecutionStatus,
  type RemediationConfiguration,
  type RemediationException,
  type RemediationExecutionState,
  type RemediationExecutionStatus,
} from '@aws-sdk/client-config-service';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { isRunbookName } from '../../remediation/runbook-name';
import { isNamed, required } from '../../rule/decision/errors';
import { readStoredEvaluations } from '../../rule/reporting/stored-evaluations';
import type { Check } from '../checks/checks';
import { permitted } from '../aws/denial';
import { deniedCheck, unlessDenied } from '../checks/denied';
import { readRemediationConfigurations } from '../aws/deployments';
import { checkRunbook } from './runbook';
import { checkWaiting, type KnownUsers, userOf } from './waiting';
import { isoTime } from '../../rule/decision/dates';
import { countOf } from '../text/text';
import { clearCommand } from './commands';

export async function checkRemediation(
  { config, ssm }: { readonly config: ConfigServiceClient; readonly ssm: SSMClient },
  known: KnownUsers,
): Promise<Check[]> {
  const { ruleName } = known;
  const linked = await permitted(readRemediationConfigurations(config, [ruleName]));
  const [configuration] = linked.value ?? [];
  const target = configuration?.TargetId;
  const exceptions = await permitted(readExceptions(config, ruleName));
  const runs = await permitted(readRuns(config, ruleName));
  return [
    linked.denial ? deniedCheck('The remediation', linked.denial) : checkLink(configuration),
    ...(target === undefined ? [] : [await unlessDenied('The linked runbook', checkRunbook(ssm, target))]),
    exceptions.denial
      ? deniedCheck('Remediation exceptions', exceptions.denial)
      : checkExceptions(exceptions.value, runs.value, known),
    runs.denial ? deniedCheck('Runs of the runbook', runs.denial) : checkRuns(runs.value, known),
    ...(configuration && exceptions.value && runs.value
      ? [await unlessDenied('Users without a run', waiting(config, configuration, exceptions.value, runs.value, known))]
      : []),
  ];
}

async function waiting(
  config: ConfigServiceClient,
  { Automatic: automatic = false }: RemediationConfiguration,
  exceptions: readonly RemediationException[],
  runs: readonly RemediationExecutionStatus[],
  known: KnownUsers,
): Promise<Check> {
  const results = await readStoredEvaluations(config, known.ruleName, { only: 'NON_COMPLIANT' });
  const blocked = new Set(exceptions.flatMap(({ ResourceId: id }) => id ?? []));
  return checkWaiting({ results, runs, blocked, automatic }, known);
}

function checkLink(linked: RemediationConfiguration | undefined): Check {
  if (!linked) {
    return {
      ok: false,
      title: 'No remediation is linked to the rule: it only reports',
      remedy: 'Update the stack from the template; for manual remediation only, set AutomaticRemediation=false.',
    };
  }
  const how = linked.Automatic === true ? 'automatic' : 'manual: by the Remediate button';
  const target = linked.TargetId ?? 'without a name';
  const whose = isRunbookName(target) ? 'of this product' : 'not of this product, by its name';
  return { ok: true, title: `Its remediation is linked, ${how}`, details: [`to the runbook ${target}: ${whose}`] };
}

/** At most 100 a page. AWS: "DescribeRemediationExceptions", AWS Config API Reference. */
export async function readExceptions(config: ConfigServiceClient, ruleName: string): Promise<RemediationException[]> {
  const exceptions: RemediationException[] = [];
  const request = { ConfigRuleName: ruleName };
  for await (const page of paginateDescribeRemediationExceptions({ client: config, pageSize: 100 }, request)) {
    exceptions.push(...required(page.RemediationExceptions, 'RemediationExceptions'));
  }
  return exceptions;
}

/**
 * Names the users that Config does not remediate, with who probably put the exception and the command that clears it.
 *
 * @param runs undefined if they could not be read
 */
export function checkExceptions(
  exceptions: readonly RemediationException[],
  runs: readonly RemediationExecutionStatus[] | undefined,
  known: KnownUsers,
): Check {
  if (exceptions.length === 0) return { ok: true, title: 'No user is blocked by a remediation exception' };
  const stateOf = new Map(runs?.map(({ ResourceKey: key, State: state }) => [key?.resourceId, state ?? 'UNKNOWN']));
  return {
    ok: false,
    title: `${countOf(exceptions.length, 'user')} blocked by a remediation exception`,
    details: exceptions.flatMap((exception) => [
      `${userOf(exception.ResourceId, known)}: ${originOf(runs && (stateOf.get(exception.ResourceId) ?? 'none'))}: ${reasonOf(exception)}`,
      clearCommand(known, exception),
    ]),
    remedy:
      "For one of Config's own, find the cause first (Systems Manager, Automation). For one that people set, exempt the " +
      'user by tag or name instead. Then clear it with its command.',
  };
}

/**
 * AWS does not show who put an exception. Config puts one only after runs of the runbook.
 * AWS: "PutRemediationExceptions", AWS Config API Reference.
 *
 * @param lastRun its state; undefined if the runs could not be read
 */
function originOf(lastRun: RemediationExecutionState | 'none' | undefined): string {
  if (lastRun === 'none') return 'probably set by people, because AWS shows no run';
  return lastRun === 'FAILED' ? 'probably put by Config, because the last run failed' : 'put by Config or by people';
}

function reasonOf({ Message: message, ExpirationTime: until }: RemediationException): string {
  return `${message ?? 'no reason given'}${until ? ` (until ${isoTime(until)})` : ''}`;
}

function checkRuns(runs: readonly RemediationExecutionStatus[], known: KnownUsers): Check {
  const failed = runs.filter(({ State: state }) => state === 'FAILED');
  if (failed.length === 0) {
    const last = runs.length === 0 ? 'no run yet' : `the last run for each of ${countOf(runs.length, 'user')}`;
    return { ok: true, title: `No run of the runbook has failed (${last})` };
  }
  return {
    ok: false,
    title: `The last run of the runbook failed for ${countOf(failed.length, 'user')}`,
    details: failed.map((run) => `${userOf(run.ResourceKey?.resourceId, known)}: ${failureOf(run)}`),
    remedy:
      "Find the cause in the run's steps (Systems Manager, Automation). Config tries again after the next evaluation.",
  };
}

/** The last run for each user. AWS: "DescribeRemediationExecutionStatus", AWS Config API Reference. */
async function readRuns(config: ConfigServiceClient, ruleName: string): Promise<RemediationExecutionStatus[]> {
  const runs: RemediationExecutionStatus[] = [];
  const request = { ConfigRuleName: ruleName };
  try {
    for await (const page of paginateDescribeRemediationExecutionStatus({ client: config, pageSize: 100 }, request)) {
      runs.push(...required(page.RemediationExecutionStatuses, 'RemediationExecutionStatuses'));
    }
  } catch (error) {
    // checkLink reports this.
    if (!isNamed(error, 'NoSuchRemediationConfigurationException')) throw error;
  }
  return runs;
}

/** The failed step and its message. A run that SSM did not start has no steps. */
function failureOf({ StepDetails: steps = [], LastUpdatedTime: time }: RemediationExecutionStatus): string {
  const step = steps.find(({ State: state }) => state === 'FAILED');
  const why = step ? `${step.Name}: ${step.ErrorMessage ?? 'no message'}` : 'no step ran: SSM did not start it';
  return `${why}${time ? ` (${isoTime(time)})` : ''}`;
}
