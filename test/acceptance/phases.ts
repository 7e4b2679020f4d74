import { isoTime } from '../../rule/decision/dates';
import { stepsOfBegin } from './begin';
import { removeAll } from './clean';
import { costText } from './cost';
import { stepsOfFinish } from './finish';
import { Refusal } from './errors';
import { refuseEarly, refuseMadeUsers, refuseOtherUsers, refuseStacks, refuseUnready } from './refusals';
import { openSteps, type AcceptanceRun } from './acceptance-run';

/** `begin`, or what is left of it. @returns the exit status @throws Refusal; StepFailed */
export async function begin(run: AcceptanceRun): Promise<0 | 1> {
  const { context } = run;
  const steps = stepsOfBegin(await run.template());
  const saved = await run.saved();
  const present = saved?.removed === undefined ? saved : undefined;
  await refuseOtherUsers(context.iam, { deployed: present !== undefined });
  if (present && openSteps('begin', steps, present).length === 0) {
    throw new Refusal('begin has been completed: run finish a day later, or clean and then begin again');
  }
  if (!present) {
    await refuseStacks(context, run.file);
    await refuseMadeUsers(context.iam, run.file);
    await refuseUnready(context);
    run.showSentence(costText());
  }
  return run.conclude('begin', await run.complete('begin', steps, present ?? (await run.start())));
}

/** `finish`, or what is left of it. @returns the exit status @throws Refusal; StepFailed */
export async function finish(run: AcceptanceRun): Promise<0 | 1> {
  const template = await run.template();
  const saved = await run.saved();
  if (!saved) throw new Refusal(`begin has not been run in this account: there is no ${run.file}`);
  if (saved.removed !== undefined) {
    throw new Refusal(`what begin made was removed on ${isoTime(new Date(saved.removed))}: run begin again`);
  }
  const [left] = openSteps('begin', stepsOfBegin(template), saved);
  if (left) throw new Refusal(`begin has not been completed: run it again, and it goes on with "${left.name}"`);
  await refuseOtherUsers(run.context.iam, { deployed: true });
  await refuseEarly(run.context);
  const results = await run.complete('finish', stepsOfFinish(template), saved);
  await run.markRemoved(results);
  return run.conclude('finish', results);
}

/** `clean`, at any time. @returns the exit status */
export async function clean(run: AcceptanceRun): Promise<0> {
  const saved = await run.saved();
  run.showChecks(await removeAll(run.context));
  if (saved && saved.removed === undefined) await run.markRemoved(saved);
  return 0;
}
