import { InvalidAutomationStatusUpdateException, SSMClient, StopAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { SAMPLE_ACCOUNT } from '../../../core/account';
import { NotModelled } from '../../../core/aws-error';
import { CredentialStore } from '../../../endpoint/credentials';
import { HttpServer } from '../../../endpoint/http-server';
import { statusChange } from '../../../services/ssm/status-event';
import {
  caller,
  DOCUMENT_NAME,
  getUser,
  harness,
  lambda,
  nap,
  OPERATOR,
  putRunbook,
  runbook,
  START,
  statuses,
  type StepContent,
} from './harness';

const HOURS = nap('rest', { inputs: { Duration: 'PT4H' } });

function local(steps: readonly StepContent[] = [HOURS, getUser('get')], fakes: Parameters<typeof harness>[0] = {}) {
  const made = harness(fakes);
  const events: unknown[] = [];
  made.ssm.statusObservers.push((execution) => events.push(statusChange(execution, SAMPLE_ACCOUNT).detail['Status']));
  putRunbook(made, runbook(steps));
  const start = () => made.ssm.start({ documentName: DOCUMENT_NAME, parameters: {}, startedBy: 'the test' });
  const stop = (AutomationExecutionId: string, input: object = {}, by = OPERATOR) =>
    made.endpoint.call(by, 'ssm', 'StopAutomationExecution', { AutomationExecutionId, ...input });
  return { ...made, events, start, stop };
}

describe('StopAutomationExecution', () => {
  it.each([{}, { Type: 'Cancel' }])(
    'with %j ends a run in progress at once, in the middle of its sleep',
    async (type) => {
      const { clock, ssm, calls, events, start, stop } = local();
      const id = start();
      const ended = ssm.ended(id);
      await clock.runUntil(START + 60_000);
      expect(await stop(id, type)).toEqual({});
      await clock.runUntilIdle();

      expect(clock.now()).toBe(START + 60_000);
      expect(ssm.executions()).toMatchObject([{ status: 'Cancelled', end: START + 60_000 }]);
      expect(ssm.executions().map(statuses)).toEqual(['rest:Cancelled get:Pending']);
      expect(await ended).toMatchObject({
        status: 'Cancelled',
        steps: [{ status: 'Cancelled' }, { status: 'Pending' }],
      });
      expect(calls).toEqual([]);
      expect(events).toEqual(['InProgress', 'Cancelled']);
    },
  );

  it('ends a queued run before it begins', async () => {
    const { clock, ssm, events, start, stop } = local([HOURS]);
    const ids = Array.from({ length: 102 }, start);
    await stop(ids[100] ?? '');
    expect(events).toEqual([...Array.from({ length: 100 }, () => 'InProgress'), 'Cancelled']);
    await clock.runUntilIdle();
    expect(ssm.executions()[100]).toMatchObject({ status: 'Cancelled', end: START, steps: [{ status: 'Pending' }] });
    expect(ssm.executions()[101]).toMatchObject({ status: 'Success' });
  });

  it('lets the next run start in place of the ended one', async () => {
    const { clock, ssm, start, stop } = local([HOURS]);
    const ids = Array.from({ length: 101 }, start);
    await clock.runUntil(START + 1000);
    await stop(ids[0] ?? '');
    await clock.runUntil(START + 2000);
    expect(ssm.executions()[100]).toMatchObject({ status: 'InProgress' });
  });

  it('begins no step of a run that has just been started', async () => {
    const { clock, ssm, calls, start, stop } = local([getUser('get')]);
    await stop(start());
    await clock.runUntilIdle();
    expect(ssm.executions().map(statuses)).toEqual(['get:Pending']);
    expect(calls).toEqual([]);
  });

  it('does not undo a call that a step has sent, and still reports if it is not modelled', async () => {
    const made = local([lambda({ FunctionName: 'f', InputPayload: {} })], {
      invoke: async () => {
        await made.clock.sleep(60_000);
        throw new NotModelled('this function');
      },
    });
    const id = made.start();
    await made.clock.runUntil(START + 1000);
    await made.stop(id);
    await expect(made.clock.runUntilIdle()).rejects.toThrow('this function');
    expect(made.ssm.executions()).toMatchObject([{ status: 'Cancelled', end: START + 1000 }]);
  });

  it.each<[string, object, object]>([
    ['an unknown run', { AutomationExecutionId: '0'.repeat(36) }, { code: 'AutomationExecutionNotFoundException' }],
    ['an unknown Type', { Type: 'Abort' }, { code: 'ValidationException' }],
    ['the Type Complete', { Type: 'Complete' }, { name: 'NotModelled' }],
  ])('refuses %s', async (_, input, error) => {
    const { start, stop } = local();
    await expect(stop(start(), input)).rejects.toMatchObject(error);
  });

  it("is authorized on the run's own ARN", async () => {
    const { start, stop } = local();
    const id = start();
    const by = (run: string) =>
      caller(
        'stopper',
        ['ssm:StopAutomationExecution'],
        [`arn:aws:ssm:us-east-1:111122223333:automation-execution/${run}`],
      );
    await expect(stop(id, {}, by('other'))).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(stop(id, {}, by(id))).resolves.toEqual({});
  });

  it("refuses, over HTTP to the SDK's own client, a run that is over", async () => {
    const { clock, endpoint, start } = local([nap('rest')]);
    const id = start();
    await clock.runUntilIdle();
    const credentials = new CredentialStore();
    const server = new HttpServer(endpoint, credentials, clock);
    const client = new SSMClient({
      region: 'us-east-1',
      endpoint: await server.listen(),
      credentials: credentials.issue(OPERATOR),
      maxAttempts: 1,
    });
    const stopped = client.send(new StopAutomationExecutionCommand({ AutomationExecutionId: id }));
    await expect(stopped).rejects.toThrow(InvalidAutomationStatusUpdateException);
    client.destroy();
    await server.close();
  });
});
