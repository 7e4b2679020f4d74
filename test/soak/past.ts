/** How long a state that has ended is remembered, in milliseconds: longer than a credential report lives. */
const REMEMBERED = 6 * 60 * 60 * 1000;

/** A state and its time. While the clock does not move, states may follow each other at the same moment. */
export interface State<T> {
  readonly value: T;
  readonly from: number;
  readonly until: number;
}

/** The states of something over time. Times are milliseconds since the epoch. */
export class Past<T> {
  private states: { readonly value: T; readonly from: number }[] = [];

  /** The state is this from now on. */
  begin(value: T, now: number): void {
    this.states.push({ value, from: now });
    const firstNeeded = this.states.findIndex(
      (_, index) => (this.states[index + 1]?.from ?? Infinity) >= now - REMEMBERED,
    );
    if (firstNeeded > 0) this.states.splice(0, firstNeeded);
  }

  /** Each state at any moment of a period, oldest first, cut to that period. */
  during(since: number, until: number): State<T>[] {
    return this.states
      .map(({ value, from }, index) => ({ value, from, until: this.states[index + 1]?.from ?? Infinity }))
      .filter((state) => state.from <= until && state.until >= since)
      .map((state) => ({ ...state, from: Math.max(state.from, since), until: Math.min(state.until, until) }));
  }

  /** The state at a past moment, unless it still lasts. */
  before(time: number): T | undefined {
    const index = this.states.findLastIndex(({ from }) => from <= time);
    return index >= 0 && index < this.states.length - 1 ? this.states[index]?.value : undefined;
  }
}
