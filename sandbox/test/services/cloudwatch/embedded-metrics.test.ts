import { embeddedMetrics } from '../../../services/cloudwatch/embedded-metrics';
import { callerWith } from '../../callers';
import { localEvents, NOW } from '../events/local-events';
import { DAY, HOUR } from './watched';

const WRITER = callerWith({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' });
const DIRECTIVE = { Namespace: 'rule', Dimensions: [[]], Metrics: [{ Name: 'Users' }] };

interface Overrides {
  readonly metadata?: object;
  readonly directive?: object;
  readonly root?: object;
}

/** A line with one metric; override what a test is about. */
function line({ metadata, directive, root }: Overrides = {}): string {
  const CloudWatchMetrics = [{ ...DIRECTIVE, ...directive }];
  return JSON.stringify({ _aws: { Timestamp: NOW, CloudWatchMetrics, ...metadata }, Users: 12, ...root });
}

const valuesIn = (text: string) =>
  embeddedMetrics(text, NOW).map(({ metric, datapoint }) => ({ ...metric, ...datapoint }));

const USERS = { namespace: 'rule', name: 'Users', dimensions: {}, time: NOW, value: 12 };

describe('Embedded metrics', () => {
  it.each<{ what: string; overrides: Overrides; values: object[] }>([
    { what: 'one value', overrides: {}, values: [USERS] },
    {
      what: 'two directives',
      overrides: { metadata: { CloudWatchMetrics: [DIRECTIVE, { ...DIRECTIVE, Namespace: 'other' }] } },
      values: [{ namespace: 'rule' }, { namespace: 'other' }],
    },
    {
      what: 'a line with other metadata',
      overrides: { metadata: { LogGroupName: 'x' } },
      values: [USERS],
    },
    { what: 'a time two weeks ago', overrides: { metadata: { Timestamp: NOW - 14 * DAY } }, values: [{ value: 12 }] },
  ])('are made of $what', ({ overrides, values }) => {
    expect(valuesIn(line(overrides))).toEqual(values.map((value) => expect.objectContaining(value)));
  });

  it.each([
    ['no JSON', `evaluated "_aws" "CloudWatchMetrics"`],
    ['JSON without metadata', '{"Users":12}'],
    ['metadata of another kind', '{"_aws":{"Timestamp":1},"Users":12}'],
    [
      'the same in a line of the console, which wraps it',
      JSON.stringify({ level: 'INFO', message: JSON.parse(line()) }),
    ],
    ['a list', `[${line()}]`],
  ])('are not looked for in %s', (_what, text) => {
    expect(valuesIn(text)).toEqual([]);
  });

  it.each<{ what: string; overrides: Overrides; says: string }>([
    {
      what: 'no time',
      overrides: { metadata: { Timestamp: undefined } },
      says: 'Timestamp must be whole milliseconds',
    },
    { what: 'a time as text', overrides: { metadata: { Timestamp: '2026' } }, says: 'got "2026"' },
    { what: 'a time in seconds', overrides: { metadata: { Timestamp: NOW / 1000 } }, says: 'the last two weeks' },
    { what: 'a time to come', overrides: { metadata: { Timestamp: NOW + 2 * HOUR + 1 } }, says: 'next two hours' },
    { what: 'directives that are no list', overrides: { metadata: { CloudWatchMetrics: {} } }, says: 'must be a list' },
    { what: 'a directive that is no object', overrides: { metadata: { CloudWatchMetrics: [1] } }, says: 'an object' },
    { what: 'no namespace', overrides: { directive: { Namespace: '' } }, says: 'Namespace must be a string' },
    { what: 'a long namespace', overrides: { directive: { Namespace: 'n'.repeat(1025) } }, says: '1 to 1024' },
    { what: 'no dimensions', overrides: { directive: { Dimensions: undefined } }, says: 'Dimensions must be one' },
    { what: 'no set of dimensions', overrides: { directive: { Dimensions: [] } }, says: 'one empty set' },
    { what: 'a dimension', overrides: { directive: { Dimensions: [['Rule']] } }, says: 'one empty set' },
    { what: 'no metrics', overrides: { directive: { Metrics: undefined } }, says: 'Metrics must be a list' },
    {
      what: 'too many metrics',
      overrides: { directive: { Metrics: Array.from({ length: 101 }, () => ({ Name: 'Users' })) } },
      says: 'has 101 metrics; at most 100',
    },
    { what: 'a metric without a name', overrides: { directive: { Metrics: [{}] } }, says: 'Name must be a string' },
    { what: 'a metric without a value', overrides: { root: { Users: undefined } }, says: 'Users must be a number' },
    { what: 'a number as text', overrides: { root: { Users: '12' } }, says: 'got "12"' },
    { what: 'a list of values', overrides: { root: { Users: [1, 2] } }, says: 'got [1,2]' },
    { what: 'a number out of range', overrides: { root: { Users: 2 ** 361 } }, says: 'from -2^360 to 2^360' },
    {
      what: 'a unit',
      overrides: { directive: { Metrics: [{ Name: 'Users', Unit: 'Count' }] } },
      says: 'the member Unit of a metric',
    },
    { what: 'another member', overrides: { directive: { Extra: 1 } }, says: 'the member Extra of a directive' },
    { what: 'more than a megabyte', overrides: { root: { text: 'x'.repeat(1024 * 1024) } }, says: '1048576 bytes' },
  ])('fail by name with $what', ({ overrides, says }) => {
    expect(() => valuesIn(line(overrides))).toThrow(says);
  });
});

describe('A log group', () => {
  /** The values of the metric after this text has been written, and the group's lines. */
  function written(group: string, lines: readonly string[], caller = WRITER) {
    const { logs, cloudwatch } = localEvents();
    logs.createLogGroup('/rule');
    logs.write(caller, group, 'stream', lines);
    const datapoints = cloudwatch.metrics.datapoints({ namespace: 'rule', name: 'Users', dimensions: {} });
    return { values: datapoints.map(({ value }) => value), lines: logs.lines('/rule') };
  }

  it('keeps the line, and CloudWatch its values', () => {
    expect(written('/rule', [line(), line({ root: { Users: 13 } })])).toEqual({
      values: [12, 13],
      lines: [line(), line({ root: { Users: 13 } })],
    });
  });

  it('drops lines that the role may not write or that have no group', () => {
    const nobody = callerWith({ Effect: 'Allow', Action: 'logs:CreateLogStream', Resource: '*' });

    expect(written('/rule', [line()], nobody).values).toEqual([]);
    expect(written('/other', [line()]).values).toEqual([]);
  });
});
