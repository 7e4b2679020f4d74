import { harness, nap, run, runbook, START } from '../harness';

describe('aws:sleep', () => {
  it.each<[object, number]>([
    [{ Duration: 'PT10M' }, 600],
    [{ Duration: 'P1DT2H3M4.5S' }, 93_784.5],
    [{ Duration: 'P7D' }, 604_800],
    [{ Duration: 'PT0S' }, 0],
    [{ Timestamp: '2026-03-01T10:00:00Z' }, 4 * 3600],
    [{ Timestamp: '2026-03-01T10:00:00.250Z' }, 4 * 3600 + 0.25],
    [{ Timestamp: '2026-03-01T10:00:00+01:00' }, 3 * 3600],
    [{ Timestamp: '2020-01-01T01:00:00Z' }, 0],
  ])('%j takes %d seconds', async (inputs, seconds) => {
    const local = harness();
    const execution = await run(local, runbook([nap('rest', { inputs })]));
    expect(execution).toMatchObject({ status: 'Success', start: START, end: START + seconds * 1000 });
    expect(local.clock.now()).toBe(START + seconds * 1000);
  });

  it.each<[string, object, string]>([
    ['neither', {}, 'takes either a Duration or a Timestamp'],
    ['both', { Duration: 'PT1S', Timestamp: '2020-01-01T01:00:00Z' }, 'takes either a Duration or a Timestamp'],
    ['a word', { Timestamp: 'delete' }, 'The Timestamp "delete" is no ISO 8601 time'],
    ['a quoted time', { Timestamp: '"2026-03-01T10:00:00Z"' }, 'is no ISO 8601 time'],
    ['a time without a zone', { Timestamp: '2026-03-01T10:00:00' }, 'is no ISO 8601 time'],
    ['a day that does not exist', { Timestamp: '2026-13-01T10:00:00Z' }, 'is no ISO 8601 time'],
    ['30 February', { Timestamp: '2026-02-30T10:00:00Z' }, 'is no ISO 8601 time'],
    ['a negative duration', { Duration: '-PT1S' }, 'is no ISO 8601 duration'],
    ['an empty duration', { Duration: 'PT' }, 'is no ISO 8601 duration'],
    ['a number', { Duration: 60 }, 'The Duration "60" is no ISO 8601 duration'],
    ['more than 7 days', { Duration: 'P7DT1S' }, 'more than the maximum of 604800'],
    ['a time in more than 7 days', { Timestamp: '2026-03-09T06:00:00Z' }, 'more than the maximum of 604800'],
  ])('fails at once with %s', async (_, inputs, message) => {
    const execution = await run(harness(), runbook([nap('rest', { inputs })]));
    expect(execution).toMatchObject({ status: 'Failed', end: START, failureMessage: expect.stringContaining(message) });
    expect(execution.failureMessage).toMatch(/^Step fails when it is validating and resolving the step inputs\./);
  });

  it('times out at timeoutSeconds', async () => {
    const execution = await run(
      harness(),
      runbook([nap('rest', { inputs: { Duration: 'PT1H' }, timeoutSeconds: 60 })]),
    );
    expect(execution).toMatchObject({ status: 'TimedOut', end: START + 60_000, steps: [{ status: 'TimedOut' }] });
    expect(execution.failureMessage).toMatch(/^Step timed out/);
  });
});
