import { UpdateLoginProfileCommand } from '@aws-sdk/client-iam';
import type { Check } from '../../audit/checks/checks';
import { verify } from '../../audit/verify/verify';
import { fetchCredentialReport } from '../../rule/account/credential-report';
import { isoTime, MINUTE } from '../../rule/decision/dates';
import { required } from '../../rule/decision/errors';
import { EVENT_TYPES } from '../../rule/reporting/event-types';
import { checkOf } from './check-of';
import { removeAll } from './clean';
import { type Context, NAME, type Seen, type Step } from './context';
import { checkEvaluation, lastEvaluation, startEvaluation } from './evaluation';
import { eventsWith } from './events';
import { allHeld, INACTIVE, REMOVED } from './expected';
import { FACT_STEPS_OF_FINISH } from './facts/steps';
import { checkPasswords, requireIds } from './made-users';
import { randomPassword } from './password';
import { refuseOtherUsers } from './refusals';
import type { ProductTemplate } from './product';
import { STEPS_AFTER_RUNS } from './removals';
import { endedRuns, pressRemediate, runsSince } from './runs';
import { completeStack, updateStack } from './stacks';
import { updateRunbook } from './runbook-update';
import { USERS } from './users';
import { poll } from './poll';

/** If anybody else becomes inactive too, everything is held again. */
const RAISED_CAP = String(INACTIVE.length);
/** How old a credential report may be for a run to delete a password by it; see docs/how-it-works.md. */
const REPORT_TOO_OLD = 31 * MINUTE;
const STARTED_WITHIN = { every: MINUTE / 4, within: 10 * MINUTE };

/** At least a day after `begin`: lets the runbook delete passwords, checks everything, and removes what was made. */
export function stepsOfFinish(template: ProductTemplate): readonly Step[] {
  return [
    ...FACT_STEPS_OF_FINISH,
    { name: 'stop', run: checkStop },
    { name: 'reset', run: resetPassword },
    { name: 'raised cap', run: raiseCap },
    { name: 'runs', run: waitForRuns },
    ...STEPS_AFTER_RUNS,
    { name: 'update', run: (context) => updateRunbook(context, template) },
    { name: 'verify', run: async (context) => ({ checks: [await checkVerify(context)] }) },
    { name: 'removal', run: async (context) => ({ checks: await removeAll(context) }) },
  ];
}

async function checkStop(context: Context): Promise<Seen> {
  const verdicts = await checkEvaluation(context, 'MaxRemovals 0 holds each inactive user, and no other', allHeld);
  const ofHold = ({ detailType }: { readonly detailType: string }) => detailType === EVENT_TYPES.held;
  const held = (await eventsWith(context, (events) => events.some(ofHold))).filter(ofHold).length;
  return {
    checks: [
      verdicts,
      checkOf('One event says that removals are held', held === 1 ? [] : [`the queue has ${held} of them`]),
      await checkPasswords(context),
    ],
  };
}

/**
 * An administrator resets a password. The runbook takes a credential report of the last 30 minutes for new enough, so this
 * waits until the present one is older, or shows the reset.
 */
async function resetPassword(context: Context): Promise<Seen> {
  const { iam, time, tell } = context;
  const { name } = USERS.reset;
  await iam.send(new UpdateLoginProfileCommand({ UserName: name, Password: randomPassword() }));
  const reset = time.now();
  const { generated } = await fetchCredentialReport(iam, time);
  const wait = generated.getTime() + REPORT_TOO_OLD - time.now().getTime();
  // A report takes a while to make: one of a few minutes later may have been begun before.
  if (generated.getTime() <= reset.getTime() + 5 * MINUTE && wait > 0) {
    tell(`waiting ${Math.ceil(wait / MINUTE)} minutes, until the credential report is too old to hide the reset`);
    await time.sleep(wait);
  }
  return { checks: [{ ok: true, title: `The password of ${name} was reset at ${isoTime(reset)}` }] };
}

/** AWS does not document whether the changed remediation starts the runs of users who are NON_COMPLIANT already. */
async function raiseCap(context: Context): Promise<Seen> {
  const ids = [...(await requireIds(context, ...REMOVED)).values()];
  // A user who has got a password since the last look could lose it.
  await refuseOtherUsers(context.iam, { deployed: true });
  const isRepeated = (await capOf(context)).cap === RAISED_CAP;
  // A run that is held could confirm after the change, and then be taken for an old one.
  if (!isRepeated) await endedRuns(context, new Date(0), [...(await requireIds(context, ...INACTIVE)).values()]);
  if (!isRepeated) await updateStack(context, NAME, { parameters: { MaxRemovals: RAISED_CAP } });
  const { raised } = await capOf(context);
  const ways = [
    {
      title: isRepeated
        ? 'The held runs have started since MaxRemovals was raised'
        : 'Raising MaxRemovals started the held runs',
      start: async () => undefined,
    },
    { title: 'Raising MaxRemovals started no runs; an evaluation did', start: () => startEvaluation(context) },
    {
      title: 'Neither raising MaxRemovals nor an evaluation started the held runs; the button Remediate did',
      start: async () => pressRemediate(context, [...(await requireIds(context, ...INACTIVE)).values()]),
    },
  ];
  for (const { title, start } of ways) {
    await start();
    const runs = await poll(context.time, STARTED_WITHIN, async () => {
      const found = await runsSince(context, raised, ids);
      return found.length === ids.length ? found : undefined;
    });
    if (!runs) continue;
    const evaluated = await lastEvaluation(context);
    const came = evaluated && evaluated > raised ? [`the rule was evaluated after that, on ${isoTime(evaluated)}`] : [];
    return { checks: [{ ok: true, title, details: came }] };
  }
  const remedy = 'Look at the rule in the AWS Config console: its remediation, and its remediation exceptions.';
  return { checks: [{ ok: false, title: 'Nothing started the runs that were held', remedy }] };
}

/** The stack's MaxRemovals, and when it was last changed. */
async function capOf(context: Context): Promise<{ cap: string | undefined; raised: Date }> {
  const { Parameters: parameters = [], LastUpdatedTime, CreationTime } = await completeStack(context, NAME);
  return {
    cap: parameters.find(({ ParameterKey: key }) => key === 'MaxRemovals')?.ParameterValue,
    raised: required(LastUpdatedTime ?? CreationTime, `the times of the stack ${NAME}`),
  };
}

async function waitForRuns(context: Context): Promise<Seen> {
  const ids = await requireIds(context, ...INACTIVE);
  const nameOf = (wanted?: string) => [...ids].find(([, id]) => id === wanted)?.[0];
  const { raised } = await capOf(context);
  const failed = (await endedRuns(context, raised, [...ids.values()])).filter(
    ({ State: state }) => state !== 'SUCCEEDED',
  );
  return {
    checks: [
      checkOf(
        'Each run has ended in success',
        failed.map(({ ResourceKey: key, State: state, StepDetails: steps = [] }) => {
          const why = steps.find(({ State: step }) => step === 'FAILED')?.ErrorMessage ?? 'no message';
          return `the run for ${nameOf(key?.resourceId)} is ${state}: ${why}`;
        }),
      ),
    ],
  };
}

/** All checks of `npm run verify` as one. */
async function checkVerify(context: Context): Promise<Check> {
  const { region, time } = context;
  const checks = await verify(context, { region, ruleName: NAME, time });
  const failed = checks.filter(({ ok }) => !ok);
  return checkOf(
    `The ${checks.length} checks of npm run verify pass`,
    failed.flatMap(({ title, details = [] }) => [title, ...details]),
  );
}
