import { synthesizedTemplate } from '../support/deployed-account';
import { soak } from './soak';
import { EXPECTED } from './tally';

/** SOAK_SEED and SOAK_DAYS choose others; a failure says how to see it again. */
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const DAYS = Number(process.env['SOAK_DAYS'] ?? 500);

describe('Days of faults and changes at every moment', () => {
  it(`break no promise (${DAYS} days from seed ${SEED})`, async () => {
    const tally = await soak({ template: synthesizedTemplate(), seed: SEED, days: DAYS });

    expect(EXPECTED.filter((what) => tally.of(what) === 0)).toEqual([]);
  }, 1_000_000);
});
