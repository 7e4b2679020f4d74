import { DAY, DeployedAccount, NOW } from '../support/deployed-account';
import { type Census, censusOf, neededCalls } from './census';
import { MIXED, type Population, usersOf } from './population';
import { BOUND } from './targets';

const USERS = 400;
/** Like the account that the bound was first measured on. */
const BUSY: Population = { name: 'busy', withoutPassword: 60, inactive: 5, nearing: 10, idleWithKeys: 15 };

describe('the IAM calls of an evaluation, in a typical account', () => {
  it.each([
    { ...MIXED, counts: { inactive: 4, nearing: 20, idleWithKeys: 40 } },
    { ...BUSY, counts: { inactive: 20, nearing: 40, idleWithKeys: 60 } },
  ])('are at most 1.1 × what is needed: $name', async ({ counts, ...population }) => {
    const account = await DeployedAccount.create(usersOf(population, USERS, NOW), {
      parameters: { AutomaticRemediation: 'false', MaxRemovals: '5000' },
    });
    const { aws } = account;
    let told: Census['nearing'] = [];
    const evaluate = async () => {
      const census = censusOf(aws.iam.users(), aws.clock.now());
      const needed = neededCalls(census, new Set(told));
      told = census.nearing;
      aws.endpoint.calls.length = 0;
      const { error } = await account.evaluate();
      const made = aws.endpoint.calls.filter(({ service }) => service === 'iam').length;
      return { error, census, isWithinBound: made <= BOUND * needed };
    };
    try {
      aws.iam.makeReport(NOW);
      const first = await evaluate();
      expect(first).toMatchObject({ error: undefined, isWithinBound: true });
      expect({
        inactive: first.census.inactive.length,
        nearing: first.census.nearing.length,
        idleWithKeys: first.census.idleWithKeys.length,
      }).toEqual(counts);
      expect(await evaluate()).toMatchObject({ error: undefined, isWithinBound: true });
      await account.pass(DAY);
      aws.iam.makeReport(aws.clock.now());
      expect(await evaluate()).toMatchObject({ error: undefined, isWithinBound: true });
    } finally {
      await account.close();
    }
  });
});
