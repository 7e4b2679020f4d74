import { annotate } from '../../../rule/decision/annotation';
import type { Verdict } from '../../../rule/decision/decide';
import { holdOn } from '../../../rule/decision/hold';
import type { LocalOrganization } from '../../../sandbox/index';
import { DAY, HOUR } from '../../support/durations';
import { synthesizedTemplate } from '../../support/deployed-account';
import { parameters } from '../../rule/facts';
import {
  audit,
  auditedOrganization,
  auditorOf,
  CLOSED,
  deployAggregator,
  LABS,
  MANAGEMENT,
  PAYMENTS,
  summary,
} from '../audited-organization';
import { alterAnswers } from '../../support/alter-answers';

const now = Math.floor(Date.now() / 1000) * 1000;
const RULE = parameters({ maxIdleDays: 45 });

let local: LocalOrganization;
beforeEach(async () => {
  local = await auditedOrganization({}, now);
  await deployAggregator(local);
  for (const accountId of [PAYMENTS, MANAGEMENT]) await local.account(accountId).deploy(synthesizedTemplate(), {});
  record(MANAGEMENT, 'AIDA0', 'COMPLIANT', annotate('root-bob', { kind: 'no password' }, RULE));
});
afterEach(() => local.close());

/** What the rule has put, an hour ago. */
function record(
  accountId: string,
  resourceId: string,
  complianceType: 'COMPLIANT' | 'NON_COMPLIANT',
  annotation: string,
  at = now - HOUR,
) {
  const times = { orderingTimestamp: at, recorded: at, invoked: at };
  local
    .account(accountId)
    .config.compliance.record({ ruleName: 'inactive-iam-users', resourceId, complianceType, annotation, ...times });
}

const ago = (days: number) => new Date(now - days * DAY);
const signedIn = (days: number) => ({ kind: 'sign-in' as const, date: ago(days) });
const inactive = (days: number): Verdict => ({ kind: 'inactive', lastActivity: signedIn(days) });
const CALLER = ['audit --aggregator'] as const;

