import { soak } from './soak';
import { EXPECTED } from './tally';
import { synthesizedTemplate } from '../support/deployed-account';

/** The first half is in soak.test.ts. Each account lives 25 days, with a seed of its own: the first half has 1 to 10. */
describe('250 more days of faults and changes at every moment', () => {
  it('break no promise, and every fault, outcome and exception is among them', async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: 11, days: 250 });

    expect(EXPECTED.filter((what) => tally.of(what) === 0)).toEqual([]);
  }, 600_000);
});
