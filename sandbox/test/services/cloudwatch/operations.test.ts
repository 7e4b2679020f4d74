import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { LocalAws } from '../../../index';
import { alarm, METRIC, MINUTE, HOUR } from './watched';

const NOW = Date.parse('2026-11-24T08:00:00Z');

let aws: LocalAws;
let client: CloudWatchClient;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
  const credentials = aws.operatorCredentials();
  client = new CloudWatchClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 1, credentials });
});
afterEach(async () => {
  client.destroy();
  await aws.close();
});

describe('DescribeAlarms', () => {
  beforeEach(() => {
    for (const name of ['loud', 'quiet']) aws.cloudwatch.putAlarm(alarm({ name, threshold: name === 'loud' ? 0 : 9 }));
    aws.cloudwatch.metrics.put(METRIC, { time: NOW, value: 5 });
  });

  it("shows an alarm's state through the SDK's client, and leaves out what does not exist", async () => {
    await aws.clock.runUntil(NOW + MINUTE);
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['loud', 'gone'] }));

    expect(MetricAlarms).toEqual([
      {
        AlarmName: 'loud',
        AlarmArn: 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:loud',
        StateValue: 'ALARM',
        StateUpdatedTimestamp: new Date(NOW + MINUTE),
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      },
    ]);
  });

  it('pages through all alarms', async () => {
    const pages: unknown[] = [];
    for await (const { MetricAlarms } of paginateDescribeAlarms({ client, pageSize: 1 }, {})) {
      pages.push(MetricAlarms?.map(({ AlarmName }) => AlarmName));
    }
    expect(pages).toEqual([['loud'], ['quiet']]);
  });
});

describe('GetMetricStatistics', () => {
  const asked = {
    Namespace: METRIC.namespace,
    MetricName: METRIC.name,
    StartTime: new Date(NOW - 2 * HOUR + 30_000),
    EndTime: new Date(NOW),
    Period: 3600,
    Statistics: ['Sum', 'SampleCount'],
  } satisfies GetMetricStatisticsCommandInput;

  it('adds up the datapoints of each period that has some', async () => {
    const put = (time: number, value: number) => aws.cloudwatch.metrics.put(METRIC, { time, value });
    put(NOW - 2 * HOUR - MINUTE, 1);
    put(NOW - 2 * HOUR, 2);
    put(NOW - 2 * HOUR + MINUTE, 4);
    put(NOW - MINUTE, 8);
    put(NOW, 16);
    const { Datapoints } = await client.send(new GetMetricStatisticsCommand(asked));

    expect(Datapoints).toEqual([
      { Timestamp: new Date(NOW - 2 * HOUR), Sum: 6, SampleCount: 2 },
      { Timestamp: new Date(NOW - HOUR), Sum: 8, SampleCount: 1 },
    ]);
  });

  it('has nothing of a metric that does not exist', async () => {
    const { Datapoints } = await client.send(new GetMetricStatisticsCommand({ ...asked, MetricName: 'Other' }));

    expect(Datapoints).toEqual([]);
  });

  it.each<{ what: string; input: Partial<GetMetricStatisticsCommandInput>; name: string; says: RegExp }>([
    {
      what: 'an end before the start',
      input: { EndTime: new Date(0) },
      name: 'InvalidParameterValueException',
      says: /StartTime/,
    },
    {
      what: 'too many periods',
      input: { StartTime: new Date(NOW - 25 * HOUR), Period: 60 },
      name: 'InvalidParameterCombinationException',
      says: /1500 datapoints/,
    },
    { what: 'another statistic', input: { Statistics: ['Average'] }, name: 'NotModelledByLocalAws', says: /Average/ },
    { what: 'high resolution', input: { Period: 10 }, name: 'NotModelledByLocalAws', says: /10 seconds/ },
    { what: 'a unit', input: { Unit: 'Count' }, name: 'NotModelledByLocalAws', says: /unit/ },
    {
      what: 'statistics of last month',
      input: { StartTime: new Date(NOW - 30 * 24 * HOUR), EndTime: new Date(NOW - 29 * 24 * HOUR) },
      name: 'NotModelledByLocalAws',
      says: /15 days/,
    },
  ])('refuses $what', async ({ input, name, says }) => {
    await expect(client.send(new GetMetricStatisticsCommand({ ...asked, ...input }))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(says),
    });
  });
});

it('answers a key that was not issued here as a JSON service does', async () => {
  const credentials = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'unknown' };
  const stranger = new CloudWatchClient({ endpoint: aws.url, region: 'us-east-1', maxAttempts: 1, credentials });
  const thrown: unknown = await stranger.send(new DescribeAlarmsCommand({})).catch((error: unknown) => error);
  stranger.destroy();

  expect(thrown).toMatchObject({ name: 'UnrecognizedClientException' });
});
