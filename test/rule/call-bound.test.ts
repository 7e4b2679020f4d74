import type { SeedUser } from '../../sandbox/iam/seed';
import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser, NOW } from '../support/deployed-account';

/** A twentieth is inactive, a tenth is within the notice, 15 in 100 are idle with keys. */
const COUNTS = { inactive: 63, nearing: 125, withKeys: 187, active: 875 };

function population(): SeedUser[] {
  const many = (kind: keyof typeof COUNTS, user: (index: number) => Partial<SeedUser>) =>
    Array.from({ length: COUNTS[kind] }, (_, index) =>
      inactiveUser({ userName: `${kind}-${index}`, path: '/staff,eu/', ...user(index) }),
    );
  return [
    ...many('inactive', () => ({})),
    ...many('nearing', (index) => ({ passwordLastUsed: NOW - 80 * DAY - index })),
    ...many('withKeys', (index) => ({
      accessKeys: [{ createDate: NOW - (300 + index) * DAY, status: index % 2 === 0 ? 'Active' : 'Inactive' }],
    })),
    ...many('active', () => ({ passwordLastUsed: activeUser().passwordLastUsed })),
  ];
}

describe('On an unchanged account of 1,250 users', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it('an evaluation makes few calls of IAM, even if the report does not quote its cells', async () => {
    const iam = { reportQuoting: 'never', reportForm: '2021' } as const;
    account = await DeployedAccount.create(population(), { iam, parameters: { AutomaticRemediation: 'false' } });
    account.aws.iam.makeReport();
    await account.evaluate();
    const first = total();
    await account.pass(12 * HOUR);
    account.aws.iam.makeReport();

    const { error } = await account.evaluate();

    const calls = total() - first;
    const { inactive, withKeys, nearing } = COUNTS;
    expect(error).toBeUndefined();
    // What the README promises is a tenth more, which leaves room for what happens meanwhile.
    expect(calls).toBe(2 + 2 + 3 * inactive + withKeys);
    // The first one has to read those whom it then gives a notice, too.
    expect(first).toBe(calls + 3 * nearing);
  });

  function total(): number {
    return Object.values(account.calls('iam')).reduce((sum, count) => sum + count, 0);
  }
});
