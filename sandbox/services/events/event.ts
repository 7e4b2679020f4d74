import type { Account } from '../../core/account';

/** What a service or a caller of PutEvents sends. */
export interface EventEntry {
  /** e.g. `aws.config`. */
  readonly source: string;
  readonly detailType: string;
  /** ARNs; often none. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch; by default the moment of its arrival. */
  readonly time?: number;
}

/** An event as rules and their targets see it. AWS: "Events in Amazon EventBridge", EventBridge User Guide. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** To the second, e.g. `2026-11-24T08:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export function busEvent(entry: EventEntry, id: string, account: Account, arrival: number): BusEvent {
  return {
    version: '0',
    id,
    'detail-type': entry.detailType,
    source: entry.source,
    account: account.accountId,
    time: toTheSecond(entry.time ?? arrival),
    region: account.region,
    resources: entry.resources,
    detail: entry.detail,
  };
}

/** ISO 8601 without fractions of a second, as EventBridge writes times. */
function toTheSecond(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
