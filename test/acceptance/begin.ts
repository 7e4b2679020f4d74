import { ListDiscoveredResourcesCommand } from '@aws-sdk/client-config-service';
import { HOUR, MINUTE } from '../../rule/decision/dates';
import { EVENT_TYPES } from '../../rule/reporting/event-types';
import { STEPS } from '../../remediation/protocol';
import { checkOf } from './check-of';
import { type Context, NAME, type Seen, type Step, USER_PATH } from './context';
import { checkEvaluation } from './evaluation';
import { eventsWith, type SeenEvent } from './events';
import { allRecent } from './expected';
import { PROBE, PROBE_TEMPLATE } from './facts/probe-template';
import { FACT_STEPS_OF_BEGIN } from './facts/steps';
import { checkPasswords, MADE_USERS, makeUsers, readIds, requireId } from './made-users';
import { type ProductTemplate, STACK_PARAMETERS } from './product';
import { runByHand } from './runs';
import { createStack } from './stacks';
import { USERS } from './users';
import { poll } from './poll';

/** An id of IAM's form that nobody has. */
const NOBODY = 'AIDAACCEPTANCENOBODY1';

/** Makes users and stacks, checks what can be seen within minutes, and finds the facts. */
export function stepsOfBegin({ text }: ProductTemplate): readonly Step[] {
  return [
    { name: 'users', run: checkUsers },
    { name: 'stacks', run: (context) => deploy(context, text) },
    { name: 'evaluation', run: evaluateNewUsers },
    { name: 'inventory', run: waitForInventory },
    { name: 'run of a compliant user', run: keepCompliant },
    { name: 'run of nobody', run: deleteNobody },
    ...FACT_STEPS_OF_BEGIN,
    { name: 'passwords', run: async (context) => ({ checks: [await checkPasswords(context)] }) },
  ];
}

async function checkUsers(context: Context): Promise<Seen> {
  await makeUsers(context);
  return { checks: [{ ok: true, title: `${MADE_USERS.length} users are below ${USER_PATH}` }] };
}

async function deploy(context: Context, template: string): Promise<Seen> {
  const UserId = await requireId(context, USERS.probe);
  // First the queue, or it would miss events.
  await createStack(context, PROBE, JSON.stringify(PROBE_TEMPLATE), { UserId });
  await createStack(context, NAME, template, STACK_PARAMETERS);
  return { checks: [{ ok: true, title: `The stacks ${NAME} and ${PROBE} are deployed` }] };
}

async function evaluateNewUsers(context: Context): Promise<Seen> {
  return { checks: [await checkEvaluation(context, 'Each user is COMPLIANT, for the right reason', allRecent)] };
}

/** The runbook gets a user's name from Config's inventory, which a recorder fills within minutes, or once a day. */
async function waitForInventory(context: Context): Promise<Seen> {
  const ids = await readIds(context.iam);
  let missing: string[] = [];
  await poll(context.time, { every: MINUTE / 4, within: HOUR }, async () => {
    const { resourceIdentifiers: known = [] } = await context.config.send(
      new ListDiscoveredResourcesCommand({ resourceType: 'AWS::IAM::User', resourceIds: [...ids.values()] }),
    );
    missing = [...ids].filter(([, id]) => !known.some(({ resourceId }) => resourceId === id)).map(([name]) => name);
    return missing.length === 0 || undefined;
  });
  const remedy = 'Set the recorder to continuous recording of AWS::IAM::User, then run clean and begin again.';
  return { checks: [checkOf("Config's inventory knows the users", missing, remedy)] };
}

async function keepCompliant(context: Context): Promise<Seen> {
  const { name } = USERS.idle;
  const run = await runByHand(context, await requireId(context, USERS.idle));
  const isKept = ({ detailType, detail }: SeenEvent) =>
    detailType === EVENT_TYPES.kept && detail['executionId'] === run.AutomationExecutionId;
  const events = await eventsWith(context, (seen) => seen.some(isKept));
  const { AutomationExecutionStatus: status, FailureMessage: message = 'no message' } = run;
  return {
    checks: [
      checkOf(
        `A run of the runbook for the compliant user ${name} ends in Success`,
        status === 'Success' ? [] : [`it is ${status}: ${message}`],
      ),
      checkOf(
        `Its event says that the password was kept`,
        events.some(isKept)
          ? []
          : [`the queue has no event "${EVENT_TYPES.kept}" of the run ${run.AutomationExecutionId}`],
      ),
    ],
  };
}

async function deleteNobody(context: Context): Promise<Seen> {
  const { StepExecutions: steps = [], AutomationExecutionStatus: status } = await runByHand(context, NOBODY);
  const deletion = steps.find(({ StepName }) => StepName === STEPS.delete)?.StepStatus ?? 'Pending';
  return {
    checks: [
      checkOf(
        `A run for an id that nobody has ends without a deletion (it is ${status})`,
        deletion === 'Pending' ? [] : [`its step ${STEPS.delete} is ${deletion}`],
      ),
    ],
  };
}
