import {
  DescribeRemediationExecutionStatusCommand,
  type RemediationConfiguration,
  type RemediationExecutionStatus,
} from '@aws-sdk/client-config-service';
import { type AutomationExecutionMetadata, paginateDescribeAutomationExecutions } from '@aws-sdk/client-ssm';
import { readRemediationConfigurations } from '../../../audit/aws/deployments';
import { MINUTE, SECOND } from '../../../rule/decision/dates';
import { OperationFailed, required } from '../../../rule/decision/errors';
import type { Context } from '../context';
import { lastEvaluation, startEvaluation } from '../evaluation';
import { poll } from '../poll';
import { hasEnded, pressRemediate } from '../runs';
import { completeStack } from '../stacks';
import { unclear } from './facts';
import { FUNCTION_PARAMETER, ROLE_PARAMETER } from './probe-documents';
import { PROBE } from './probe-template';

/** The probe as it is deployed. */
export interface Probe {
  /** When its stack was created: runs of an older stack's document are listed too. */
  readonly created: Date;
  readonly requiresSourceArn: boolean;
  /** The id of the user that the rule calls NON_COMPLIANT. */
  readonly userId: string;
  readonly remediation: RemediationConfiguration;
  /** The parameters of a run that is started by hand. */
  readonly runParameters: Record<string, string[]>;
}

/** @throws OperationFailed if the probe's stack or its remediation is not there */
export async function readProbe(context: Context): Promise<Probe> {
  const { CreationTime, Parameters } = await completeStack(context, PROBE);
  const [linked] = await readRemediationConfigurations(context.config, [PROBE]);
  const remediation = required(linked, `the remediation of ${PROBE}`);
  const parameter = (key: string) => Parameters?.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue;
  const runParameter = (key: string) => [key, remediation.Parameters?.[key]?.StaticValue?.Values ?? []] as const;
  return {
    created: required(CreationTime, 'CreationTime'),
    requiresSourceArn: parameter('RequireSourceArn') === 'true',
    userId: required(parameter('UserId'), 'the parameter UserId'),
    remediation,
    runParameters: Object.fromEntries([ROLE_PARAMETER, FUNCTION_PARAMETER].map(runParameter)),
  };
}

/** What Config has done with the probe so far. */
export interface Activity {
  /** Every run of the probe's document, latest first. Config has started each: nobody else runs this document. */
  readonly runs: readonly AutomationExecutionMetadata[];
  /** When the rule last reported, in milliseconds since the epoch; 0 if it never has. */
  readonly evaluated: number;
}

export async function activityOf(context: Context, { created }: Probe): Promise<Activity> {
  const runs: AutomationExecutionMetadata[] = [];
  for await (const page of paginateDescribeAutomationExecutions({ client: context.ssm }, {})) {
    const listed = required(page.AutomationExecutionMetadataList, 'AutomationExecutionMetadataList');
    runs.push(...listed.filter(({ DocumentName }) => DocumentName === PROBE));
  }
  return {
    runs: runs.filter(({ ExecutionStartTime: start }) => required(start, 'ExecutionStartTime') >= created),
    evaluated: (await lastEvaluation(context, PROBE))?.getTime() ?? 0,
  };
}

/** What Config shows of the last run for the probe's user, even if SSM has refused to start it. */
export async function lastAttempt(
  { config }: Context,
  { userId }: Probe,
): Promise<RemediationExecutionStatus | undefined> {
  const { RemediationExecutionStatuses: statuses } = await config.send(
    new DescribeRemediationExecutionStatusCommand({
      ConfigRuleName: PROBE,
      ResourceKeys: [{ resourceType: 'AWS::IAM::User', resourceId: userId }],
    }),
  );
  return required(statuses, 'RemediationExecutionStatuses')[0];
}

/** The answer if Config does not come to rest. */
export const NO_REST = unclear(
  'AWS Config did not come to rest: runs began, or the rule was evaluated, by themselves.',
);

/**
 * Waits until nothing has happened for a time: no run is under way, none has begun, and the rule has not reported.
 * @returns what has happened so far; undefined if Config does not come to rest within the time and half an hour
 */
export async function atRest(context: Context, probe: Probe, quiet: number): Promise<Activity | undefined> {
  const { time, tell } = context;
  tell(`waiting until Config has started nothing for ${quiet / MINUTE} minutes`);
  const look = async () => ({ ...(await activityOf(context, probe)), since: time.now().getTime() });
  let last = await look();
  return await poll(time, { every: 30 * SECOND, within: quiet + 30 * MINUTE }, async () => {
    const now = await look();
    const changed = now.runs.length !== last.runs.length || now.evaluated !== last.evaluated;
    if (changed || !now.runs.every(hasEnded)) last = now;
    return now.since - last.since >= quiet ? now : undefined;
  });
}

/** The first of what has begun since, if anything begins within ten minutes. */
export async function runAfter(
  context: Context,
  probe: Probe,
  before: Activity,
): Promise<AutomationExecutionMetadata | undefined> {
  context.tell('waiting for Config to start a run, for ten minutes at most');
  const known = new Set(before.runs.map(({ AutomationExecutionId }) => AutomationExecutionId));
  return await poll(context.time, { every: 15 * SECOND, within: 10 * MINUTE }, async () => {
    const { runs } = await activityOf(context, probe);
    return runs.findLast(({ AutomationExecutionId }) => !known.has(AutomationExecutionId));
  });
}

/**
 * Has the rule evaluated, and waits until it has reported. The first evaluations after the stack was made can fail: IAM
 * is eventually consistent.
 * @throws OperationFailed if the rule does not report within a quarter of an hour
 */
export async function evaluate(context: Context, probe: Probe): Promise<void> {
  const { evaluated } = await activityOf(context, probe);
  const done = await poll(context.time, { every: MINUTE, within: 15 * MINUTE }, async () => {
    await startEvaluation(context, PROBE);
    return await poll(context.time, { every: 15 * SECOND, within: 2 * MINUTE }, async () => {
      const now = await activityOf(context, probe);
      return now.evaluated > evaluated || undefined;
    });
  });
  if (!done) throw new OperationFailed(`the rule ${PROBE} has not reported for 15 minutes: see its function's log`);
}

/** Has Config run the document for the probe's user. @returns why Config does not, if it refuses for five minutes */
export async function pressUntilAccepted(context: Context, { userId }: Probe): Promise<string | undefined> {
  let refusal: string | undefined;
  await poll(context.time, { every: 30 * SECOND, within: 5 * MINUTE }, async () => {
    refusal = await pressRemediate(context, [userId], PROBE);
    return refusal === undefined || undefined;
  });
  return refusal;
}
