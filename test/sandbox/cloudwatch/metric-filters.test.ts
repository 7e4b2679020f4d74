import { parseFilterPattern } from '../../../sandbox/cloudwatch/filter-pattern';
import { type MetricFilterDefinition, MetricFilters } from '../../../sandbox/cloudwatch/metric-filters';
import { callerWith } from '../callers';
import { localEvents, NOW } from '../events/local-events';

const MINUTE = 60_000;
const WRITER = callerWith({ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' });

const EVENT = {
  level: 'INFO',
  message: { outcome: 'evaluated', users: 12, 'non-compliant': 2, capped: true, quiet: false, text: '3' },
};

describe('A filter pattern', () => {
  it.each([
    { pattern: '{ $.message.outcome = "evaluated" }', answer: true },
    { pattern: '{ $.message.outcome = evaluated }', answer: true },
    { pattern: '{ $.message.outcome = "failed" }', answer: false },
    { pattern: '{ $.message.outcome.of = "evaluated" }', answer: false },
    { pattern: '{ $.message.missing = "evaluated" }', answer: false },
    { pattern: '{$.message.users=12}', answer: true },
    { pattern: '{ $.message.users = 12.5 }', answer: false },
    { pattern: '{ $.message.text = 3 }', answer: false },
    { pattern: '{ $.message.text = "3" }', answer: true },
    { pattern: '{ $.message.users > 11 }', answer: true },
    { pattern: '{ $.message.users > 12 }', answer: false },
    { pattern: '{ $.message.users >= 12 }', answer: true },
    { pattern: '{ $.message.users < 12 }', answer: false },
    { pattern: '{ $.message.users <= 12 }', answer: true },
    { pattern: '{ $.message.non-compliant > -1 }', answer: true },
    { pattern: '{ $.message.missing < 1 }', answer: false },
    { pattern: '{ $.message.capped IS TRUE }', answer: true },
    { pattern: '{ $.message.quiet IS TRUE }', answer: false },
    { pattern: '{ $.message.quiet IS FALSE }', answer: true },
    { pattern: '{ $.message.users IS TRUE }', answer: false },
    { pattern: '{ $.message.capped IS TRUE && $.message.users = 12 }', answer: true },
    { pattern: '{ $.message.capped IS TRUE && $.message.users = 13 }', answer: false },
    { pattern: '{ $.message.users = 12 && $.level = "INFO" && $.message.quiet IS TRUE }', answer: false },
  ])('$pattern: $answer', ({ pattern, answer }) => {
    expect(parseFilterPattern(pattern)(EVENT)).toBe(answer);
  });

  it.each([
    'ERROR',
    '',
    '{ }',
    '{ $.a = 1 || $.b = 2 }',
    '{ ($.a = 1) && ($.b = 2) }',
    '{ $.a = 1 && }',
    '{ $.a != 1 }',
    '{ $.a = "x*" }',
    '{ $.a > "x" }',
    '{ $.a IS NULL }',
    '{ $.a NOT EXISTS }',
    '{ $.a[0] = 1 }',
    '{ $.a. = 1 }',
    '{ a = 1 }',
  ])('%s fails by name', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow('not modelled by this local AWS');
  });
});

function filter(overrides: Partial<MetricFilterDefinition> = {}): MetricFilterDefinition {
  return {
    name: 'users',
    logGroup: '/rule',
    pattern: '{ $.message.outcome = "evaluated" }',
    namespace: 'InactiveIamUsers',
    metric: 'Users',
    value: '$.message.users',
    dimensions: {},
    ...overrides,
  };
}

/** A log group with a filter, and the datapoints of its metric. */
function filtered(overrides: Partial<MetricFilterDefinition> = {}) {
  const local = localEvents();
  const filters = new MetricFilters(local.logs, local.cloudwatch.metrics);
  local.logs.createLogGroup({ name: '/rule' });
  filters.put(filter(overrides));
  return {
    ...local,
    filters,
    log: (message: unknown, time = NOW, group = '/rule') => {
      local.logs.write(WRITER, group, 'stream', [JSON.stringify({ timestamp: new Date(time).toISOString(), message })]);
    },
    datapoints: (dimensions = {}) =>
      local.cloudwatch.metrics.datapoints({ namespace: 'InactiveIamUsers', name: 'Users', dimensions }),
  };
}

describe('A metric filter', () => {
  it.each([
    { what: 'a number in the line', value: '$.message.users', made: [12] },
    { what: 'a number in text', value: '$.message.text', made: [3] },
    { what: 'a number of its own', value: '1', made: [1] },
    { what: 'a text', value: '$.message.outcome', made: [] },
    { what: 'an empty text', value: '$.message.empty', made: [] },
    { what: 'nothing', value: '$.message.missing', made: [] },
  ])('makes $made of $what', ({ value, made }) => {
    const { log, datapoints } = filtered({ value });
    log({ outcome: 'evaluated', users: 12, text: '3', empty: '' });

    expect(datapoints().map((datapoint) => datapoint.value)).toEqual(made);
  });

  it('gives a datapoint the minute and the unit', () => {
    const { log, datapoints } = filtered({ unit: 'Count' });
    log({ outcome: 'evaluated', users: 12 }, NOW + 59_999);

    expect(datapoints()).toEqual([{ time: NOW, value: 12, unit: 'Count' }]);
  });

  it.each([
    { what: 'a line that does not match', line: JSON.stringify({ timestamp: '2026-11-24T08:00:00Z', message: 'x' }) },
    { what: 'a line that is no JSON', line: 'evaluated' },
    { what: 'a line without a time', line: JSON.stringify({ message: { outcome: 'evaluated', users: 12 } }) },
  ])('makes nothing of $what', ({ line }) => {
    const { logs, datapoints } = filtered();
    logs.write(WRITER, '/rule', 'stream', [line]);

    expect(datapoints()).toEqual([]);
  });

  it('sees neither another group nor what a role may not write', () => {
    const { logs, log, datapoints } = filtered();
    logs.createLogGroup({ name: '/another' });
    log({ outcome: 'evaluated', users: 12 }, NOW, '/another');
    logs.write(callerWith({ Effect: 'Allow', Action: 'logs:CreateLogStream', Resource: '*' }), '/rule', 'stream', [
      JSON.stringify({ timestamp: '2026-11-24T08:00:00Z', message: { outcome: 'evaluated', users: 12 } }),
    ]);

    expect(datapoints()).toEqual([]);
  });

  it('makes the default value of a minute whose lines do not match', () => {
    const { logs, datapoints } = filtered({ defaultValue: 0 });
    const lineAt = (time: number, outcome: string) =>
      JSON.stringify({ timestamp: new Date(time).toISOString(), message: { outcome, users: 12 } });
    logs.write(WRITER, '/rule', 'stream', [
      lineAt(NOW, 'evaluated'),
      lineAt(NOW + 1, 'other'),
      lineAt(NOW + MINUTE, 'other'),
      lineAt(NOW + MINUTE + 1, 'other'),
    ]);

    expect(datapoints().map(({ time, value }) => [time, value])).toEqual([
      [NOW, 12],
      [NOW + MINUTE, 0],
    ]);
  });

  it('takes dimensions from the line, and fails by name where they are not there', () => {
    const { log, datapoints } = filtered({ dimensions: { Kind: '$.message.kind' } });
    log({ outcome: 'evaluated', users: 12, kind: 'daily' });

    expect(datapoints({ Kind: 'daily' })).toHaveLength(1);
    expect(datapoints()).toEqual([]);
    expect(() => log({ outcome: 'evaluated', users: 12 })).toThrow('a log line without $.message.kind');
  });

  it('takes the place of the one of its name', () => {
    const { filters, log, datapoints } = filtered();
    filters.put(filter({ value: '1' }));
    log({ outcome: 'evaluated', users: 12 });

    expect(datapoints().map(({ value }) => value)).toEqual([1]);
  });

  it('needs its log group', () => {
    const { logs, cloudwatch } = localEvents();
    const filters = new MetricFilters(logs, cloudwatch.metrics);

    expect(() => filters.put(filter())).toThrow('The specified log group does not exist.');
  });
});
