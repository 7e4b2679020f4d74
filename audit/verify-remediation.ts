import {
  type ConfigServiceClient,
  DescribeRemediationConfigurationsCommand,
  paginateDescribeRemediationExceptions,
  paginateDescribeRemediationExecutionStatus,
  type RemediationException,
  type RemediationExecutionStatus,
} from '@aws-sdk/client-config-service';
import { isNamed } from '../rule/errors';
import type { Check } from './checks';
import { countOf, quoted, timeInWords } from './words';

interface Known {
  readonly region: string;
  readonly ruleName: string;
  /** The users' names by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** Whether the rule's remediation is linked, and who starts it. AWS: "DescribeRemediationConfigurations". */
export async function checkRemediation(config: ConfigServiceClient, ruleName: string): Promise<Check> {
  const { RemediationConfigurations: [linked] = [] } = await config.send(
    new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [ruleName] }),
  );
  if (!linked) {
    return {
      ok: false,
      title: 'No remediation is linked to the rule: it reports, and nobody acts',
      remedy: 'Update the stack from the synthesized template; to act by hand only, set AutomaticRemediation=false.',
    };
  }
  const how = linked.Automatic === true ? 'automatic' : 'manual: by the Remediate button';
  return { ok: true, title: `Its remediation is linked, ${how}`, details: [`runbook ${linked.TargetId}`] };
}

/** Users whom an exception keeps from being remediated, with the command that clears it. */
export async function checkExceptions(config: ConfigServiceClient, known: Known): Promise<Check> {
  const exceptions: RemediationException[] = [];
  const request = { ConfigRuleName: known.ruleName };
  for await (const page of paginateDescribeRemediationExceptions({ client: config, pageSize: 100 }, request)) {
    exceptions.push(...(page.RemediationExceptions ?? []));
  }
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
  return `${message ?? 'no reason is given'}${until ? ` (until ${timeInWords(until)})` : ''}`;
}

function clearCommand({ ResourceId: id, ResourceType: type }: RemediationException, known: Known): string {
  return (
    `aws configservice delete-remediation-exceptions --region ${known.region} ` +
    `--config-rule-name ${quoted(known.ruleName)} ` +
    `--resource-keys ${quoted(`ResourceType=${type},ResourceId=${id}`)}`
  );
}

/** The users whose last run of the runbook failed, and why. AWS: "DescribeRemediationExecutionStatus". */
export async function checkRuns(config: ConfigServiceClient, known: Known): Promise<Check> {
  const runs = await readRuns(config, known.ruleName);
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
  return `${why}${time ? ` (${timeInWords(time)})` : ''}`;
}

function userOf(id: string | undefined, { names }: Known): string {
  const name = id === undefined ? undefined : names.get(id);
  return name === undefined ? (id ?? 'an unknown user') : `${name} (${id})`;
}
