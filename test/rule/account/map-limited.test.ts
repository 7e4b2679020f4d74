import { setImmediate as turn } from 'node:timers/promises';
import { mapLimited } from '../../../rule/account/map-limited';

/** A call that ends when it is told to, and a record of which have begun. */
function controlled() {
  const begun: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  const call = (item: number) =>
    new Promise<string>((resolve, reject) => {
      begun.push(item);
      ends.set(item, (error) => (error ? reject(error) : resolve(`result ${item}`)));
    });
  const end = async (item: number, error?: Error) => {
    ends.get(item)?.(error);
    await turn();
  };
  return { begun, call, end };
}

describe('A limited number of calls in flight', () => {
  it('is never exceeded; each that ends lets the next begin, and the results are in the order of the items', async () => {
    const { begun, call, end } = controlled();
    const results = mapLimited([1, 2, 3, 4], 2, call);
    await turn();
    expect(begun).toEqual([1, 2]);

    await end(2);
    expect(begun).toEqual([1, 2, 3]);

    for (const item of [3, 1, 4]) await end(item);
    await expect(results).resolves.toEqual(['result 1', 'result 2', 'result 3', 'result 4']);
  });

  it('fails as the first call that fails; what is in flight goes on', async () => {
    const { begun, call, end } = controlled();
    const results = mapLimited([1, 2], 2, call);
    const failure = results.catch(String);

    await end(1, new Error('of the first'));
    await end(2);

    await expect(failure).resolves.toBe('Error: of the first');
    expect(begun).toEqual([1, 2]);
  });

  it('returns an empty list for an empty list', async () => {
    const { call } = controlled();

    await expect(mapLimited([], 8, call)).resolves.toEqual([]);
  });
});
