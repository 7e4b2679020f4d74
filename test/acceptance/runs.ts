import {
  paginateDescribeRemediationExecutionStatus,
  type RemediationConfiguration,
  type RemediationExecutionStatus,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import {
  type AutomationExecution,
  type AutomationExecutionStatus,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { readRemediationConfigurations } from '../../audit/aws/deployments';
import { MINUTE } from '../../rule/decision/dates';
import { OperationFailed, required } from '../../rule/decision/errors';
import { type Context, NAME } from './context';
import { LONGEST_RUN } from './stacks';
import { poll } from './poll';
import { unlessRefused } from './unless-refused';

const RUNNING: ReadonlySet<string | undefined> = new Set(['QUEUED', 'IN_PROGRESS', 'UNKNOWN']);
/** AWS: "AutomationExecution", Systems Manager API Reference. */
const ENDED: ReadonlySet<string | undefined> = new Set<AutomationExecutionStatus>([
  'Success',
  'Failed',
  'TimedOut',
  'Cancelled',
  'CompletedWithSuccess',
  'CompletedWithFailure',
  'Exited',
  'Rejected',
]);

/** What Config remediates the product's rule with. */
export async function readRemediation({ config }: Pick<Context, 'config'>): Promise<RemediationConfiguration> {
  const [linked] = await readRemediationConfigurations(config, [NAME]);
  return required(linked, `the remediation of ${NAME}`);
}

/** The last run that Config shows for each of the users, if it began at this time or later. */
export async function runsSince(
  { config }: Pick<Context, 'config'>,
  since: Date,
  userIds: readonly string[],
): Promise<RemediationExecutionStatus[]> {
  const runs: RemediationExecutionStatus[] = [];
  const request = { ConfigRuleName: NAME };
  for await (const page of paginateDescribeRemediationExecutionStatus({ client: config, pageSize: 100 }, request)) {
    runs.push(...required(page.RemediationExecutionStatuses, 'RemediationExecutionStatuses'));
  }
  return runs.filter(
    ({ ResourceKey: key, InvocationTime: time }) =>
      userIds.includes(key?.resourceId ?? '') && time !== undefined && time >= since,
  );
}

/** The runs when they have ended. A run may wait hours for a credential report. @throws OperationFailed if one does not end */
export async function endedRuns(
  context: Context,
  since: Date,
  userIds: readonly string[],
): Promise<RemediationExecutionStatus[]> {
  let running = -1;
  const ended = await poll(context.time, { every: MINUTE, within: LONGEST_RUN }, async () => {
    const runs = await runsSince(context, since, userIds);
    const open = runs.filter(({ State: state }) => RUNNING.has(state)).length;
    if (open > 0 && open !== running) context.tell(`${open} of ${runs.length} runs in progress; they may take 5 hours`);
    running = open;
    return open === 0 ? runs : undefined;
  });
  if (ended) return ended;
  throw new OperationFailed(
    `${running} runs of the runbook have not ended within 5 hours: look at them in Systems Manager`,
  );
}

/** What the button Remediate does. @returns why Config does not start a run for each of the users, if it does not */
export async function pressRemediate(
  { config }: Pick<Context, 'config'>,
  userIds: readonly string[],
  ruleName = NAME,
): Promise<string | undefined> {
  const { FailedItems: failed = [], FailureMessage: reason = 'Config gives no reason' } = await config.send(
    new StartRemediationExecutionCommand({
      ConfigRuleName: ruleName,
      ResourceKeys: userIds.map((resourceId) => ({ resourceType: 'AWS::IAM::User', resourceId })),
    }),
  );
  return failed.length > 0 ? reason : undefined;
}

export function hasEnded({
  AutomationExecutionStatus: status,
}: Pick<AutomationExecution, 'AutomationExecutionStatus'>): boolean {
  return ENDED.has(status);
}

/** Starts the runbook by hand, as Config would for this user. @returns the execution when it has ended */
export async function runByHand(context: Context, userId: string): Promise<AutomationExecution> {
  const { ssm } = context;
  const { TargetId: DocumentName, Parameters: linked = {} } = await readRemediation(context);
  const roles = required(
    linked['AutomationAssumeRole']?.StaticValue?.Values,
    "the role in the remediation's parameters",
  );
  const { AutomationExecutionId: id } = await ssm.send(
    new StartAutomationExecutionCommand({
      DocumentName,
      Parameters: { AutomationAssumeRole: roles, ResourceId: [userId] },
    }),
  );
  const execution = await poll(context.time, { every: MINUTE / 4, within: MINUTE * 20 }, async () => {
    const answer = await unlessRefused('AutomationExecutionNotFoundException', () =>
      ssm.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id })),
    );
    const found = answer?.AutomationExecution;
    return found && hasEnded(found) ? found : undefined;
  });
  return required(execution, `an end of the run ${id} within 20 minutes`);
}
