import { synthesizedTemplate } from '../support/deployed-account';
import { soak } from './soak';
import { EXPECTED } from './tally';

/** The other half of soak.test.ts: Jest runs them side by side. */
describe('250 other days of faults and changes at every moment', () => {
  it('break no promise, and every fault, outcome and exception is among them', async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: 1001, days: 250 });

    expect(EXPECTED.filter((what) => tally.of(what) === 0)).toEqual([]);
  }, 600_000);
});
