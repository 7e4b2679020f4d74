/** How long a state that has ended is remembered, in milliseconds: longer than a credential report lives. */
const REMEMBERED = 6 * 60 * 60 * 1000;

/** What something was over a time; while the clock stands still, states may follow each other in no time. */
export interface State<T> {
  readonly value: T;
  readonly from: number;
  readonly until: number;
}

/** What something was, and when. Times are milliseconds since the epoch. */
export class Past<T> {
  private states: { readonly value: T; readonly from: number }[] = [];

  /** From now on it is this. */
  begin(value: T, now: number): void {
    this.states.push({ value, from: now });
    const firstNeeded = this.states.findIndex(
      (_, index) => (this.states[index + 1]?.from ?? Infinity) >= now - REMEMBERED,
    );
    if (firstNeeded > 0) this.states.splice(0, firstNeeded);
  }

  /** Each state that there was at any moment of a time, oldest first, cut to that time. */
  during(since: number, until: number): State<T>[] {
    return this.states
      .map(({ value, from }, index) => ({ value, from, until: this.states[index + 1]?.from ?? Infinity }))
      .filter((state) => state.from <= until && state.until >= since)
      .map((state) => ({ ...state, from: Math.max(state.from, since), until: Math.min(state.until, until) }));
  }

  /** The state of a moment that has passed, if it is not the one of now. */
  before(time: number): T | undefined {
    const index = this.states.findLastIndex(({ from }) => from <= time);
    return index >= 0 && index < this.states.length - 1 ? this.states[index]?.value : undefined;
  }
}
