import type { LocalAwsOptions } from '../../sandbox/local-aws';
import { activeUser, DeployedAccount, inactiveUser } from '../support/deployed-account';

type Readings = Pick<LocalAwsOptions, 'unconfirmed' | 'iam' | 'config'>;

let account: DeployedAccount;
afterEach(() => account.close());

describe('The product deletes the password of the inactive user alone', () => {
  it.each<Readings>([
    { unconfirmed: { outputOfStepNotRun: 'literal' } },
    { unconfirmed: { outputOfStepNotRun: 'fails' } },
    { unconfirmed: { criticalFailureWithJump: 'Success' } },
    { unconfirmed: { documentDeletedDuringRun: 'fails' } },
    { iam: { unmodifiableSeconds: 10 } },
    { iam: { reportQuoting: 'never' } },
    { iam: { reportForm: '2021' } },
    { config: { repeatedNonCompliant: 'ignored' } },
  ])('if AWS behaves as in %j', async (readings) => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()], readings);

    await account.evaluate();
    await account.settle();

    expect(account.theExecution().status).toBe('Success');
    expect({ dave: account.hasPassword('dave'), alice: account.hasPassword('alice') }).toEqual({
      dave: false,
      alice: true,
    });
  });
});
