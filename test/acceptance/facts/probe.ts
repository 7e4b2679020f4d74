import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeConfigRuleEvaluationStatusCommand,
  DescribeRemediationConfigurationsCommand,
  type RemediationConfiguration,
  StartConfigRulesEvaluationCommand,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { type AutomationExecutionMetadata, paginateDescribeAutomationExecutions } from '@aws-sdk/client-ssm';
import type { Context } from '../context';
import { MINUTE, poll, SECOND } from '../poll';
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

/** @throws Error if the probe's stack or its remediation is not there */
export async function readProbe({ cloudformation, config }: Context): Promise<Probe> {
  const { Stacks: [stack] = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: PROBE }));
  const describe = new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: [PROBE] });
  const { RemediationConfigurations: [remediation] = [] } = await config.send(describe);
  if (!stack?.CreationTime || !remediation) throw new Error(`the stack ${PROBE} is not complete: begin again`);
  const parameter = (key: string) => stack.Parameters?.find(({ ParameterKey }) => ParameterKey === key)?.ParameterValue;
  const runParameter = (key: string) => [key, remediation.Parameters?.[key]?.StaticValue?.Values ?? []] as const;
  return {
    created: stack.CreationTime,
    requiresSourceArn: parameter('RequireSourceArn') === 'true',
    userId: parameter('UserId') ?? '',
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

export async function activityOf({ ssm, config }: Context, { created }: Probe): Promise<Activity> {
  const runs: AutomationExecutionMetadata[] = [];
  for await (const page of paginateDescribeAutomationExecutions({ client: ssm }, {})) {
    for (const run of page.AutomationExecutionMetadataList ?? []) {
      if (run.DocumentName === PROBE && (run.ExecutionStartTime ?? created) >= created) runs.push(run);
    }
  }
  const describe = new DescribeConfigRuleEvaluationStatusCommand({ ConfigRuleNames: [PROBE] });
  const { ConfigRulesEvaluationStatus: [status] = [] } = await config.send(describe);
  return { runs, evaluated: status?.LastSuccessfulEvaluationTime?.getTime() ?? 0 };
}

export function hasEnded({ AutomationExecutionStatus: status = 'Pending' }: AutomationExecutionMetadata): boolean {
  return /^(Success|Failed|TimedOut|Cancelled|CompletedWith\w+)$/.test(status);
}

/**
 * Waits until nothing has happened for a time: no run is under way, none has begun, and the rule has not reported.
 * @returns what has happened so far; undefined if Config does not come to rest within the time and half an hour
 */
export async function atRest(context: Context, probe: Probe, quiet: number): Promise<Activity | undefined> {
  const { time, tell } = context;
  tell(`Waiting until AWS Config has started nothing for ${quiet / MINUTE} minutes.`);
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
  context.tell('Waiting up to ten minutes for AWS Config to start a run.');
  const known = new Set(before.runs.map(({ AutomationExecutionId }) => AutomationExecutionId));
  return await poll(context.time, { every: 15 * SECOND, within: 10 * MINUTE }, async () => {
    const { runs } = await activityOf(context, probe);
    return runs.findLast(({ AutomationExecutionId }) => !known.has(AutomationExecutionId));
  });
}

/**
 * Has the rule evaluated, and waits until it has reported. Config refuses that while the rule is being evaluated, and
 * more than once a minute. The first evaluations after the stack was made can fail: IAM is eventually consistent.
 * @throws Error if the rule does not report within a quarter of an hour
 */
export async function evaluate(context: Context, probe: Probe): Promise<void> {
  const { evaluated } = await activityOf(context, probe);
  const reported = async () => (await activityOf(context, probe)).evaluated > evaluated || undefined;
  const done = await poll(context.time, { every: MINUTE, within: 15 * MINUTE }, async () => {
    await unlessRefused(/^(LimitExceeded|ResourceInUse)Exception$/, () =>
      context.config.send(new StartConfigRulesEvaluationCommand({ ConfigRuleNames: [PROBE] })),
    );
    return await poll(context.time, { every: 15 * SECOND, within: 2 * MINUTE }, reported);
  });
  if (!done) throw new Error(`the rule ${PROBE} has not reported within 15 minutes: look at its function's log`);
}

/** Has Config run the document for the probe's user. @returns why Config has not accepted that, if it has not */
export async function pressRemediate({ config, time }: Context, { userId }: Probe): Promise<string | undefined> {
  let refusal: string | undefined;
  const press = new StartRemediationExecutionCommand({
    ConfigRuleName: PROBE,
    ResourceKeys: [{ resourceType: 'AWS::IAM::User', resourceId: userId }],
  });
  await poll(time, { every: 30 * SECOND, within: 5 * MINUTE }, async () => {
    const { FailedItems = [], FailureMessage } = await config.send(press);
    refusal = FailedItems.length > 0 ? (FailureMessage ?? 'without a reason') : undefined;
    return refusal === undefined || undefined;
  });
  return refusal;
}

/** The answer of a call; undefined if AWS refuses it by an error with such a name. @throws any other error */
export async function unlessRefused<T>(names: RegExp, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Error && names.test(error.name)) return undefined;
    throw error;
  }
}
