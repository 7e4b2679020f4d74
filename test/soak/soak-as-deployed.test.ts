import { soak } from './soak';
import { synthesizedTemplate } from '../support/deployed-account';

/** The days of soak.test.ts are faster, since its calls need no HTTP; `npm run soak -- --as-deployed` does more of these. */
describe("60 days of faults and changes at every moment, of the template's own bundle over HTTP", () => {
  it('break no promise, and deleted and kept passwords are reported', async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: 2, days: 60, asDeployed: true });

    expect(tally.of('outcome: deletion reported')).toBeGreaterThan(20);
    expect(tally.of('event: IAM User Password Kept')).toBeGreaterThan(5);
  }, 600_000);
});
