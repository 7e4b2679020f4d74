import { DAY, DeployedAccount, inactiveUser, MINUTE } from '../support/deployed-account';
import { changeParameters, passwordHolders, pressRemediate, updateStackCap } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

const NAMES = ['ann', 'bob', 'cy', 'dee'];

/** Four users are held by a cap of 3. */
async function held(repeatedNonCompliant: 'starts' | 'ignored'): Promise<void> {
  account = await DeployedAccount.create(
    NAMES.map((userName) => inactiveUser({ userName })),
    { parameters: { MaxRemovals: '3' }, config: { repeatedNonCompliant } },
  );
  await account.evaluate();
  await account.settle();
  expect(passwordHolders(account)).toEqual(NAMES);
}

describe.each(['starts', 'ignored'] as const)('If Config’s answer to a repeated NON_COMPLIANT is: %s,', (reading) => {
  it('a cap raised through the stack starts the runs of the held users, before the next evaluation', async () => {
    await held(reading);

    await updateStackCap(account, '4');
    await account.settle();

    expect(passwordHolders(account)).toEqual([]);
    expect(account.events('IAM User Password Deleted')).toHaveLength(4);
  });

  it('a cap raised in the console counts at once for a run started by hand', async () => {
    await held(reading);

    await changeParameters(account, { maxRemovals: '4' });
    await pressRemediate(account, 'bob');
    await account.pass(MINUTE / 2);

    expect(passwordHolders(account)).toEqual(['ann', 'cy', 'dee']);
  });

  it('a cap that is raised too little still holds all users', async () => {
    await held(reading);
    account.aws.iam.seed(inactiveUser({ userName: 'eve' }));
    await account.pass(DAY);
    await account.evaluate();

    await updateStackCap(account, '4');
    await account.settle();

    expect(passwordHolders(account)).toEqual([...NAMES, 'eve']);
  });
});

it('A cap raised through the stack leaves the held users to Remediate if Config does not take them up again', async () => {
  account = await DeployedAccount.create(
    NAMES.map((userName) => inactiveUser({ userName })),
    { parameters: { MaxRemovals: '3' }, config: { repeatedPut: 'ignored' } },
  );
  await account.evaluate();
  await account.settle();

  await updateStackCap(account, '4');
  await account.settle();
  expect(passwordHolders(account)).toEqual(NAMES);

  await pressRemediate(account, ...NAMES);
  await account.settle();
  expect(passwordHolders(account)).toEqual([]);
});

describe('A cap raised in the console, without a press on Remediate,', () => {
  it.each([
    ['starts', []],
    ['ignored', NAMES],
  ] as const)(
    'leaves it to Config, at the next evaluation, whether runs start (%s)',
    async (repeatedNonCompliant, left) => {
      await held(repeatedNonCompliant);
      await changeParameters(account, { maxRemovals: '4' });
      await account.pass(DAY);

      await account.evaluate();
      await account.settle();

      expect(passwordHolders(account)).toEqual(left);
    },
  );
});

describe('Inactive users whose number has fallen below the cap', () => {
  it('are remediated by the Remediate button if Config starts no run for a repeated result', async () => {
    await held('ignored');
    account.aws.iam.signIn('ann');
    await account.pass(DAY);
    await account.evaluate();
    await account.settle();
    expect(passwordHolders(account)).toEqual(NAMES);

    await pressRemediate(account, 'bob', 'cy', 'dee');
    await account.settle();

    expect(passwordHolders(account)).toEqual(['ann']);
  });
});