describe('The audit of an aggregator', () => {
  it('shows what Config stores of each account, as of when, and which accounts it does not know', async () => {
    record(
      PAYMENTS,
      'AIDA1',
      'NON_COMPLIANT',
      annotate('dave', inactive(100), RULE, { hold: holdOn(11, 10) ?? { inactive: 0, maxRemovals: 0 } }),
    );
    record(PAYMENTS, 'AIDA2', 'COMPLIANT', annotate('ann', { kind: 'exempt', by: { kind: 'tag', key: 'keep' } }, RULE));

    const audited = await audit('--aggregator all', await auditorOf(local, CALLER));

    expect(summary(audited)).toEqual([
      [MANAGEMENT, undefined, 'root-bob'],
      [PAYMENTS, undefined, 'dave,ann'],
      [LABS, undefined, 'the aggregator has no result of the rule inactive-iam-users'],
      [CLOSED, undefined, 'the aggregator has no result of the rule inactive-iam-users'],
    ]);
    expect(audited.results[1]).toMatchObject({
      source: { kind: 'aggregator', name: 'all', region: 'us-east-1' },
      parameters: { maxIdleDays: 45 },
      evaluated: new Date(now - HOUR),
      counts: { inactive: 1, exempt: 1, upcoming: 0, compliant: 0 },
      hold: { inactive: 11, maxRemovals: 10 },
      users: [
        {
          name: 'dave',
          id: 'AIDA1',
          standing: 'inactive',
          lastActivity: signedIn(100),
          inactiveFrom: ago(55),
          next: 'held: 11 inactive, maxRemovals is 10',
        },
        { name: 'ann', standing: 'exempt', reason: 'exempt by its tag keep' },
      ],
      caveats: expect.arrayContaining([
        'This is what Config stored when the rule inactive-iam-users last ran: a user made since then does not show.',
      ]),
    });
    expect(audited.results[2]).toMatchObject({
      kind: 'unread',
      remedy: expect.stringContaining('the rule is not deployed there'),
    });
  });

  it('shows the accounts with results if the aggregator does not list its accounts, and says that others do not show', async () => {
    await local.close();
    local = await auditedOrganization({}, now, { config: { aggregatorSources: 'organization' } });
    await deployAggregator(local);
    await local.account(PAYMENTS).deploy(synthesizedTemplate(), {});
    record(PAYMENTS, 'AIDA1', 'NON_COMPLIANT', annotate('dave', inactive(100), RULE));

    const audited = await audit('--aggregator all', await auditorOf(local, CALLER));

    expect(summary(audited)).toEqual([[PAYMENTS, undefined, 'dave']]);
    expect(audited.results[0]).toMatchObject({
      caveats: expect.arrayContaining([expect.stringMatching(/does not list its accounts/)]),
    });
  });

  it.each<[string, string, string]>([
    [
      'of another rule',
      'The password has not been used for 90 days.',
      'the result of AIDA1 is not one of this product',
    ],
    [
      'whose compliance contradicts its annotation',
      annotate('dave', { kind: 'no password' }, RULE),
      'the result of AIDA1 is not one of this product',
    ],
  ])('does not read results %s', async (_case, annotation, reason) => {
    record(PAYMENTS, 'AIDA1', 'NON_COMPLIANT', annotation);

    const { results } = await audit(`--aggregator all --accounts ${PAYMENTS}`, await auditorOf(local, CALLER));

    expect(results).toMatchObject([
      { kind: 'unread', reason: expect.stringContaining(reason), remedy: expect.stringContaining('--rule-name') },
    ]);
  });

  it.each<[string, string, object, string]>([
    [
      'without the list of results',
      'GetAggregateComplianceDetailsByConfigRule',
      {},
      'AWS answered without AggregateEvaluationResults',
    ],
    [
      'with no result, although the rule has some',
      'GetAggregateComplianceDetailsByConfigRule',
      { AggregateEvaluationResults: [] },
      'the aggregator has no result of the rule inactive-iam-users',
    ],
  ])('does not take an answer %s for an account without users', async (_case, operation, output, reason) => {
    record(PAYMENTS, 'AIDA1', 'NON_COMPLIANT', annotate('dave', inactive(100), RULE));
    alterAnswers(local.management.endpoint, operation, () => output);

    const { results } = await audit(`--aggregator all --accounts ${PAYMENTS}`, await auditorOf(local, CALLER));

    expect(results).toMatchObject([{ kind: 'unread', accountId: PAYMENTS, reason }]);
  });

  it.each([
    ['DescribeConfigurationAggregatorSourcesStatus', 'AggregatedSourceStatusList'],
    ['DescribeAggregateComplianceByConfigRules', 'AggregateComplianceByConfigRules'],
  ])('fails if AWS answers %s without its list', async (operation, member) => {
    alterAnswers(local.management.endpoint, operation, () => ({}));

    await expect(audit('--aggregator all', await auditorOf(local, CALLER))).rejects.toThrow(
      `AWS answered without ${member}`,
    );
  });

  it('does not read an account whose results the aggregator could not fetch', async () => {
    local.account(PAYMENTS).config.aggregationFailure = { code: 'NoRecorder', message: 'Config is off' };

    const { results } = await audit(`--aggregator all --exclude ${LABS},${CLOSED}`, await auditorOf(local, CALLER));

    expect(results).toMatchObject([
      { kind: 'audited', accountId: MANAGEMENT },
      { kind: 'unread', accountId: PAYMENTS, reason: 'the aggregator could not read it: NoRecorder: Config is off' },
    ]);
  });

  it.each<[string, number, string]>([
    ['soon', 10, 'upcoming'],
    ['later', 30, 'compliant'],
  ])('shows a user who becomes inactive %s, by the rule’s notice', async (_when, days, standing) => {
    const inactiveAfter = new Date(now + days * DAY);
    const annotation = annotate(
      'erin',
      { kind: 'nearing', lastActivity: signedIn(3), notice: { days: 60, inactiveAfter } },
      RULE,
      {
        remarks: [
          `becomes inactive after ${inactiveAfter.toISOString().slice(0, 19)}Z without a new sign-in (notice of 60 days)`,
        ],
      },
    );
    record(PAYMENTS, 'AIDA1', 'COMPLIANT', annotation);

    const { results } = await audit(`--aggregator all --accounts ${PAYMENTS}`, await auditorOf(local, CALLER));

    expect(results).toMatchObject([
      { users: [{ name: 'erin', standing, ...(standing === 'upcoming' && { inactiveFrom: inactiveAfter }) }] },
    ]);
  });

  it('says that a rule has not run for days', async () => {
    record(PAYMENTS, 'AIDA1', 'COMPLIANT', annotate('ann', { kind: 'no password' }, RULE), now - 3 * DAY);

    const { results } = await audit(`--aggregator all --accounts ${PAYMENTS}`, await auditorOf(local, CALLER));

    expect(results).toMatchObject([
      { caveats: expect.arrayContaining([expect.stringContaining('The rule has not run since')]) },
    ]);
  });

  it.each([
    'config:DescribeConfigurationAggregatorSourcesStatus',
    'config:DescribeAggregateComplianceByConfigRules',
    'config:GetAggregateComplianceDetailsByConfigRule',
  ])('needs %s, and says so', async (action) => {
    const env = await auditorOf(local, CALLER, action);

    const said = await audit(`--aggregator all --accounts ${MANAGEMENT}`, env).then(summary, String);

    expect(JSON.stringify(said)).toContain(`is not authorized to perform: ${action}`);
  });

  it('refuses the name of no aggregator', async () => {
    await expect(audit('--aggregator nope', await auditorOf(local, CALLER))).rejects.toThrow(
      '--aggregator nope: there is no such aggregator in us-east-1; aws configservice describe-configuration-aggregators shows',
    );
  });
});
