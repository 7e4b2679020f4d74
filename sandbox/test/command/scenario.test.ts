import { sampleAccount } from '../../command/sample-account';
import type { ScenarioResult } from '../../command/result';
import { AwsError } from '../../index';
import { scenario } from './run-scenario';

function verdicts({ users }: ScenarioResult): Record<string, string | undefined> {
  return Object.fromEntries(users.map(({ userName, verdict }) => [userName, verdict?.compliance]));
}

function outcomes({ remediations }: ScenarioResult): Record<string, string> {
  return Object.fromEntries(remediations.map(({ userName, outcome }) => [userName, outcome]));
}

const DECISION = {
  'a+b=c,d.e@f-g_h': 'NON_COMPLIANT',
  'aisha-reset-now': 'NON_COMPLIANT',
  'anna-active': 'COMPLIANT',
  Dave: 'NON_COMPLIANT',
  'emergency-admin': 'COMPLIANT',
  'kai-inactive-key': 'COMPLIANT',
  'kim-active-key': 'COMPLIANT',
  'lena-one-second-over': 'NON_COMPLIANT',
  'luke-at-the-limit': 'COMPLIANT',
  'mia-with-mfa': 'NON_COMPLIANT',
  'nina-new': 'COMPLIANT',
  'noah-never-signed-in': 'NON_COMPLIANT',
  'nora-new-password': 'COMPLIANT',
  'olaf-reset-by-admin': 'COMPLIANT',
  'paul-in-a-path': 'NON_COMPLIANT',
  'petra-no-password': 'COMPLIANT',
  'sofia-signs-in-now': 'NON_COMPLIANT',
  'tim-exempt-by-tag': 'COMPLIANT',
};

describe('the sample account', () => {
  let sample: ScenarioResult;
  let unremediated: ScenarioResult;
  beforeAll(async () => {
    sample = await scenario();
    unremediated = await scenario({ parameters: { AutomaticRemediation: 'false' } });
  });

  it.each([
    ['the default limit', '90'],
    ['the shortest limit', '1'],
    ['the longest limit', '3650'],
  ])('shows each row and boundary of the decision with %s', async (_, maxIdleDays) => {
    const result = await scenario({ parameters: { MaxIdleDays: maxIdleDays } });

    expect(verdicts(result)).toEqual(DECISION);
    expect(result.failures).toEqual([]);
  });

  it('loses only the passwords of users who are still inactive when the runbook runs', () => {
    const deleted = [
      'a+b=c,d.e@f-g_h',
      'Dave',
      'lena-one-second-over',
      'mia-with-mfa',
      'noah-never-signed-in',
      'paul-in-a-path',
    ];
    expect(outcomes(sample)).toEqual({
      ...Object.fromEntries(deleted.map((name) => [name, 'password deleted'])),
      'aisha-reset-now': 'nothing deleted',
      'sofia-signs-in-now': 'nothing deleted',
    });
    expect(sample.changes.map(({ userName, what, after }) => [userName, what, after])).toEqual(
      deleted.map((name) => [name, 'loginProfile', null]),
    );
    expect(sample.users.filter(({ verdictAfter }) => verdictAfter?.compliance !== 'COMPLIANT')).toEqual([]);
  });

  it('shows a run that waits for the report that can show a reset, and then deletes nothing', () => {
    const { remediations } = sample;

    const run = remediations.find(({ userName }) => userName === 'aisha-reset-now');
    const waits = (run?.steps ?? []).filter(({ action, seconds }) => action === 'aws:sleep' && seconds > 2 * 60 * 60);
    expect(waits).toHaveLength(1);
    expect(run).toMatchObject({
      status: 'Success',
      answer: expect.stringMatching(/^IAM user aisha-reset-now: the console password was not removed: /),
    });
    expect(JSON.stringify(remediations)).not.toContain('No output available yet');
  });

  it('keeps every password if more users than MaxRemovals are inactive', async () => {
    const { changes, remediations, users } = await scenario({ parameters: { MaxRemovals: '3' } });

    expect(changes).toEqual([]);
    expect(users.find(({ userName }) => userName === 'Dave')?.verdict?.reason).toMatch(
      /^held, 8 users are inactive and maxRemovals is 3; inactive for more than 90 days/,
    );
    expect(remediations.find(({ userName }) => userName === 'Dave')).toMatchObject({
      outcome: 'nothing deleted',
      status: 'Success',
      answer: 'later: held, 8 users are inactive and maxRemovals is 3',
    });
  });

  it('has a finding for each user, resolved for those who were inactive', () => {
    const { findings, users } = sample;

    expect(findings).toHaveLength(users.length);
    expect(findings.filter(({ workflowStatus }) => workflowStatus === 'RESOLVED')).toHaveLength(8);
    expect(findings).toContainEqual({
      title: 'inactive-iam-users',
      description: 'This finding is created for a resource compliance change for config rule: inactive-iam-users',
      severity: 'MEDIUM',
      complianceStatus: 'PASSED',
      workflowStatus: 'NEW',
      recordState: 'ACTIVE',
      resource: 'arn:aws:iam::111122223333:user/anna-active',
      created: '2026-11-24T08:00:00Z',
      updated: '2026-11-24T08:00:00Z',
    });
  });

  it('is the same in every run', async () => {
    expect(JSON.stringify(await scenario())).toBe(JSON.stringify(sample));
  });

  it('counts the calls of the first evaluation apart, and prices what is charged', () => {
    const { calls, cost, users } = unremediated;

    const first = calls.find(({ operation }) => operation === 'iam:ListUsers');
    expect(first).toEqual({
      operation: 'iam:ListUsers',
      by: 'Lambda function',
      duringFirstEvaluation: 1,
      afterwards: 0,
      errors: {},
    });
    expect(cost).toEqual({
      recordedEvaluations: users.length,
      evaluationsUsd: users.length / 1000,
      automationSteps: 0,
      stepsUsd: 0,
    });
  });

  it('keeps every password if the remediation is not automatic', () => {
    expect(verdicts(unremediated)).toEqual(DECISION);
    expect(unremediated).toMatchObject({ automaticRemediation: false, remediations: [], meanwhile: [], changes: [] });
  });

  it('cannot be before Dave signed in', () => {
    expect(() => sampleAccount(Date.parse('2015-02-15T12:08:32Z'))).toThrow(/--now .* 2015-02-15T12:08:33Z, when Dave/);
    expect(() => sampleAccount(Date.parse('2015-02-15T12:08:33Z'))).not.toThrow();
  });
});

