import { AwsError } from '../../sandbox/endpoint/aws-error';
import { activeUser, DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';
import { SETTLED } from './settled-users';

let account: DeployedAccount;
afterEach(() => account.close());

describe('An evaluation', () => {
  it('reports every user under the unique id, with the reason', async () => {
    account = await DeployedAccount.create(
      [
        ...SETTLED,
        inactiveUser(),
        inactiveUser({ userName: 'key', accessKeys: [{ createDate: NOW - 400 * DAY, status: 'Inactive' }] }),
        inactiveUser({ userName: 'tagged', tags: [{ Key: 'INACTIVE-IAM-USERS:EXEMPT', Value: 'audit 2026' }] }),
        inactiveUser({ userName: 'admin', path: '/break-glass/' }),
      ],
      { parameters: { ExemptUsers: 'break-glass/*' } },
    );

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.compliance()).toEqual({
      alice: 'COMPLIANT alice: signed in, or password set, within 90 days',
      'no-password': 'COMPLIANT no-password: no console password',
      young: 'COMPLIANT young: created within 90 days',
      reset: 'COMPLIANT reset: signed in, or password set, within 90 days',
      dave: 'NON_COMPLIANT dave: inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z',
      key: 'COMPLIANT key: has access keys: used for API access, out of scope',
      tagged: 'COMPLIANT tagged: exempt by its tag INACTIVE-IAM-USERS:EXEMPT',
      admin: 'COMPLIANT admin: exempt by exemptUsers pattern break-glass/*',
    });
    expect(
      account.aws.config.compliance
        .ofRule(RULE)
        .map(({ resourceId }) => resourceId)
        .toSorted(),
    ).toEqual(
      account.aws.iam
        .users()
        .map(({ userId }) => userId)
        .toSorted(),
    );
  });

  it('settles all but the candidates by one list and one report', async () => {
    account = await DeployedAccount.create(SETTLED);
    account.aws.iam.makeReport();

    await account.evaluate();

    expect(account.calls('iam')).toEqual({ ListUsers: 1, GenerateCredentialReport: 1, GetCredentialReport: 1 });
  });

  it('reads a candidate with three calls, one with access keys with two', async () => {
    account = await DeployedAccount.create([
      ...SETTLED,
      inactiveUser(),
      inactiveUser({ userName: 'key', accessKeys: [{ createDate: NOW - 400 * DAY }] }),
      inactiveUser({ userName: 'password-deleted-since' }),
    ]);
    account.aws.iam.makeReport();
    await account.administer('DeleteLoginProfile', { UserName: 'password-deleted-since' });

    await account.evaluate();

    expect(account.calls('iam')).toEqual({
      ListUsers: 1,
      GenerateCredentialReport: 1,
      GetCredentialReport: 1,
      ListAccessKeys: 3,
      GetLoginProfile: 1,
      'GetLoginProfile NoSuchEntity': 1,
      GetUser: 3,
    });
  });

  it('pages through 2,500 users, 1,000 at a time', async () => {
    account = await DeployedAccount.create(
      Array.from({ length: 2500 }, (_, index) => inactiveUser({ userName: `user-${index}`, loginProfile: undefined })),
    );
    account.aws.iam.makeReport();

    const run = await account.evaluate();

    expect(run.recorded).toBe(2500);
    expect(account.calls()).toEqual({
      ListUsers: 3,
      GenerateCredentialReport: 1,
      GetCredentialReport: 1,
      GetComplianceDetailsByConfigRule: 1,
      PutEvaluations: 25,
    });
  });

  it('is not deceived by a key of the report that has been deleted since', async () => {
    account = await DeployedAccount.create([inactiveUser({ accessKeys: [{ createDate: NOW - 400 * DAY }] })]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    const AccessKeyId = account.aws.iam.find('dave')?.accessKeys[0]?.accessKeyId;
    await account.administer('DeleteAccessKey', { UserName: 'dave', AccessKeyId });

    await account.evaluate();

    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
  });

  it('does not take the row of a user who bore the ARN before', async () => {
    account = await DeployedAccount.create([
      inactiveUser({ userName: 'ann', loginProfile: undefined, createDate: Date.parse('2013-01-01T00:00:00Z') }),
      inactiveUser(),
    ]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    await account.administer('UpdateUser', { UserName: 'ann', NewUserName: 'former-ann' });
    await account.administer('UpdateUser', { UserName: 'dave', NewUserName: 'ann' });

    await account.evaluate();

    expect(account.compliance()['ann']).toMatch(/^NON_COMPLIANT ann: /);
  });

  it('waits until IAM has made the report', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.calls('iam')).toMatchObject({ GenerateCredentialReport: 3, GetCredentialReport: 1 });
  });

  it.each(['LimitExceeded', 'ReportNotPresent', 'ReportInProgress', 'ReportExpired'])('waits %s out', async (code) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.iam.makeReport();
    account.meanwhile('GetCredentialReport', () => {
      throw new AwsError(code, 'not now', 410);
    });

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
  });

  it('fails, and reports nothing, when there is no report within two minutes', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser()]);
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'GenerateCredentialReport') throw new AwsError('LimitExceeded', 'too many', 409);
    });

    const run = await account.evaluate();

    expect(run.error?.message).toBe(
      'no credential report within 120 s: IAM answers LimitExceededException; nothing was decided',
    );
    expect(account.compliance()).toEqual({});
    // The SDK's own retries of the last call come on top.
    expect((run.ended ?? 0) - run.started).toBeLessThan(240_000);
  });

  it.each(['ListUsers', 'GetCredentialReport', 'ListAccessKeys', 'GetLoginProfile', 'GetUser'])(
    'fails, and reports nothing, when %s is denied',
    async (operation) => {
      account = await DeployedAccount.create([inactiveUser(), ...SETTLED]);
      account.aws.endpoint.interceptors.push((call) => {
        if (call.operation === operation) throw new AwsError('AccessDenied', `may not ${operation}`, 403);
      });

      const run = await account.evaluate();

      expect(run.error?.message).toContain(`may not ${operation}`);
      expect(account.compliance()).toEqual({});
    },
  );

  it('fails, naming the user, when a user cannot be read for throttling that does not end', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'GetLoginProfile') throw new AwsError('Throttling', 'Rate exceeded', 400);
    });

    const run = await account.evaluate();

    expect(run.error?.message).toMatch(/^user dave \(AIDA\w+\) could not be read: .*Rate exceeded/);
    expect(account.calls('iam')['GetLoginProfile Throttling']).toBe(10);
    expect(account.compliance()).toEqual({});
  });

  it('outlasts throttling that ends', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    let throttled = 0;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== 'GetLoginProfile' || throttled === 4) return;
      throttled += 1;
      throw new AwsError('Throttling', 'Rate exceeded', 400);
    });

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
  });

  it.each(['ListAccessKeys', 'GetLoginProfile', 'GetUser'])(
    'says nothing of a user who is deleted just before %s',
    async (operation) => {
      account = await DeployedAccount.create([inactiveUser(), activeUser()]);
      account.meanwhile(operation, async () => {
        await account.administer('DeleteLoginProfile', { UserName: 'dave' });
        await account.administer('DeleteUser', { UserName: 'dave' });
      });

      const run = await account.evaluate();

      expect(run.error).toBeUndefined();
      expect(JSON.stringify(account.compliance())).not.toContain('NON_COMPLIANT');
    },
  );

  it.each<[string, string, string]>([
    ['for one without a password', 'GetLoginProfile', 'david'],
    ['for one who is gone', 'ListAccessKeys', 'david'],
  ])('does not take a user who is renamed while being read %s', async (_, operation, NewUserName) => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { AutomaticRemediation: 'false' } });
    account.meanwhile(operation, async () => {
      await account.administer('UpdateUser', { UserName: 'dave', NewUserName });
    });

    await account.evaluate();
    const first = account.compliance();
    await account.evaluate();

    expect(first).toEqual({});
    expect(account.compliance()['david']).toMatch(/^NON_COMPLIANT david: inactive/);
  });

  it('does not take a user who gets the name meanwhile for the one who had it', async () => {
    account = await DeployedAccount.create([inactiveUser(), activeUser({ userName: 'ann' })]);
    account.meanwhile('GetUser', async () => {
      for (const [UserName, NewUserName] of [
        ['dave', 'former-dave'],
        ['ann', 'dave'],
      ]) {
        await account.administer('UpdateUser', { UserName, NewUserName });
      }
    });

    await account.evaluate();

    expect(account.compliance()).toEqual({ dave: 'COMPLIANT ann: signed in, or password set, within 90 days' });
  });
});
