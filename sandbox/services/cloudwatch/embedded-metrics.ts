import { itemsOf, membersOf, parseJson } from '../../core/json';
import { NotModelled } from '../../core/aws-error';
import type { Datapoint, MetricId } from './metrics';

/** A value that a log line carries, and the metric that it belongs to. */
export interface EmbeddedValue {
  readonly metric: MetricId;
  readonly datapoint: Datapoint;
}

const MOST_BYTES = 1024 * 1024;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BYTES = ['Bytes', 'Kilobytes', 'Megabytes', 'Gigabytes', 'Terabytes'];
const RATES = ['Count', ...BYTES, ...BYTES.map((unit) => unit.replace('ytes', 'its'))];
const TIMES = ['Seconds', 'Microseconds', 'Milliseconds'];
const UNITS = new Set(['None', 'Percent', ...TIMES, ...RATES, ...RATES.map((unit) => `${unit}/Second`)]);

type Members = ReadonlyMap<string, unknown>;

/**
 * The metrics of a log line in the embedded metric format; none of any other line. `now` in milliseconds since the epoch.
 *
 * CloudWatch drops what breaks the specification without a word to the function, and counts it in a metric that nobody
 * looks at. Here it fails: a function that speaks the format wrongly has lost the metrics that its alarms stand on.
 * AWS: "Specification: Embedded metric format", CloudWatch User Guide; for a time's range and a value's, "PutMetricData"
 * and "MetricDatum", CloudWatch API Reference.
 *
 * @throws NotModelled for a line that CloudWatch would drop, and for a metric of high resolution
 */
export function embeddedMetrics(line: string, now: number): EmbeddedValue[] {
  // Most lines are not in this format, and need not be parsed to see it.
  if (!line.includes('"_aws"')) return [];
  const root = membersOf(parseJson(line));
  const metadata = membersOf(root?.get('_aws'));
  if (!root || !metadata?.has('CloudWatchMetrics')) return [];
  if (Buffer.byteLength(line) > MOST_BYTES) throw broken('the line', `has more than ${MOST_BYTES} bytes`);
  const time = timestampIn(metadata, now);
  return listAt(metadata, 'CloudWatchMetrics', '_aws').flatMap((directive, index) =>
    valuesOf(memberObject(directive, `CloudWatchMetrics[${index}]`), root, time),
  );
}

function timestampIn(metadata: Members, now: number): number {
  const time = metadata.get('Timestamp');
  if (typeof time !== 'number' || !Number.isInteger(time)) {
    throw broken('Timestamp', `must be a whole number of milliseconds, got ${JSON.stringify(time)}`);
  }
  if (time < now - 14 * DAY || time > now + 2 * HOUR) {
    throw broken('Timestamp', `must be of the last two weeks or the next two hours, got ${time}`);
  }
  return time;
}

function valuesOf(directive: Members, root: Members, time: number): EmbeddedValue[] {
  const namespace = textOf(directive.get('Namespace'), 'Namespace', 1024);
  const sets = listAt(directive, 'Dimensions', 'the directive').map((set) => dimensionsOf(set, root));
  if (sets.length === 0) throw broken('Dimensions', 'must have a set of dimensions; it may be empty');
  const definitions = listAt(directive, 'Metrics', 'the directive');
  if (definitions.length > 100) throw broken('Metrics', `has ${definitions.length} metrics; at most 100 are allowed`);
  return definitions.flatMap((item) => {
    const definition = memberObject(item, 'a metric');
    const name = textOf(definition.get('Name'), 'Name', 1024);
    const unit = unitOf(definition, name);
    checkResolution(definition, name);
    const values = numbersAt(root, name);
    return sets.flatMap((dimensions) =>
      values.map((value) => ({ metric: { namespace, name, dimensions }, datapoint: { time, value, unit } })),
    );
  });
}

function dimensionsOf(set: unknown, root: Members): MetricId['dimensions'] {
  const keys = itemsOf(set);
  if (!keys) throw broken('Dimensions', 'must be a list of lists of names');
  if (keys.length > 30) throw broken('Dimensions', `has a set of ${keys.length}; at most 30 are allowed`);
  return Object.fromEntries(
    keys.map((item) => {
      const key = textOf(item, 'the name of a dimension', 250);
      return [key, textOf(root.get(key), `the dimension ${key}`, 1024)];
    }),
  );
}

function unitOf(definition: Members, name: string): string {
  const unit = definition.get('Unit') ?? 'None';
  if (typeof unit === 'string' && UNITS.has(unit)) return unit;
  throw broken(`the Unit of ${name}`, `is no unit of CloudWatch: ${JSON.stringify(unit)}`);
}

function checkResolution(definition: Members, name: string): void {
  const resolution = definition.get('StorageResolution') ?? 60;
  if (resolution === 1) throw new NotModelled(`a metric of high resolution, ${name}`);
  if (resolution !== 60) {
    throw broken(`the StorageResolution of ${name}`, `must be 1 or 60, got ${JSON.stringify(resolution)}`);
  }
}

function numbersAt(root: Members, name: string): number[] {
  const target = root.get(name);
  const values = itemsOf(target) ?? [target];
  if (values.length > 100) throw broken(name, `has ${values.length} values; at most 100 are allowed`);
  return values.map((value) => {
    if (typeof value === 'number' && Math.abs(value) <= 2 ** 360) return value;
    throw broken(name, `must be a number from -2^360 to 2^360, or a list of such, got ${JSON.stringify(target)}`);
  });
}

function textOf(value: unknown, what: string, most: number): string {
  if (typeof value === 'string' && value.length >= 1 && value.length <= most) return value;
  throw broken(what, `must be a string of 1 to ${most} characters, got ${JSON.stringify(value)}`);
}

function listAt(members: Members, name: string, of: string): readonly unknown[] {
  const items = itemsOf(members.get(name));
  if (!items) throw broken(name, `of ${of} must be a list`);
  return items;
}

function memberObject(value: unknown, what: string): Members {
  const members = membersOf(value);
  if (!members) throw broken(what, `must be an object, got ${JSON.stringify(value)}`);
  return members;
}

function broken(what: string, reason: string): NotModelled {
  return new NotModelled(`embedded metrics that CloudWatch would drop without a word: ${what} ${reason}`);
}
