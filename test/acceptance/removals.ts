import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { type AwsSecurityFinding, paginateGetFindings } from '@aws-sdk/client-securityhub';
import { findRule } from '../../audit/aws/deployments';
import { DAY, MINUTE } from '../../rule/decision/dates';
import { isNamed, required } from '../../rule/decision/errors';
import { isRecord } from '../../rule/decision/json';
import { EVENT_TYPES } from '../../rule/reporting/event-types';
import type { MetricName } from '../../rule/metrics';
import { checkOf } from './check-of';
import { type Context, NAME, type Seen, type Step } from './context';
import { checkEvaluation } from './evaluation';
import { eventsWith, type SeenEvent } from './events';
import { allRemoved } from './expected';
import { MADE_USERS, readMadeUsers, requireIds } from './made-users';
import { runsSince } from './runs';
import { completeStack, resourcesOf } from './stacks';
import { type MadeUser, USERS } from './users';
import { poll } from './poll';

/** How long CloudWatch and Security Hub may take to show something. */
const SHOWN_WITHIN = { every: MINUTE, within: 15 * MINUTE };

/** The users whose password the runbook has deleted. */
const REMOVED: readonly MadeUser[] = [USERS.idle, USERS.odd];
const METRICS: readonly MetricName[] = ['Users', 'Inactive', 'Removed'];

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
  const ids = await requireIds(context, ...REMOVED, USERS.reset);
  const { LastUpdatedTime: raised = new Date(0) } = await completeStack(context, NAME);
  // If the rule has seen the reset before Config starts the user's run, there is none.
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
      checkOf('Each deleted and each kept password has its event, and each change of compliance', problems),
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
  const deleted = count(EVENT_TYPES.deleted);
  const expected = Number(REMOVED.some((user) => user.name === name));
  return [
    ...(deleted === expected ? [] : [`${name}: ${deleted} events "${EVENT_TYPES.deleted}", not ${expected}`]),
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

/** Security Hub imports the results of Config rules, on a best-effort basis, within minutes. */
async function checkFindings(context: Context): Promise<Seen> {
  const rule = required((await findRule(context.config, NAME))?.ConfigRuleArn, `the ARN of the rule ${NAME}`);
  const users = REMOVED.map(({ name }) => name);
  try {
    let missing: string[] = [];
    await poll(context.time, SHOWN_WITHIN, async () => {
      const findings = await findingsOf(context, rule);
      missing = users.filter((name) => !findings.some((finding) => isPassed(finding, name)));
      return missing.length === 0 || undefined;
    });
    return {
      checks: [
        checkOf(
          'Security Hub has a finding for each user who has lost the password, and it has passed',
          missing.map((name) => `there is none for ${name}`),
          'Look whether Security Hub accepts findings from AWS Config (console, Integrations).',
        ),
      ],
    };
  } catch (error) {
    // "Either Security Hub is not enabled for the account, or the account does not have permission": "GetFindings".
    if (!isNamed(error, 'InvalidAccessException')) throw error;
    return { checks: [{ ok: true, title: 'Security Hub is not on in this account and region: nothing to check' }] };
  }
}

async function findingsOf({ securityhub }: Context, rule: string): Promise<AwsSecurityFinding[]> {
  const findings: AwsSecurityFinding[] = [];
  const Filters = { GeneratorId: [{ Value: rule, Comparison: 'EQUALS' as const }] };
  for await (const page of paginateGetFindings({ client: securityhub }, { Filters })) {
    findings.push(...required(page.Findings, 'Findings'));
  }
  return findings;
}

function isPassed({ Resources: resources = [], Compliance: compliance }: AwsSecurityFinding, name: string): boolean {
  return compliance?.Status === 'PASSED' && resources.some(({ Id: id }) => id?.endsWith(`/${name}`));
}

async function checkMetrics(context: Context): Promise<Seen> {
  const { CreationTime: StartTime } = await completeStack(context, NAME);
  let missing: MetricName[] = [];
  await poll(context.time, SHOWN_WITHIN, async () => {
    const sums = await Promise.all(METRICS.map((name) => sumOf(context, name, StartTime)));
    missing = METRICS.filter((_name, index) => !sums[index]);
    return missing.length === 0 || undefined;
  });
  return {
    checks: [
      checkOf(
        `The metrics ${METRICS.join(', ')} have datapoints`,
        missing.map((name) => `the sum of ${name} is 0`),
      ),
    ],
  };
}

async function sumOf({ cloudwatch, time }: Context, MetricName: MetricName, StartTime: Date | undefined) {
  const { Datapoints: datapoints } = await cloudwatch.send(
    new GetMetricStatisticsCommand({
      Namespace: NAME,
      MetricName,
      StartTime,
      EndTime: new Date(time.now().getTime() + DAY),
      Period: DAY / 1000,
      Statistics: ['Sum'],
    }),
  );
  return required(datapoints, 'Datapoints').reduce((sum, { Sum: value = 0 }) => sum + value, 0);
}

async function checkAlarms(context: Context): Promise<Seen> {
  const AlarmNames = await resourcesOf(context, NAME, 'AWS::CloudWatch::Alarm');
  const { MetricAlarms: alarms } = await context.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  const loud = required(alarms, 'MetricAlarms').filter(({ StateValue: state }) => state === 'ALARM');
  return {
    checks: [
      checkOf(
        `None of the stack's ${AlarmNames.length} alarms is in ALARM`,
        loud.map(({ AlarmName: name, AlarmDescription: what }) => `${name}: ${what}`),
        `Look at the function's log; then run npm run verify -- --rule-name ${NAME}.`,
      ),
    ],
  };
}
