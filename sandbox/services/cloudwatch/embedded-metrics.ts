import { NotModelled } from '../../core/aws-error';
import { itemsOf, membersOf, parseJson } from '../../core/json';
import type { Datapoint, MetricId } from './metrics';

/** A value that a log line carries, and the metric that it belongs to. */
interface EmbeddedValue {
  readonly metric: MetricId;
  readonly datapoint: Datapoint;
}

const MOST_BYTES = 1024 * 1024;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Members = ReadonlyMap<string, unknown>;

/**
 * The metrics of a log line in the embedded metric format; none of other lines. `now` in milliseconds since the epoch.
 * Modelled are metrics without a dimension and without a unit, each with one value.
 *
 * CloudWatch silently drops a line that breaks the specification. Here it fails, because the function's alarms need its
 * metrics. AWS: "Specification: Embedded metric format", CloudWatch User Guide; for the allowed times and values,
 * "PutMetricData" and "MetricDatum", CloudWatch API Reference.
 *
 * @throws NotModelled for a line that CloudWatch would drop, and for the rest of the format
 */
export function embeddedMetrics(line: string, now: number): EmbeddedValue[] {
  // Most lines are not in this format. This check is faster than parsing them.
  if (!line.includes('"_aws"')) return [];
  const root = membersOf(parseJson(line));
  const metadata = membersOf(root?.get('_aws'));
  if (!root || !metadata?.has('CloudWatchMetrics')) return [];
  if (Buffer.byteLength(line) > MOST_BYTES) throw broken('the line', `has more than ${MOST_BYTES} bytes`);
  const time = metadata.get('Timestamp');
  if (typeof time !== 'number' || !Number.isInteger(time) || time < now - 14 * DAY || time > now + 2 * HOUR) {
    const range = 'must be whole milliseconds of the last two weeks or the next two hours';
    throw broken('Timestamp', `${range}, got ${JSON.stringify(time)}`);
  }
  return listAt(metadata, 'CloudWatchMetrics').flatMap((item) => {
    const directive = objectOf(item, 'a directive', ['Namespace', 'Dimensions', 'Metrics']);
    const namespace = textAt(directive, 'Namespace');
    if (JSON.stringify(directive.get('Dimensions')) !== '[[]]') {
      throw broken('Dimensions', 'must be one empty set of dimensions, [[]]');
    }
    const definitions = listAt(directive, 'Metrics');
    if (definitions.length > 100) throw broken('Metrics', `has ${definitions.length} metrics; at most 100 are allowed`);
    return definitions.map((definition) => {
      const name = textAt(objectOf(definition, 'a metric', ['Name']), 'Name');
      const value = root.get(name);
      if (typeof value !== 'number' || Math.abs(value) > 2 ** 360) {
        throw broken(name, `must be a number from -2^360 to 2^360, got ${JSON.stringify(value)}`);
      }
      return { metric: { namespace, name, dimensions: {} }, datapoint: { time, value } };
    });
  });
}

function textAt(members: Members, name: string): string {
  const value = members.get(name);
  if (typeof value === 'string' && value.length >= 1 && value.length <= 1024) return value;
  throw broken(name, `must be a string of 1 to 1024 characters, got ${JSON.stringify(value)}`);
}

function listAt(members: Members, name: string): readonly unknown[] {
  const items = itemsOf(members.get(name));
  if (!items) throw broken(name, 'must be a list');
  return items;
}

function objectOf(value: unknown, what: string, modelled: readonly string[]): Members {
  const members = membersOf(value);
  if (!members) throw broken(what, `must be an object, got ${JSON.stringify(value)}`);
  const other = [...members.keys()].find((name) => !modelled.includes(name));
  if (other !== undefined) throw new NotModelled(`the member ${other} of ${what} in the embedded metric format`);
  return members;
}

function broken(what: string, reason: string): NotModelled {
  return new NotModelled(`embedded metrics that CloudWatch would drop: ${what} ${reason}`);
}
