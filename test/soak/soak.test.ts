import { soak } from './soak';
import { EXPECTED } from './tally';
import { synthesizedTemplate } from '../support/deployed-account';

/** The second half is in soak-more.test.ts, for another worker. `npm run soak -- --days N --seed S` does any number. */
describe('250 days of faults and changes at every moment', () => {
  it('break no promise, and every fault, outcome and exception is among them', async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: 1, days: 250 });

    expect(EXPECTED.filter((what) => tally.of(what) === 0)).toEqual([]);
  }, 600_000);
});
