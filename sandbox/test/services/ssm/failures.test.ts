import { AwsError } from '../../../core/aws-error';
import { getUser, harness, nap, noSuchEntity, run, runbook, statuses, type StepContent } from './harness';

const listUsers = (name: string) => ({
  name,
  action: 'aws:executeAwsApi',
  inputs: { Service: 'iam', Api: 'ListUsers' },
});

describe('a step that fails', () => {
  it.each<[string, StepContent, string, string]>([
    ['onFailure Abort', {}, 'Failed', 'get:Failed next:Pending rescue:Pending'],
    [
      'onFailure Abort, critical',
      { onFailure: 'Abort', isCritical: true },
      'Failed',
      'get:Failed next:Pending rescue:Pending',
    ],
    ['onFailure Continue', { onFailure: 'Continue' }, 'Success', 'get:Failed next:Success rescue:Pending'],
    [
      'onFailure Continue, critical',
      { onFailure: 'Continue', isCritical: true },
      'Failed',
      'get:Failed next:Success rescue:Pending',
    ],
    [
      'onFailure Continue, not critical',
      { onFailure: 'Continue', isCritical: false },
      'Success',
      'get:Failed next:Success rescue:Pending',
    ],
    [
      'onFailure Continue with nextStep',
      { onFailure: 'Continue', nextStep: 'rescue' },
      'Success',
      'get:Failed next:Pending rescue:Success',
    ],
    ['onFailure step', { onFailure: 'step:rescue' }, 'Failed', 'get:Failed next:Pending rescue:Success'],
    [
      'onFailure step, critical',
      { onFailure: 'step:rescue', isCritical: true },
      'Failed',
      'get:Failed next:Pending rescue:Success',
    ],
    [
      'onFailure step, not critical',
      { onFailure: 'step:rescue', isCritical: false },
      'Success',
      'get:Failed next:Pending rescue:Success',
    ],
    [
      'onFailure step at isEnd',
      { onFailure: 'step:rescue', isEnd: true },
      'Failed',
      'get:Failed next:Pending rescue:Pending',
    ],
    [
      'onFailure Continue at isEnd',
      { onFailure: 'Continue', isEnd: true },
      'Success',
      'get:Failed next:Pending rescue:Pending',
    ],
  ])('with %s ends the run as it should', async (_, overrides, status, steps) => {
    const content = runbook([getUser('get', overrides), nap('next', { isEnd: true }), nap('rescue')]);
    const execution = await run(harness({ call: noSuchEntity }), content);
    expect(statuses(execution)).toBe(steps);
    expect(execution.status).toBe(status);
    expect(execution.failureMessage !== undefined).toBe(status === 'Failed');
  });

  it.each<[string, string, StepContent]>([
    ['critical', 'Success', { onFailure: 'step:rescue', isCritical: true }],
    ['critical by default', 'Success', { onFailure: 'step:rescue' }],
    ['critical, at isEnd, from which it does not jump', 'Failed', { onFailure: 'step:rescue', isEnd: true }],
    ['critical, with onFailure Continue', 'Failed', { onFailure: 'Continue', isCritical: true }],
    ['critical, with onFailure Abort', 'Failed', {}],
    ['critical, to a step that fails', 'Failed', { onFailure: 'step:again' }],
  ])('that is %s ends the run as %s, if a jump makes up for a critical failure', async (_, status, overrides) => {
    const local = harness({ call: noSuchEntity, unconfirmed: { criticalFailureWithJump: 'Success' } });
    const content = runbook([getUser('get', overrides), nap('rescue', { isEnd: true }), getUser('again')]);
    const execution = await run(local, content);
    expect(execution.status).toBe(status);
    expect(execution.failureMessage !== undefined).toBe(status === 'Failed');
  });

  it('is attempted maxAttempts times', async () => {
    const local = harness({ call: noSuchEntity });
    const execution = await run(local, runbook([getUser('get', { maxAttempts: 3 })]));
    expect(execution).toMatchObject({ status: 'Failed', steps: [{ attempts: 3 }] });
    expect(local.calls).toHaveLength(3);
    expect(local.ssm.billableSteps).toBe(1);
  });

  it('succeeds if a later attempt does', async () => {
    const local = harness({ call: () => (local.calls.length < 2 ? noSuchEntity() : {}) });
    const execution = await run(local, runbook([getUser('get', { maxAttempts: 3 })]));
    expect(execution).toMatchObject({ status: 'Success', steps: [{ status: 'Success', attempts: 2 }] });
    expect(execution.steps[0]).not.toHaveProperty('failureMessage');
  });

  it('gives the run the message of the first critical failure', async () => {
    const local = harness({
      call: ({ operation }) => {
        throw new AwsError(operation, 'no');
      },
    });
    const content = runbook([
      getUser('tolerated', { onFailure: 'Continue' }),
      { ...listUsers('first'), onFailure: 'Continue', isCritical: true },
      getUser('second'),
    ]);
    expect((await run(local, content)).failureMessage).toContain('(ListUsers)');
  });
});
