import { isRecord } from '../../rule/decision/json';
import { EVENT_TYPES } from '../../rule/reporting/event-types';
import { checkOf } from './check-of';
import { type Context, NAME, type Seen, type Step } from './context';
import { checkEvaluation } from './evaluation';
import { eventsWith, type SeenEvent } from './events';
import { allRemoved, INACTIVE, REMOVED } from './expected';
import { MADE_USERS, readMadeUsers, requireIds } from './made-users';
import { runsSince } from './runs';
import { checkAlarms, checkFindings, checkMetrics } from './signals';
import { completeStack } from './stacks';

/** What must hold when the runs have ended. */
export const STEPS_AFTER_RUNS: readonly Step[] = [
  { name: 'users after the runs', run: checkUsers },
  { name: 'events', run: checkEvents },
  { name: 'Security Hub', run: checkFindings },
  { name: 'metrics', run: checkMetrics },
  { name: 'alarms', run: checkAlarms },
];

async function checkUsers(context: Context): Promise<Seen> {
  const users = await readMadeUsers(context.iam);
  const problems = MADE_USERS.flatMap((user) => {
    const { name, has } = user;
    const state = users.get(name);
    if (!state) return [`${name} is gone`];
    const hasPassword = state.passwordCreated !== undefined;
    const mayHave = has.password === true && !REMOVED.includes(user);
    return [
      ...(hasPassword === mayHave ? [] : [`${name} has ${hasPassword ? 'a' : 'no'} password`]),
      ...(state.accessKeys > 0 === (has.accessKey ?? false) ? [] : [`${name} has ${state.accessKeys} access keys`]),
      ...(state.tagged === (has.exemptTag ?? false) ? [] : [`${name} is ${state.tagged ? '' : 'not '}tagged`]),
    ];
  });
  const lost = REMOVED.map(({ name }) => name).join(' and ');
  return {
    checks: [
      checkOf(`${lost} have lost the password; every user, key, tag and other password is still there`, problems),
      await checkEvaluation(context, 'Each user is COMPLIANT again, for the right reason', allRemoved),
    ],
  };
}

async function checkEvents(context: Context): Promise<Seen> {
  const ids = await requireIds(context, ...INACTIVE);
  const { LastUpdatedTime: raised = new Date(0) } = await completeStack(context, NAME);
  // Config starts no run for a user whose reset the rule has already seen.
  const kept = new Set(
    (await runsSince(context, raised, [...ids.values()])).map(({ ResourceKey: key }) => key?.resourceId),
  );
  for (const { name } of REMOVED) kept.delete(ids.get(name));
  let problems: string[] = [];
  const events = await eventsWith(context, (seen) => {
    problems = [...ids].flatMap(([name, id]) =>
      problemsOf(
        name,
        seen.filter((event) => isAbout(event, id)),
        kept.has(id),
      ),
    );
    return problems.length === 0;
  });
  const runs = events.filter(({ source, detail }) => source === 'aws.ssm' && detail['Status'] === 'Success').length;
  return {
    checks: [
      checkOf('Each deleted and each kept password has its event and message, and each change of compliance', problems),
      checkOf("Systems Manager's events tell how the runs ended", runs > 0 ? [] : ['the queue has none of a success']),
    ],
  };
}

/** @param events about this user @param isKept whether a run has kept the password */
function problemsOf(name: string, events: readonly SeenEvent[], isKept: boolean): string[] {
  const count = (type: string) => events.filter(({ detailType }) => detailType === type).length;
  const changes = new Set(
    events.filter(({ source }) => source === 'aws.config').map(({ detail }) => complianceIn(detail)),
  );
  const deletions = events.filter(({ detailType }) => detailType === EVENT_TYPES.deleted);
  const expected = Number(REMOVED.some((user) => user.name === name));
  return [
    ...(deletions.length === expected
      ? []
      : [`${name}: ${deletions.length} events "${EVENT_TYPES.deleted}", not ${expected}`]),
    ...deletions
      .map(({ detail }) => String(detail['message']))
      .filter((message) => !message.includes(`aws iam create-login-profile --user-name=${name} `))
      .map((message) => `${name}: the message lacks the command that gives access back: ${message}`),
    ...(isKept && count(EVENT_TYPES.kept) === 0 ? [`${name}: no event "${EVENT_TYPES.kept}"`] : []),
    ...['NON_COMPLIANT', 'COMPLIANT']
      .filter((type) => !changes.has(type))
      .map((type) => `${name}: no change of compliance to ${type}`),
  ];
}

function isAbout({ detail }: SeenEvent, id: string): boolean {
  return detail['userId'] === id || detail['resourceId'] === id;
}

function complianceIn({ newEvaluationResult: result }: SeenEvent['detail']): string {
  return isRecord(result) ? String(result['complianceType']) : 'no result';
}
