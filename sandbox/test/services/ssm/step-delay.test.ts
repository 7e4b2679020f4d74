import { DOCUMENT_NAME, getUser, harness, OPERATOR, putRunbook, run, runbook, START, statuses } from './harness';

const STEPS = runbook([getUser('first'), getUser('second')]);

describe('Between two steps of a run', () => {
  it('no time passes by default', async () => {
    const execution = await run(harness(), STEPS);

    expect(execution.steps.map(({ start }) => start)).toEqual([START, START]);
  });

  it('as much time passes as is asked for, before each of them', async () => {
    const delays = [1_000, 90_000];

    const execution = await run(harness({ stepDelay: () => delays.shift() ?? 0 }), STEPS);

    expect(execution.steps.map(({ start }) => start)).toEqual([START + 1_000, START + 91_000]);
  });

  it('a run can be cancelled', async () => {
    const local = harness({ stepDelay: () => 60_000 });
    putRunbook(local, STEPS);
    const id = local.ssm.start({ documentName: DOCUMENT_NAME, parameters: {}, startedBy: 'the test' });
    await local.clock.runUntil(START + 90_000);
    await local.endpoint.call(OPERATOR, 'ssm', 'StopAutomationExecution', { AutomationExecutionId: id });
    await local.clock.runUntilIdle();

    expect(local.ssm.executions()).toMatchObject([{ status: 'Cancelled', end: START + 90_000 }]);
    expect(local.ssm.executions().map(statuses)).toEqual(['first:Success second:Pending']);
  });
});