describe('a failure', () => {
  it('of the evaluation is reported, with its log line', async () => {
    const result = await scenario({
      prepare: (aws) =>
        aws.endpoint.interceptors.push(({ operation }) => {
          if (operation === 'ListUsers') throw new AwsError('AccessDenied', 'no ListUsers for you', 403);
        }),
    });

    expect(result.failures).toEqual([
      expect.stringMatching(/^the evaluation at 2026-11-24T08:00:00Z \(schedule\) failed: .*no ListUsers for you/),
      expect.stringMatching(/^the function's log: .*"level":"ERROR".*no ListUsers for you/),
    ]);
    expect(result.failures.join()).not.toContain('stackTrace');
    expect(result.remediations).toEqual([]);
    expect(result.users.filter(({ verdict }) => verdict)).toEqual([]);
  });

  it("of a remediation is reported, with the user's name", async () => {
    const result = await scenario({
      prepare: (aws) =>
        aws.endpoint.interceptors.push(({ operation, input }) => {
          if (operation === 'DeleteLoginProfile' && JSON.stringify(input).includes('Dave')) {
            throw new AwsError('ServiceFailure', 'not today', 500);
          }
        }),
    });

    // Config tries the user again at each later evaluation, and may pass it over in the end.
    expect(result.remediations.find(({ userName }) => userName === 'Dave')).toMatchObject({ outcome: 'failed' });
    expect(outcomes(result)).toMatchObject({ 'mia-with-mfa': 'password deleted' });
    expect(result.failures).toContainEqual(
      expect.stringMatching(/^the remediation of Dave ended in Failed: .*not today/),
    );
  });

  it('is reported for any change other than to passwords', async () => {
    const result = await scenario({
      prepare: (aws) =>
        aws.endpoint.interceptors.push(async ({ operation }) => {
          if (operation !== 'DeleteLoginProfile') return;
          await aws.endpoint.call(aws.operator, 'iam', 'TagUser', {
            UserName: 'anna-active',
            Tags: [{ Key: 'touched', Value: '' }],
          });
        }),
    });

    expect(result.failures).toEqual(['the user anna-active changed in more than the password: tags']);
  });
});
