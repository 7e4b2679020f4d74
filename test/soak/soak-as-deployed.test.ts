import { synthesizedTemplate } from '../support/deployed-account';
import { soak } from './soak';
import { EXPECTED } from './tally';

/** The days of soak.test.ts are faster, since its calls need no HTTP; `npm run soak -- --as-deployed` does more of these. */
describe("200 days of faults and changes at every moment, of the template's own bundle over HTTP", () => {
  it('break no promise, and every fault, outcome and exception is among them', async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: 1, days: 200, asDeployed: true });

    expect(EXPECTED.filter((what) => tally.of(what) === 0)).toEqual([]);
  }, 600_000);
});
