import {
  type ConfigServiceClient,
  paginateDescribeRemediationExceptions,
  paginateDescribeRemediationExecutionStatus,
  type RemediationConfiguration,
  type RemediationException,
  type RemediationExecutionStatus,
} from '@aws-sdk/client-config-service';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { isRunbookName } from '../../remediation/runbook-name';
import { isNamed } from '../../rule/decision/errors';
import { readStoredEvaluations } from '../../rule/reporting/stored-evaluations';
import type { Check } from '../checks/checks';
import { deniedCheck, permitted, unlessDenied } from '../checks/denial';
import { type Known, userOf } from '../checks/known-users';
import { readRemediations } from '../checks/remediations';
import { checkRunbook } from './runbook';
import { checkWaiting } from './waiting';
import { isoTime } from '../../rule/decision/dates';
import { countOf, quoted } from '../checks/words';

/** Whether the remediation is linked to a document that is there, blocks nobody, and has done what it should. */
export async function checkRemediation(
  { config, ssm }: { readonly config: ConfigServiceClient; readonly ssm: SSMClient },
  known: Known,
): Promise<Check[]> {
  const { ruleName } = known;
  const linked = await permitted(readRemediations(config, [ruleName]));
  const [remediation] = linked.value ?? [];
  const target = remediation?.TargetId;
  const exceptions = await permitted(readExceptions(config, ruleName));
  const runs = await permitted(readRuns(config, ruleName));
  return [
    linked.denial ? deniedCheck('The remediation', linked.denial) : checkLink(remediation),
    ...(target === undefined ? [] : [await unlessDenied('The linked document', checkRunbook(ssm, target))]),
    exceptions.denial
      ? deniedCheck('Remediation exceptions', exceptions.denial)
      : checkExceptions(exceptions.value, known),
    runs.denial ? deniedCheck('Runs of the runbook', runs.denial) : checkRuns(runs.value, known),
    ...(remediation && exceptions.value && runs.value
      ? [await unlessDenied('Users without a run', waiting(config, remediation, exceptions.value, runs.value, known))]
      : []),
  ];
}

async function waiting(
  config: ConfigServiceClient,
  { Automatic: automatic = false }: RemediationConfiguration,
  exceptions: readonly RemediationException[],
  runs: readonly RemediationExecutionStatus[],
  known: Known,
): Promise<Check> {
  const results = await readStoredEvaluations(config, known.ruleName, { only: 'NON_COMPLIANT' });
  const blocked = new Set(exceptions.flatMap(({ ResourceId: id }) => id ?? []));
  return checkWaiting({ results, runs, blocked, automatic }, known);
}

/** Whether the rule's remediation is linked, to what, and who starts it. */
function checkLink(linked: RemediationConfiguration | undefined): Check {
  if (!linked) {
    return {
      ok: false,
      title: 'No remediation is linked to the rule: it reports, and nobody acts',
      remedy: 'Update the stack from the synthesized template; to act by hand only, set AutomaticRemediation=false.',
    };
  }
  const how = linked.Automatic === true ? 'automatic' : 'manual: by the Remediate button';
  const target = linked.TargetId ?? 'without a name';
  const whose = isRunbookName(target) ? 'a runbook of this product' : 'not a runbook of this product, by its name';
  return { ok: true, title: `Its remediation is linked, ${how}`, details: [`to the document ${target}: ${whose}`] };
}

/** AWS: "DescribeRemediationExceptions", Config API Reference: 100 a page at most. */
export async function readExceptions(config: ConfigServiceClient, ruleName: string): Promise<RemediationException[]> {
  const exceptions: RemediationException[] = [];
  const request = { ConfigRuleName: ruleName };
  for await (const page of paginateDescribeRemediationExceptions({ client: config, pageSize: 100 }, request)) {
    exceptions.push(...(page.RemediationExceptions ?? []));
  }
  return exceptions;
}

/** Users whom an exception keeps from being remediated, with the command that clears it. */
export function checkExceptions(exceptions: readonly RemediationException[], known: Known): Check {
  if (exceptions.length === 0) return { ok: true, title: 'No user is blocked by a remediation exception' };
  return {
    ok: false,
    title: `${countOf(exceptions.length, 'user')} blocked by a remediation exception`,
    details: exceptions.flatMap((exception) => [
      `${userOf(exception.ResourceId, known)}: ${reasonOf(exception)}`,
      clearCommand(exception, known),
    ]),
    remedy: 'Find the cause first (Systems Manager, Automation), then clear each with its command.',
  };
}

function reasonOf({ Message: message, ExpirationTime: until }: RemediationException): string {
  return `${message ?? 'no reason is given'}${until ? ` (until ${isoTime(until)})` : ''}`;
}

function clearCommand({ ResourceId: id, ResourceType: type }: RemediationException, known: Known): string {
  return (
    `aws configservice delete-remediation-exceptions --region ${known.region} ` +
    `--config-rule-name ${quoted(known.ruleName)} ` +
    `--resource-keys ${quoted(`ResourceType=${type},ResourceId=${id}`)}`
  );
}

/** The users whose last run of the runbook failed, and why. */
function checkRuns(runs: readonly RemediationExecutionStatus[], known: Known): Check {
  const failed = runs.filter(({ State: state }) => state === 'FAILED');
  if (failed.length === 0) {
    const last = runs.length === 0 ? 'there is none yet' : `of ${countOf(runs.length, 'user')}, the last one each`;
    return { ok: true, title: `No run of the runbook has failed (${last})` };
  }
  return {
    ok: false,
    title: `The last run of the runbook failed for ${countOf(failed.length, 'user')}`,
    details: failed.map((run) => `${userOf(run.ResourceKey?.resourceId, known)}: ${failureOf(run)}`),
    remedy:
      "Remove the cause (the run's steps: Systems Manager, Automation). Config tries again after the next evaluation.",
  };
}

/** The last run for each user. AWS: "DescribeRemediationExecutionStatus", Config API Reference. */
async function readRuns(config: ConfigServiceClient, ruleName: string): Promise<RemediationExecutionStatus[]> {
  const runs: RemediationExecutionStatus[] = [];
  const request = { ConfigRuleName: ruleName };
  try {
    for await (const page of paginateDescribeRemediationExecutionStatus({ client: config, pageSize: 100 }, request)) {
      runs.push(...(page.RemediationExecutionStatuses ?? []));
    }
  } catch (error) {
    // Said by the check of the remediation itself.
    if (!isNamed(error, 'NoSuchRemediationConfigurationException')) throw error;
  }
  return runs;
}

/** The step that failed, in its own words; a run that SSM refused to start has none. */
function failureOf({ StepDetails: steps = [], LastUpdatedTime: time }: RemediationExecutionStatus): string {
  const step = steps.find(({ State: state }) => state === 'FAILED');
  const why = step ? `${step.Name}: ${step.ErrorMessage ?? 'no message'}` : 'no step ran: SSM did not start it';
  return `${why}${time ? ` (${isoTime(time)})` : ''}`;
}
