import type { Call, LocalAws } from '../index';
import { isoTime } from './iso-time';
import type { Happening } from './population';

interface Entry {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly what: string;
}

/** What happens in the local AWS from now on: evaluations, deleted passwords, failed remediations and messages. */
export class Journal {
  private readonly inactive: Set<string>;
  /** How many users are inactive, from which time on. */
  private readonly counts: { readonly time: number; readonly inactive: number }[] = [];
  private readonly sources: readonly (() => Entry[])[];
  private entries: Entry[] = [];

  constructor(
    private readonly aws: LocalAws,
    ruleName: string,
  ) {
    const { config, endpoint, sns } = aws;
    this.inactive = new Set(config.compliance.nonCompliant(ruleName).map(({ resourceId }) => resourceId));
    this.count();
    config.compliance.changeObservers.push((result) => {
      if (result.ruleName !== ruleName) return;
      if (result.complianceType === 'NON_COMPLIANT') this.inactive.add(result.resourceId);
      else this.inactive.delete(result.resourceId);
      this.count();
    });
    this.sources = [
      newOf(
        () => config.runs,
        ({ started, ended }) => ended && started,
        ({ error, ended = 0 }) =>
          error ? `evaluation failed: ${error.code}: ${error.message}` : `evaluation: ${this.countAt(ended)} inactive`,
      ),
      newOf(() => endpoint.calls, timeOf, deletionOf),
      newOf(
        () => config.remediation.runs,
        ({ ended }) => ended,
        ({ state, resourceId, failureMessage = 'no message' }) =>
          state === 'FAILED' ? `remediation of ${this.nameOf(resourceId)} failed: ${failureMessage}` : undefined,
      ),
      newOf(
        () => sns.messages,
        timeOf,
        ({ message }) => `message: ${message}`,
      ),
      newOf(
        () => sns.lost,
        timeOf,
        ({ reason }) => `message lost: ${reason}`,
      ),
    ];
    // Much happens at the same time. Between two things there is a call, so they are collected in their order.
    endpoint.observers.push(() => this.collect());
  }

  /** What has happened since the last take, in order. What happens several times in a row is one entry. */
  take(): Happening[] {
    this.collect();
    const entries = this.entries.toSorted((one, other) => one.time - other.time);
    this.entries = [];
    const runs: Entry[][] = [];
    for (const entry of entries) {
      const last = runs.at(-1);
      if (last?.[0]?.what === entry.what) last.push(entry);
      else runs.push([entry]);
    }
    return runs.flatMap(([first, ...others]) => {
      if (!first) return [];
      const last = others.at(-1);
      const repeated = last ? ` (${others.length + 1} times until ${isoTime(last.time)})` : '';
      return [{ time: isoTime(first.time), what: `${first.what}${repeated}` }];
    });
  }

  private collect(): void {
    this.entries.push(...this.sources.flatMap((source) => source()));
  }

  private count(): void {
    this.counts.push({ time: this.aws.clock.now(), inactive: this.inactive.size });
  }

  private countAt(moment: number): number {
    return this.counts.findLast(({ time }) => time <= moment)?.inactive ?? 0;
  }

  private nameOf(userId: string): string {
    return this.aws.iam.users().find((user) => user.userId === userId)?.userName ?? userId;
  }
}

/**
 * The entries of the items that were added since the last call.
 * @param when undefined if the item is not complete: it waits, and those after it
 * @param what undefined if the item is not worth an entry
 */
function newOf<T>(
  items: () => readonly T[],
  when: (item: T) => number | undefined,
  what: (item: T) => string | undefined,
): () => Entry[] {
  let seen = items().length;
  return () => {
    const entries: Entry[] = [];
    for (const item of items().slice(seen)) {
      const time = when(item);
      if (time === undefined) break;
      seen += 1;
      const text = what(item);
      if (text !== undefined) entries.push({ time, what: text });
    }
    return entries;
  };
}

function timeOf({ time }: { readonly time: number }): number {
  return time;
}

function deletionOf({ operation, input, error }: Call): string | undefined {
  if (operation !== 'DeleteLoginProfile' || error !== undefined) return undefined;
  const name = typeof input === 'object' && input !== null && 'UserName' in input ? String(input.UserName) : 'a user';
  return `password of ${name} deleted`;
}
