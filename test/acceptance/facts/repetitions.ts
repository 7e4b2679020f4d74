import { PutRemediationConfigurationsCommand } from '@aws-sdk/client-config-service';
import { MINUTE } from '../../../rule/decision/dates';
import type { Context, Step } from '../context';
import { type FactAnswer, unclear } from './facts';
import { type Activity, activityOf, atRest, evaluate, NO_REST, type Probe, readProbe, runAfter } from './probe';

type Repetition = FactAnswer<'repeatedPut' | 'repeatedNonCompliant'>;

/** Puts the probe's remediation again, as it is, while nothing else happens. */
export const repeatedPut: Step = {
  name: 'the remediation is put again',
  run: async (context) => {
    const probe = await readProbe(context);
    // As long as a run is waited for: if one began by itself, it would begin now.
    const answer = await afterRest(context, probe, 10 * MINUTE, async (before) => {
      const RemediationConfigurations = [{ ...probe.remediation, Arn: undefined }];
      await context.config.send(new PutRemediationConfigurationsCommand({ RemediationConfigurations }));
      const seen = await startedBy('PutRemediationConfigurations', context, probe, before);
      const { evaluated } = await activityOf(context, probe);
      return evaluated === before.evaluated ? seen : unclear('The rule was evaluated while a run was waited for.');
    });
    return { facts: { repeatedPut: answer } };
  },
};

/** Has the probe's rule report NON_COMPLIANT again. */
export const repeatedNonCompliant: Step = {
  name: 'NON_COMPLIANT is reported again',
  run: async (context) => {
    const probe = await readProbe(context);
    const answer = await afterRest(context, probe, 10 * MINUTE, async (before) => {
      await evaluate(context, probe);
      return await startedBy('the second NON_COMPLIANT', context, probe, before);
    });
    return { facts: { repeatedNonCompliant: answer } };
  },
};

/** Does something when Config has come to rest. */
async function afterRest(
  context: Context,
  probe: Probe,
  quiet: number,
  act: (before: Activity) => Promise<Repetition>,
): Promise<Repetition> {
  const before = await atRest(context, probe, quiet);
  if (!before) return NO_REST;
  // The first evaluation has started a run, or there is nothing to compare with.
  if (before.runs.length === 0) return unclear('AWS Config has not started any run of the probe.');
  return await act(before);
}

async function startedBy(what: string, context: Context, probe: Probe, before: Activity): Promise<Repetition> {
  const run = await runAfter(context, probe, before);
  if (!run) return { answer: 'is ignored', evidence: `No run began within ten minutes of ${what}.` };
  const { AutomationExecutionId: id, ExecutionStartTime: start } = run;
  return { answer: 'starts a run', evidence: `The run ${id} began after ${what}, at ${start?.toISOString()}.` };
}
