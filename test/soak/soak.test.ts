import { synthesizedTemplate } from '../support/deployed-account';
import { soak } from './soak';
import { EXPECTED } from './tally';

/** `npm run soak -- --days N --seed S` does any number of them. */
describe('500 days of faults and changes at every moment', () => {
  it('break no promise, and every fault, outcome and exception is among them', async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: 1, days: 500 });

    expect(EXPECTED.filter((what) => tally.of(what) === 0)).toEqual([]);
  }, 600_000);
});
