import { InvalidEvent } from '../rule/decision/errors';
import { isRecord } from '../rule/decision/json';
import { EVENT_TYPES } from '../rule/reporting/event-types';

/** What an event says about a user's password. Its tags and its sentences are not used: IAM has the tags of today. */
export interface PasswordEvent {
  readonly type: MailedType;
  readonly accountId: string;
  readonly userId: string;
  readonly userName: string;
  /** When it happened; if the type is `nearing`, when the user becomes inactive. */
  readonly date: Date;
}

/** The types of events that the person concerned gets a mail about. */
export const MAILED_TYPES = ['nearing', 'inactive', 'deleted', 'kept'] as const;
export type MailedType = (typeof MAILED_TYPES)[number];

/** @throws InvalidEvent that names the member */
export function parseEvent(event: unknown): PasswordEvent {
  if (!isRecord(event)) throw new InvalidEvent('(the event)', event, 'an object');
  const detail = isRecord(event['detail']) ? event['detail'] : {};
  const type = MAILED_TYPES.find((known) => EVENT_TYPES[known] === event['detail-type']);
  if (!type) {
    const types = MAILED_TYPES.map((known) => EVENT_TYPES[known]);
    throw new InvalidEvent('detail-type', event['detail-type'], `one of ${types.join(', ')}`);
  }
  return {
    type,
    accountId: textIn(event, 'account'),
    userId: textIn(detail, 'userId'),
    userName: textIn(detail, 'userName'),
    date: type === 'nearing' ? dateIn(detail, 'inactiveAfter') : dateIn(event, 'time'),
  };
}

type Members = Readonly<Record<string, unknown>>;

function textIn(members: Members, name: string): string {
  const value = members[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new InvalidEvent(name, value, 'a string');
}

function dateIn(members: Members, name: string): Date {
  const date = new Date(textIn(members, name));
  if (Number.isNaN(date.getTime())) throw new InvalidEvent(name, members[name], 'a date');
  return date;
}
