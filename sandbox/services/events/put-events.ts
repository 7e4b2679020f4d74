import type { PutEventsResponse, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import { membersOf, parseJson } from '../../core/json';
import { AwsError, NotModelled } from '../../core/aws-error';
import type { Fields } from '../../core/fields';
import type { Operations } from '../../endpoint/operation';
import type { AuthorizedResource } from '../../policy/caller';
import type { EventEntry } from './event';
import type { EventBus } from './event-bus';

/** AWS: "Calculating PutEvents event entry size", EventBridge User Guide: all entries of a call together. */
const MOST_BYTES = 256 * 1024;

/** EventBridge's operations. AWS: "PutEvents", EventBridge API Reference: an entry can fail in a call that succeeds. */
export function eventOperations(bus: Pick<EventBus, 'arn' | 'put'>): Operations {
  return {
    PutEvents: (input) => {
      const entries = input.only('Entries').structures('Entries', { min: 1, max: 10 });
      const events = entries.map((entry) => parseEntry(entry, bus.arn));
      if (entries.reduce((bytes, entry) => bytes + sizeOf(entry), 0) > MOST_BYTES) {
        throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
      }
      const resources = entries.map((entry) => resourceOf(entry, bus.arn));
      return {
        authorize: () => resources,
        handle: (): PutEventsResponse => {
          const results = events.map((event) => ('source' in event ? { EventId: bus.put(event) } : event));
          return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
        },
      };
    },
  };
}

/**
 * The bus with the entry's source. An entry that the policies do not allow fails the whole call here: AWS documents
 * `events:source`, but not what happens to the other entries. AWS: "Using IAM policy conditions in Amazon EventBridge"
 */
function resourceOf(entry: Fields, arn: string): AuthorizedResource {
  const source = entry.optionalText('Source');
  return { arn, conditionKeys: source === undefined ? {} : { 'events:source': source } };
}

/** What was sent, or the reason why it was refused. @throws NotModelled for another bus */
function parseEntry(entry: Fields, busArn: string): EventEntry | PutEventsResultEntry {
  entry.only('Source', 'DetailType', 'Detail', 'Resources', 'Time', 'EventBusName');
  const bus = entry.optionalText('EventBusName') ?? 'default';
  if (bus !== 'default' && bus !== busArn) throw new NotModelled(`the event bus ${bus}`);
  const missing = ['Source', 'DetailType', 'Detail'].find((name) => (entry.optionalText(name) ?? '') === '');
  if (missing !== undefined) {
    return refused('InvalidArgument', `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`);
  }
  const source = entry.text('Source');
  // Only AWS may send events as AWS, whatever the caller's policies allow.
  if (source.startsWith('aws.')) {
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const detail = objectIn(entry.text('Detail'));
  if (!detail) return refused('MalformedDetail', 'Detail is malformed.');
  const detailType = entry.text('DetailType');
  // AWS documents at most 128 characters, but not what happens to more.
  if (detailType.length > 128) throw new NotModelled(`a DetailType of ${detailType.length} characters`);
  return {
    source,
    detailType,
    detail,
    resources: entry.texts('Resources'),
    time: entry.has('Time') ? entry.date('Time').getTime() : undefined,
  };
}

function refused(ErrorCode: string, ErrorMessage: string): PutEventsResultEntry {
  return { ErrorCode, ErrorMessage };
}

function objectIn(json: string): Record<string, unknown> | undefined {
  const members = membersOf(parseJson(json));
  return members && Object.fromEntries(members);
}

function sizeOf(entry: Fields): number {
  const texts = ['Source', 'DetailType', 'Detail'].map((name) => entry.optionalText(name) ?? '');
  const bytes = [...texts, ...entry.texts('Resources')].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes + (entry.has('Time') ? 14 : 0);
}
