import { AwsError } from '../../../../core/aws-error';
import { harness, NO_OUTPUT, run, runbook } from '../harness';

const confirm = (
  inputs: object = { InputPayload: { userId: '{{ automation:EXECUTION_ID }}', days: 90 } },
  overrides = {},
) => ({
  name: 'confirm',
  action: 'aws:invokeLambdaFunction',
  inputs: { FunctionName: 'Confirm', ...inputs },
  ...overrides,
});
const outputs = ['confirm.Payload', 'confirm.FunctionError', 'confirm.StatusCode'];
const answering = (payload: string) => ({ invoke: () => ({ payload, log: ['START', 'END'] }) });
const failing = {
  invoke: () => ({ payload: '{"errorMessage":"no"}', functionError: 'Unhandled' as const, log: [] }),
};

const denied = () => {
  throw new AwsError('AccessDeniedException', 'not authorized to perform: lambda:InvokeFunction', 403);
};

describe('aws:invokeLambdaFunction', () => {
  it('invokes with the payload, as the assumed role', async () => {
    const events: unknown[] = [];
    const local = harness({
      invoke: (name, event) => {
        events.push([name, event]);
        return { payload: '"delete"', log: ['START', 'END'] };
      },
    });
    const execution = await run(local, runbook([confirm()], { outputs }));
    expect(events).toEqual([['Confirm', { userId: execution.id, days: 90 }]]);
    expect(execution.outputs).toEqual({
      'confirm.Payload': ['delete'],
      'confirm.FunctionError': [NO_OUTPUT],
      'confirm.StatusCode': ['200'],
    });
    const [log] = execution.steps[0]?.outputs['LogResult'] ?? [];
    expect(Buffer.from(log ?? '', 'base64').toString()).toBe('START\nEND');
  });

  it.each<['bare' | 'quoted', string, string]>([
    ['bare', '"keep"', 'keep'],
    ['quoted', '"keep"', '"keep"'],
    ['bare', '{"a":1}', '{"a":1}'],
    ['bare', 'null', 'null'],
  ])('hands a payload on %s: %s as %s', async (lambdaPayload, payload, expected) => {
    const local = harness({ ...answering(payload), unconfirmed: { lambdaPayload } });
    expect(await run(local, runbook([confirm()], { outputs }))).toMatchObject({
      outputs: { 'confirm.Payload': [expected] },
    });
  });

  it('fails when the function does', async () => {
    const execution = await run(harness(failing), runbook([confirm()], { outputs }));
    expect(execution).toMatchObject({ status: 'Failed', outputs: { 'confirm.Payload': [NO_OUTPUT] } });
    expect(execution.failureMessage).toContain('The function failed (Unhandled): {"errorMessage":"no"}.');
  });

  it('succeeds with the error as its output, if that is what AWS does', async () => {
    const local = harness({ ...failing, unconfirmed: { functionErrorFailsStep: false } });
    expect(await run(local, runbook([confirm()], { outputs }))).toMatchObject({
      status: 'Success',
      outputs: { 'confirm.Payload': ['{"errorMessage":"no"}'], 'confirm.FunctionError': ['Unhandled'] },
    });
  });

  it('fails when it may not invoke', async () => {
    const execution = await run(harness({ invoke: denied }), runbook([confirm()]));
    expect(execution.failureMessage).toContain(
      '(AccessDeniedException) when calling the Invoke operation: not authorized',
    );
  });

  it('times out after 300 seconds', async () => {
    const local = harness({
      invoke: async () => {
        await local.clock.sleep(301_000);
        return { payload: '"delete"', log: [] };
      },
    });
    const execution = await run(local, runbook([confirm(undefined, { timeoutSeconds: 500 })]));
    expect(execution).toMatchObject({ status: 'TimedOut', steps: [{ outputs: { Payload: [NO_OUTPUT] } }] });
  });
});
