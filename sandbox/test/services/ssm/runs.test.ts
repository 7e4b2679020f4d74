import { AwsError } from '../../../core/aws-error';
import {
  DOCUMENT_NAME,
  getUser,
  harness,
  nap,
  noSuchEntity,
  putRunbook,
  ROLE_ARN,
  run,
  runbook,
  START,
  statuses,
} from './harness';

const start = (local: ReturnType<typeof harness>, parameters: Record<string, string[]> = {}) =>
  local.ssm.start({ documentName: DOCUMENT_NAME, parameters, startedBy: 'the test' });

describe('a run', () => {
  it('goes through its steps in order, or as nextStep says, until isEnd', async () => {
    const content = runbook([
      nap('one', { nextStep: 'three' }),
      nap('two'),
      nap('three', { isEnd: true }),
      nap('four'),
    ]);
    const local = harness();
    expect(statuses(await run(local, content))).toBe('one:Success two:Pending three:Success four:Pending');
    expect(local.ssm.billableSteps).toBe(2);
  });

  it('does nothing before the clock runs', async () => {
    const local = harness();
    putRunbook(local, runbook([getUser('get')]));
    start(local);
    await Promise.resolve();
    expect(local.calls).toEqual([]);
    expect(local.ssm.executions()).toMatchObject([{ status: 'InProgress', steps: [{ status: 'Pending' }] }]);
  });

  it('reports to AWS Config how it ended', async () => {
    const local = harness({ call: noSuchEntity });
    putRunbook(local, runbook([nap('rest'), getUser('get'), nap('more')]));
    const ended = local.ssm.ended(start(local));
    await local.clock.runUntilIdle();
    const error = expect.stringContaining('(NoSuchEntity)');
    expect(await ended).toMatchObject({
      status: 'Failed',
      failureMessage: error,
      steps: [
        { name: 'rest', status: 'Success', start: START, end: START + 1000 },
        { name: 'get', status: 'Failed', start: START + 1000, end: START + 1000, failureMessage: error },
        { name: 'more', status: 'Pending' },
      ],
    });
  });

  it('is refused by name if it does not exist', async () => {
    await expect(harness().ssm.ended('none')).rejects.toMatchObject({ code: 'AutomationExecutionNotFoundException' });
  });

  it('assumes its role as SSM, anew for each call', async () => {
    const assumed: unknown[] = [];
    const local = harness({
      assume: (roleArn, by, session) => {
        assumed.push({ roleArn, ...by, session });
        return { arn: session, userId: '', accountId: '', policies: [] };
      },
    });
    const { id } = await run(local, runbook([getUser('get')]));
    const expected = {
      roleArn: ROLE_ARN,
      service: 'ssm.amazonaws.com',
      sourceAccount: '111122223333',
      sourceArn: `arn:aws:ssm:us-east-1:111122223333:automation-execution/${id}`,
      session: `Automation-${id}`,
    };
    expect(assumed).toEqual([expected, expected]);
  });

  it('does not start if its role cannot be assumed', () => {
    const local = harness({
      assume: () => {
        throw new AwsError('AccessDenied', 'no', 403);
      },
    });
    putRunbook(local, runbook([getUser('get')]));
    expect(() => start(local)).toThrow(
      expect.objectContaining({
        code: 'InvalidAutomationExecutionParametersException',
        message: 'The defined assume role is unable to be assumed.',
      }),
    );
    expect(local.ssm.executions()).toEqual([]);
  });

  it('fails the step if its role can no longer be assumed', async () => {
    const local = harness({
      assume: () => {
        if (local.sessions.length > 1) throw new AwsError('AccessDenied', 'no', 403);
        return { arn: '', userId: '', accountId: '', policies: [] };
      },
    });
    const execution = await run(local, runbook([getUser('get')]));
    expect(execution.failureMessage).toContain('The defined assume role is unable to be assumed.');
  });

  it.each<[string, string]>([
    ['a name', 'Remediation'],
    ['the ARN of a user', 'arn:aws:iam::111122223333:user/dave'],
  ])('does not start with %s for a role', (_, role) => {
    const local = harness();
    putRunbook(local, runbook([nap('rest')], { assumeRole: '{{ Role }}', parameters: { Role: { type: 'String' } } }));
    expect(() => start(local, { Role: [role] })).toThrow('The format of the supplied assume role ARN is invalid.');
  });

  it('is not modelled without a role', () => {
    const local = harness();
    putRunbook(
      local,
      runbook([nap('rest')], { assumeRole: '{{ Role }}', parameters: { Role: { type: 'String', default: '' } } }),
    );
    expect(() => start(local)).toThrow(/not modelled.*empty assumeRole/);
  });

  it('does not start without its document', () => {
    expect(() => start(harness())).toThrow(expect.objectContaining({ code: 'AutomationDefinitionNotFoundException' }));
  });

  it('waits in the queue while 100 others run, and starts when one of them ends', async () => {
    const local = harness();
    putRunbook(
      local,
      runbook([nap('rest', { inputs: { Duration: '{{ Pause }}' } })], { parameters: { Pause: { type: 'String' } } }),
    );
    for (let index = 1; index <= 102; index += 1) start(local, { Pause: [`PT${index}M`] });
    const states = () =>
      local.ssm
        .executions()
        .slice(99)
        .map(({ status }) => status);
    expect(states()).toEqual(['InProgress', 'Pending', 'Pending']);
    await local.clock.runUntil(START + 61_000);
    expect(states()).toEqual(['InProgress', 'InProgress', 'Pending']);
    await local.clock.runUntilIdle();
    expect(states()).toEqual(['Success', 'Success', 'Success']);
    expect(local.ssm.executions()[100]).toMatchObject({ start: START, end: START + 60_000 + 101 * 60_000 });
  });

  it('is refused when 5,000 wait', () => {
    const local = harness();
    putRunbook(local, runbook([nap('rest')]));
    for (let index = 0; index < 5100; index += 1) start(local);
    expect(() => start(local)).toThrow(expect.objectContaining({ code: 'AutomationExecutionLimitExceededException' }));
  });
});
