import { Chance, parseSeed, seedAfter } from './chance';

const HIGHEST = 2 ** 53;

describe('The seed of a soak', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['7', 7],
    ['007', 7],
    ['4294967296', 2 ** 32],
    ['9007199254740991', HIGHEST - 1],
    ['9007199254740992', HIGHEST],
  ])('may be %s', (text, seed) => {
    expect(parseSeed(text)).toBe(seed);
    expect(new Chance(seed).below(100)).toBe(new Chance(seed).below(100));
  });

  it.each(['9007199254740993', '90071992547409920', '-1', '1.5', '1e3', '0x10', ' 1', 'abc', ''])(
    'is refused in one line if it is "%s"',
    (text) => {
      expect(() => parseSeed(text)).toThrow(/^It must be a whole number from 0 to 9007199254740992 \(2\^53\)\.$/);
    },
  );

  it.each([-1, 1.5, HIGHEST + 2, Infinity, Number.NaN])('cannot be %d', (seed) => {
    expect(() => new Chance(seed)).toThrow(`a seed must be a whole number from 0 to 9007199254740992; got ${seed}`);
  });

  it.each<[number, number, number]>([
    [1, 3, 4],
    [HIGHEST - 1, 1, HIGHEST],
    [HIGHEST, 1, 0],
    [HIGHEST - 2, 5, 2],
  ])('%d, advanced by %d, is the seed %d', (seed, count, later) => {
    expect(seedAfter(seed, count)).toBe(later);
  });

  it('makes another sequence for each seed, also for those that differ only above 32 bits', () => {
    const sequences = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, 2 ** 52, HIGHEST].map((seed) => {
      const chance = new Chance(seed);
      return Array.from({ length: 8 }, () => chance.below(1000)).join(' ');
    });

    expect(new Set(sequences).size).toBe(sequences.length);
  });

  it('gives numbers that are spread evenly', () => {
    const chance = new Chance(7);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) counts[chance.below(10)] = (counts[chance.below(10)] ?? 0) + 1;

    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1200);
  });
});
