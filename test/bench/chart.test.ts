import { drawChart } from './chart';
import { COMPARED, type Kind, type Measurement } from './measurements';

/** IAM calls and seconds of three accounts' evaluations. */
const VALUES: readonly (readonly [Kind, number, number, number])[] = [
  ['per user', 100, 201, 1.094],
  ['per user', 5_000, 10_029, 64.03],
  ['first', 100, 6, 1.08],
  ['first', 5_000, 157, 2.41],
  ['unchanged', 100, 6, 0.45],
  ['unchanged', 5_000, 157, 3.2],
  ['next day', 5_000, 999, 9.99],
];

function measurements(): Measurement[] {
  return COMPARED.flatMap((population) =>
    VALUES.map(([kind, users, iamCalls, seconds]) => ({
      kind,
      users,
      population,
      iamCalls,
      milliseconds: seconds * 1000,
      neededCalls: 0,
      costUsd: 0,
      calls: {},
      throttled: 0,
      recorded: 0,
      peakBytes: 0,
    })),
  );
}

describe("the bench's picture", () => {
  const picture = drawChart(measurements());

  it('has a panel for the calls and one for the seconds of each population, with each value beside its point', () => {
    const texts = [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

    expect(texts).toEqual(expect.arrayContaining(['1 % inactive', 'one user at a time', '10,029', '1.09', '3.2']));
    expect(texts.filter((text) => text === '10,029')).toHaveLength(COMPARED.length);
    expect(texts).not.toContain('999');
  });

  it('draws more users further right, and more calls further up', () => {
    const [line] = [...picture.matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) => points);

    expect(line).toBe('23.2,109.9 278.1,16.5');
  });
});
