import type { RemediationExecutionStatus } from '@aws-sdk/client-config-service';
import type { AutomationExecutionMetadata } from '@aws-sdk/client-ssm';
import { MINUTE, SECOND } from '../../../rule/decision/dates';
import type { Context, Step } from '../context';
import { poll } from '../poll';
import { hasEnded } from '../runs';
import { updateStack } from '../stacks';
import { type FactAnswer, unclear } from './facts';
import { activityOf, evaluate, lastAttempt, pressUntilAccepted, type Probe, readProbe } from './probe';
import { PROBE } from './probe-template';

/**
 * Has Config run the probe's document, whose role can be assumed with aws:SourceArn only. If that fails, and succeeds
 * when the condition is gone, Config's runs do not carry the key. The condition stays away then, so the other facts can
 * be found. The step before has shown that a run started by hand can assume the role.
 */
export const sourceArn: Step = {
  name: 'AWS Config runs the probe',
  run: async (context) => ({ facts: { sourceArn: await answer(context, await readProbe(context)) } }),
};

async function answer(context: Context, probe: Probe): Promise<FactAnswer<'sourceArn'>> {
  if (!probe.requiresSourceArn) return await withoutCondition(context, probe, 'as seen before this step was repeated');
  const first = await attempt(context, probe, () => evaluate(context, probe));
  const last = isRun(first)
    ? first
    : ((await attempt(context, probe, () => pressUntilAccepted(context, probe))) ?? first);
  if (last === undefined) return unclear('AWS Config started no run within ten minutes.');
  if (isRun(last)) {
    const evidence = `The run ${last.AutomationExecutionId}, which Config started, assumed a role that requires aws:SourceArn.`;
    return { answer: 'yes', evidence };
  }
  context.tell('a run that Config started has failed: trying a role that does not require aws:SourceArn');
  await updateStack(context, PROBE, { parameters: { RequireSourceArn: 'false' } });
  return await withoutCondition(context, probe, last);
}

/** @param failure what was seen while the role required aws:SourceArn */
async function withoutCondition(context: Context, probe: Probe, failure: string): Promise<FactAnswer<'sourceArn'>> {
  const run = await poll(context.time, { every: MINUTE, within: 10 * MINUTE }, async () => {
    const seen = await attempt(context, probe, () => pressUntilAccepted(context, probe));
    return isRun(seen) ? seen : undefined;
  });
  if (!run) return unclear(`Runs that AWS Config starts fail even without a condition on aws:SourceArn: ${failure}.`);
  return {
    answer: 'no',
    evidence: `The run that Config started failed (${failure}) while the role required aws:SourceArn; without that, ${run.AutomationExecutionId} succeeded.`,
  };
}

/**
 * No run has succeeded before: the first that succeeds settles the fact.
 * @returns the run that succeeds, or how a new one fails; undefined if there is neither within ten minutes
 */
async function attempt(
  context: Context,
  probe: Probe,
  start: () => Promise<unknown>,
): Promise<AutomationExecutionMetadata | string | undefined> {
  const known = new Set((await activityOf(context, probe)).runs.map(({ AutomationExecutionId: id }) => id));
  const before = await lastAttempt(context, probe);
  await start();
  return await poll(context.time, { every: 15 * SECOND, within: 10 * MINUTE }, async () => {
    const { runs } = await activityOf(context, probe);
    const succeeded = runs.find(({ AutomationExecutionStatus }) => AutomationExecutionStatus === 'Success');
    if (succeeded) return succeeded;
    const failed = runs.find((run) => !known.has(run.AutomationExecutionId) && hasEnded(run));
    if (failed) return `${failed.AutomationExecutionStatus}: ${failed.FailureMessage}`;
    const status = await lastAttempt(context, probe);
    const isNew = status?.InvocationTime?.getTime() !== before?.InvocationTime?.getTime();
    return isNew && status?.State === 'FAILED' ? failureOf(status) : undefined;
  });
}

function isRun(seen: AutomationExecutionMetadata | string | undefined): seen is AutomationExecutionMetadata {
  return typeof seen === 'object';
}

function failureOf({ State, StepDetails = [] }: RemediationExecutionStatus): string {
  const [message] = StepDetails.flatMap(({ ErrorMessage }) => ErrorMessage ?? []);
  return message ?? `${State}, and SSM has no run`;
}
