import { DescribeAlarmsCommand, GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import { type AwsSecurityFinding, paginateGetFindings } from '@aws-sdk/client-securityhub';
import { findRule } from '../../audit/aws/deployments';
import { DAY, MINUTE } from '../../rule/decision/dates';
import { isNamed, required } from '../../rule/decision/errors';
import type { MetricName } from '../../rule/metrics';
import { checkOf } from './check-of';
import { type Context, NAME, type Seen } from './context';
import { REMOVED } from './expected';
import { requireIds } from './made-users';
import { poll } from './poll';
import { completeStack, resourcesOf } from './stacks';

/** How long CloudWatch and Security Hub may take to show something. */
const SHOWN_WITHIN = { every: MINUTE, within: 15 * MINUTE };

const METRICS: readonly MetricName[] = ['Users', 'Inactive', 'Removed'];

/** Security Hub imports the results of Config rules, on a best-effort basis, within minutes. */
export async function checkFindings(context: Context): Promise<Seen> {
  const rule = required((await findRule(context.config, NAME))?.ConfigRuleArn, `the ARN of the rule ${NAME}`);
  const users = await requireIds(context, ...REMOVED);
  try {
    let missing: string[] = [];
    await poll(context.time, SHOWN_WITHIN, async () => {
      const findings = await findingsOf(context, rule);
      missing = [...users]
        .filter(([name, id]) => !findings.some((finding) => isPassed(finding, [`/${name}`, id])))
        .map(([name]) => name);
      return missing.length === 0 || undefined;
    });
    return {
      checks: [
        checkOf(
          'Security Hub has a finding for each user who has lost the password, and it has passed',
          missing.map((name) => `no passed finding for ${name}`),
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

/** @param endings of the resource's id: AWS does not document whether it is the user's ARN or the id */
function isPassed(
  { Resources: resources = [], Compliance: compliance }: AwsSecurityFinding,
  endings: readonly string[],
): boolean {
  return (
    compliance?.Status === 'PASSED' &&
    resources.some(({ Id: id = '' }) => endings.some((ending) => id.endsWith(ending)))
  );
}

/** CloudWatch has got what the function has written. */
export async function checkMetrics(context: Context): Promise<Seen> {
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

/** Nothing that the run does is an incident. */
export async function checkAlarms(context: Context): Promise<Seen> {
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
