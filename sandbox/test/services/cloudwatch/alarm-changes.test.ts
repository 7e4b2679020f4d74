import { LocalAws } from '../../../aws/local-aws';
import { NOW, publishPolicy, rule, TOPIC_ARN } from '../events/local-events';
import { alarm, daily, DAY, HOUR, METRIC, MINUTE, WATCHED, watched } from './watched';

const ARN = 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:alarm';

/** The changes, each with its minute. */
const changesOf = ({ changes }: Pick<ReturnType<typeof watched>, 'changes'>) =>
  changes.map(({ previous, state }) => `${(state.since - NOW) / MINUTE}: ${previous.value} -> ${state.value}`);

describe('An alarm changes its state', () => {
  it('at the first evaluation that sees another state, and back', async () => {
    const local = watched(alarm(), { extraPeriods: 0 });
    await local.clock.runUntil(NOW + 10 * MINUTE + 30_000);
    local.put(NOW + 10 * MINUTE, 1);
    await local.clock.runUntil(NOW + DAY);

    expect(changesOf(local)).toEqual(['0: INSUFFICIENT_DATA -> OK', '11: OK -> ALARM', '16: ALARM -> OK']);
  });

  it('for as long as it finds the datapoint in older periods', async () => {
    const local = watched(alarm(), { extraPeriods: 2 });
    local.put(NOW, 1);
    await local.clock.runUntil(NOW + DAY);

    expect(changesOf(local)).toEqual(['0: INSUFFICIENT_DATA -> OK', '1: OK -> ALARM', '16: ALARM -> OK']);
  });

  it('by a datapoint that comes late, and by one before its time', async () => {
    const local = watched(alarm(), { extraPeriods: 0 });
    await local.clock.runUntil(NOW + HOUR);
    local.put(NOW + HOUR - 2 * MINUTE, 1);
    local.put(NOW + 2 * HOUR, 1);
    await local.clock.runUntil(NOW + DAY);

    expect(changesOf(local).slice(1)).toEqual([
      '61: OK -> ALARM',
      '64: ALARM -> OK',
      '121: OK -> ALARM',
      '126: ALARM -> OK',
    ]);
  });

  it('but not if the next datapoint comes in time', async () => {
    const local = watched(daily());
    for (let day = 0; day < 30; day += 1) {
      await local.clock.runUntil(NOW + day * DAY);
      local.put(NOW + day * DAY, 12);
    }

    expect(changesOf(local)).toEqual(['0: INSUFFICIENT_DATA -> ALARM', '60: ALARM -> OK']);
  });

  it('also when it is asked for, and sends one event', async () => {
    const local = watched(alarm());
    local.put(NOW, 1);

    expect(await local.stateAt(NOW + MINUTE)).toBe('ALARM');
    expect(local.cloudwatch.alarmState('alarm')).toBe('ALARM');
    expect(changesOf(local)).toEqual(['0: INSUFFICIENT_DATA -> OK', '1: OK -> ALARM']);
  });

  it('by a change of its definition, starting from its previous state', async () => {
    const local = watched(alarm());
    local.put(NOW, 1);
    await local.clock.runUntil(NOW + MINUTE);
    local.cloudwatch.putAlarm(alarm({ threshold: 2 }));
    await local.clock.runUntil(NOW + 2 * MINUTE);

    expect(changesOf(local).slice(1)).toEqual(['1: OK -> ALARM', '1: ALARM -> OK']);
  });

  it('exactly as an alarm that is evaluated every minute', async () => {
    // Sparse and dense times of datapoints, breaching and not, by a fixed sequence.
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const asked = new Array<string>();
    const definition = alarm({ evaluationPeriods: 2 });
    const local = watched(definition, { extraPeriods: 1 });
    const acting = watched(definition, { extraPeriods: 1 });
    let last = 'INSUFFICIENT_DATA';
    for (let minute = 1; minute <= 2000; minute += 1) {
      const time = NOW + minute * MINUTE;
      await local.clock.runUntil(time);
      const state = local.cloudwatch.alarmState('alarm');
      if (state !== last) asked.push(`${minute}: ${last} -> ${state}`);
      last = state;
      if (next(minute % 200 < 100 ? 4 : 40) > 0) continue;
      const value = next(2);
      local.put(time, value);
      await acting.clock.runUntil(time);
      acting.put(time, value);
    }
    await acting.clock.runUntil(NOW + 2000 * MINUTE);

    expect(asked.length).toBeGreaterThan(20);
    expect(changesOf(acting).slice(1)).toEqual(asked.slice(1));
  });
});

describe('The event of a change', () => {
  let aws: LocalAws;
  beforeEach(async () => {
    aws = await LocalAws.start({ now: NOW });
    aws.sns.createTopic({ name: 'alerts' });
    aws.sns.setPolicy(TOPIC_ARN, publishPolicy());
  });
  afterEach(() => aws.close());

  const sent = () => aws.sns.messages.map(({ message }): unknown => JSON.parse(message));

  it('has the alarm’s description, the old state and the new one', async () => {
    aws.events.putRule(rule({ pattern: { source: ['aws.cloudwatch'], resources: [ARN] } }));
    aws.cloudwatch.putAlarm(
      daily({
        description: 'Nothing was evaluated',
        metric: { ...WATCHED, statistic: 'SampleCount', fill: 0 },
      }),
    );
    aws.cloudwatch.metrics.put(METRIC, { time: NOW, value: 1 });
    await aws.clock.runUntil(NOW + HOUR);

    expect(sent()).toMatchObject([
      { detail: { previousState: { value: 'INSUFFICIENT_DATA' } } },
      {
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        time: '2026-11-24T09:00:00Z',
        resources: [ARN],
        detail: {
          alarmName: 'alarm',
          configuration: { description: 'Nothing was evaluated' },
          previousState: { value: 'ALARM', timestamp: '2026-11-24T08:00:00.000+0000' },
          state: {
            value: 'OK',
            timestamp: '2026-11-24T09:00:00.000+0000',
          },
        },
      },
    ]);
  });

  it("matches a rule on alarms that were OK or ALARM before, but not a new alarm's", async () => {
    const pattern = {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { previousState: { value: ['OK', 'ALARM'] } },
    };
    aws.events.putRule(rule({ pattern }));
    aws.cloudwatch.putAlarm(alarm());
    await aws.clock.runUntil(NOW + HOUR);
    const ofNewOnes = sent();
    aws.cloudwatch.metrics.put(METRIC, { time: NOW + HOUR, value: 1 });
    await aws.clock.runUntil(NOW + 2 * HOUR);

    expect(ofNewOnes).toEqual([]);
    expect(sent()).toMatchObject([{ detail: { state: { value: 'ALARM' } } }, { detail: { state: { value: 'OK' } } }]);
  });

  it('does not keep the clock busy: an alarm runs in the background', async () => {
    aws.cloudwatch.putAlarm(daily());
    aws.cloudwatch.metrics.put(METRIC, { time: NOW, value: 1 });
    await aws.clock.runUntilIdle();

    expect(aws.clock.now()).toBe(NOW);
  });
});

describe('Datapoints', () => {
  it('of ten thousand days are kept only for as long as an alarm can look back', async () => {
    const local = watched(daily());
    for (let day = 0; day < 10_000; day += 1) {
      await local.clock.runUntil(NOW + day * DAY);
      local.put(NOW + day * DAY, 1);
    }

    expect(local.cloudwatch.metrics.datapoints(METRIC).length).toBeLessThanOrEqual(1024);
    expect(local.changes).toHaveLength(2);
  });
});
