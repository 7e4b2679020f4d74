import { seedAfter } from './chance';
import { SoakedAccount } from './soaked-account';
import { Tally } from './tally';

/** After this many days a new account starts, with other parameters: an account's records slow it down. */
const DAYS_OF_AN_ACCOUNT = 25;

export interface SoakRequest {
  /** The synthesized template. */
  readonly template: unknown;
  /** A whole number from 0 to 2^53. */
  readonly seed: number;
  readonly days: number;
  /** The function as it is deployed, its calls over HTTP; else in this process, several times as fast. */
  readonly asDeployed?: boolean;
  /** Called after each day with the number of days so far. */
  readonly onDay?: (days: number, tally: Tally) => void;
}

/**
 * Simulates random days: people change users and the rule at any moment, even in the middle of evaluations, runs and
 * waits, and calls fail. At the end of each day the faults stop, and one round later nothing may be wrong. One seed
 * always gives the same soak.
 *
 * @throws Error that names the broken promise, the seed and the command that shows it again
 */
export async function soak({ template, seed, days, onDay, asDeployed = false }: SoakRequest): Promise<Tally> {
  const tally = new Tally();
  for (let before = 0; before < days; before += DAYS_OF_AN_ACCOUNT) {
    const accountSeed = seedAfter(seed, before / DAYS_OF_AN_ACCOUNT);
    let day = 0;
    const account = await SoakedAccount.create({ template, seed: accountSeed, tally, asDeployed });
    try {
      for (day = 1; day <= Math.min(DAYS_OF_AN_ACCOUNT, days - before); day += 1) {
        await account.day();
        onDay?.(before + day, tally);
      }
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const again = `npm run soak -- --seed ${accountSeed} --days ${day}${asDeployed ? ' --as-deployed' : ''}`;
      throw new Error(`on day ${day} of seed ${accountSeed}: ${what}\nTo see it again: ${again}`, { cause: error });
    } finally {
      await account.close();
    }
  }
  return tally;
}
