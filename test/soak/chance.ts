/** The highest seed: up to here a double represents each whole number exactly. */
const HIGHEST_SEED = 2 ** 53;

/** Random numbers from a seed, the same in every run: sfc32, whose state takes all bits of the seed. */
export class Chance {
  private readonly state: Uint32Array;

  /** @throws RangeError for anything but a whole number from 0 to 2^53 */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > HIGHEST_SEED) {
      throw new RangeError(`a seed must be a whole number from 0 to ${HIGHEST_SEED}; got ${seed}`);
    }
    this.state = Uint32Array.of(seed % 2 ** 32, Math.floor(seed / 2 ** 32), 0x9e3779b9, 1);
    for (let round = 0; round < 15; round += 1) this.next();
  }

  /** From 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor((this.next() / 2 ** 32) * end);
  }

  /** True once in `times` times. */
  onceIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Each item with a chance of one in `oneIn`. */
  some<T>(items: readonly T[], oneIn: number): T[] {
    return items.filter(() => this.onceIn(oneIn));
  }

  private next(): number {
    const [a = 0, b = 0, c = 0, count = 0] = this.state;
    const result = (a + b + count) | 0;
    this.state.set([b ^ (b >>> 9), c + (c << 3), ((c << 21) | (c >>> 11)) + result, count + 1]);
    return result >>> 0;
  }
}

/**
 * Parses a seed.
 *
 * @throws RangeError that says what a seed is
 */
export function parseSeed(text: string): number {
  // A longer text could round to another number's double.
  if (/^[0-9]{1,16}$/.test(text) && BigInt(text) <= BigInt(HIGHEST_SEED)) return Number(text);
  throw new RangeError(`It must be a whole number from 0 to ${HIGHEST_SEED} (2^53).`);
}

/** The seed that comes `count` after another; the highest is followed by 0. */
export function seedAfter(seed: number, count: number): number {
  const left = HIGHEST_SEED - seed;
  return count <= left ? seed + count : count - left - 1;
}
