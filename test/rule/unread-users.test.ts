import { AwsError } from '../../sandbox/index';
import { activeUser, DAY, DeployedAccount, inactiveUser, NOW } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const BY_HAND = { parameters: { AutomaticRemediation: 'false' } };

/** Each call of the operation that concerns this user fails. */
function refuse(operation: string, userName: string, error: AwsError): void {
  account.aws.endpoint.interceptors.push((call) => {
    if (call.operation === operation && JSON.stringify(call.input).includes(`"${userName}"`)) throw error;
  });
}

describe('A user who cannot be read', () => {
  it.each(['ListAccessKeys', 'GetLoginProfile', 'GetUser'])(
    'for a denied %s is named by the error, after the others have been reported',
    async (operation) => {
      account = await DeployedAccount.create(
        [inactiveUser(), inactiveUser({ userName: 'erin' }), activeUser()],
        BY_HAND,
      );
      refuse(operation, 'dave', new AwsError('AccessDenied', `may not ${operation}`, 403));

      const run = await account.evaluate();

      expect(run.error?.message).toMatch(
        new RegExp(
          `^user dave \\(AIDA\\w+\\) could not be read; the others have been reported: AccessDenied.*: may not ${operation}`,
        ),
      );
      expect(account.compliance()).toEqual({
        alice: expect.stringMatching(/^COMPLIANT/),
        erin: expect.stringMatching(/^NON_COMPLIANT/),
      });
      expect(account.events('IAM User Inactive')).toMatchObject([{ userName: 'erin' }]);
    },
  );

  it('because of endless throttling is tried ten times', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()], BY_HAND);
    refuse('GetLoginProfile', 'dave', new AwsError('Throttling', 'Rate exceeded', 400));

    const run = await account.evaluate();

    expect(run.error?.message).toMatch(/^user dave \(AIDA\w+\) could not be read.*Rate exceeded/);
    expect(account.calls('iam')['GetLoginProfile Throttling']).toBe(10);
    expect(Object.keys(account.compliance())).toEqual(['alice']);
  });

  it.each([{}, { IsTruncated: false }])('since ListAccessKeys answers %j is not called inactive', async (answer) => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()], BY_HAND);
    account.alterAnswers('ListAccessKeys', () => answer);

    const run = await account.evaluate();

    expect(run.error?.message).toMatch(/OperationFailed: AWS answered without AccessKeyMetadata$/);
    expect(Object.keys(account.compliance())).toEqual(['alice']);
  });

  it('keeps the result that Config has', async () => {
    account = await DeployedAccount.create([inactiveUser({ passwordLastUsed: NOW - 91 * DAY }), activeUser()], BY_HAND);
    await account.evaluate();
    const before = account.compliance();
    await account.pass(DAY);
    refuse('GetUser', 'dave', new AwsError('AccessDenied', 'not today', 403));

    const run = await account.evaluate();

    expect(run.error).toBeDefined();
    expect(account.compliance()).toEqual(before);
  });

  it('counts as inactive for the cap, which the message says; there is no result', async () => {
    account = await DeployedAccount.create(
      ['dave', 'erin', 'frank'].map((userName) => inactiveUser({ userName })),
      { parameters: { ...BY_HAND.parameters, MaxRemovals: '2' } },
    );
    refuse('GetUser', 'frank', new AwsError('AccessDenied', 'not today', 403));

    await account.evaluate();

    expect(Object.values(account.compliance())).toEqual([
      expect.stringMatching(/^NON_COMPLIANT dave: held, 3 users are inactive and maxRemovals is 2; inactive/),
      expect.stringMatching(/^NON_COMPLIANT erin: held, 3 users are inactive and maxRemovals is 2; inactive/),
    ]);
    expect(account.events('IAM User Removals Held')).toMatchObject([
      {
        inactive: 3,
        message: expect.stringMatching(
          /: removals are held, 3 users are inactive and maxRemovals is 2\. This counts 1 that could not be read\. Look at /,
        ),
      },
    ]);
  });
});

describe('A user who is renamed while being read', () => {
  it.each(['ListAccessKeys', 'GetLoginProfile', 'GetUser'])(
    'just before %s, is reported under the new name',
    async (operation) => {
      account = await DeployedAccount.create([inactiveUser()], BY_HAND);
      account.meanwhile(operation, async () => {
        await account.administer('UpdateUser', { UserName: 'dave', NewUserName: 'david' });
      });

      const { error } = await account.evaluate();

      expect(error).toBeUndefined();
      expect(account.compliance()).toEqual({ david: expect.stringMatching(/^NON_COMPLIANT david: inactive/) });
    },
  );

  it('again and again, day after day, is an error of each day; the others are reported', async () => {
    const user = { passwordLastUsed: NOW - 60 * DAY, loginProfile: { createDate: NOW - 400 * DAY } };
    account = await DeployedAccount.create([inactiveUser({ ...user, userName: 'dave-0' }), inactiveUser()], {
      parameters: { ...BY_HAND.parameters, WarnDays: '0' },
    });
    await account.evaluate();
    await account.pass(40 * DAY);
    let names = 0;
    account.aws.endpoint.interceptors.push(async ({ operation, caller, input }) => {
      if (operation !== 'ListAccessKeys' || caller === account.aws.operator.arn) return;
      if (!JSON.stringify(input).includes('dave-')) return;
      const UserName = `dave-${names}`;
      names += 1;
      await account.administer('UpdateUser', { UserName, NewUserName: `dave-${names}` });
    });

    for (let day = 0; day < 3; day += 1) {
      const { error } = await account.evaluate();
      await account.pass(DAY);

      expect(error?.message).toMatch(
        /^user dave-\d+ \(AIDA\w+\) could not be read.*: renamed again and again while it was read$/,
      );
      // Nothing is reported of this one: the result of the first day stands.
      expect(account.compliance()[`dave-${names}`]).toMatch(/^COMPLIANT dave-0: signed in/);
      expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT dave: inactive/);
    }
  });

  it('is not taken for the one who gets the name meanwhile', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser({ userName: 'ann' })], BY_HAND);
    account.meanwhile('GetUser', async () => {
      for (const [UserName, NewUserName] of [
        ['dave', 'former-dave'],
        ['ann', 'dave'],
      ]) {
        await account.administer('UpdateUser', { UserName, NewUserName });
      }
    });

    await account.evaluate();

    expect(account.compliance()).toEqual({
      'former-dave': expect.stringMatching(/^NON_COMPLIANT former-dave: inactive/),
      dave: 'COMPLIANT ann: signed in, or password set, within 90 days',
    });
  });
});

describe('A user who is deleted while being read', () => {
  it.each(['ListAccessKeys', 'GetLoginProfile', 'GetUser'])('just before %s, is not reported', async (operation) => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()]);
    account.meanwhile(operation, async () => {
      await account.administer('DeleteLoginProfile', { UserName: 'dave' });
      await account.administer('DeleteUser', { UserName: 'dave' });
    });

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(Object.keys(account.compliance())).toEqual(['alice']);
  });
});
