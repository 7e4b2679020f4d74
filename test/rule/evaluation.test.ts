import { AwsError } from '../../sandbox/index';
import { DAY, DeployedAccount, HOUR, inactiveUser, NOW, RULE } from '../support/deployed-account';
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
      admin: 'COMPLIANT admin: exempt by the entry break-glass/* of exemptUsers',
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

  it('needs only one list and one report for users who are not candidates', async () => {
    account = await DeployedAccount.create(SETTLED);
    account.aws.iam.makeReport();

    await account.evaluate();

    expect(account.calls('iam')).toEqual({ ListUsers: 1, GenerateCredentialReport: 1, GetCredentialReport: 1 });
  });

  it('reads a candidate with three calls, one with access keys with one', async () => {
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
      GetUser: 2,
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

  it('does not count a key of the report that has been deleted since', async () => {
    account = await DeployedAccount.create([inactiveUser({ accessKeys: [{ createDate: NOW - 400 * DAY }] })]);
    account.aws.iam.makeReport(NOW - 3 * HOUR);
    const AccessKeyId = account.aws.iam.find('dave')?.accessKeys[0]?.accessKeyId;
    await account.administer('DeleteAccessKey', { UserName: 'dave', AccessKeyId });

    await account.evaluate();

    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
  });

  it.each(['ListUsers', 'GetCredentialReport', 'GetComplianceDetailsByConfigRule'])(
    'fails, and reports nothing, if %s is denied',
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

  it.each<[string, Record<string, unknown>]>([
    ['ListUsers', {}],
    ['GetComplianceDetailsByConfigRule', {}],
  ])('fails, and reports nothing, if %s answers without its list', async (operation, answer) => {
    account = await DeployedAccount.create([inactiveUser(), ...SETTLED]);
    account.alterAnswers(operation, () => answer);

    const run = await account.evaluate();

    expect(run.error?.message).toMatch(/^AWS answered without (Users|EvaluationResults)$/);
    expect(account.compliance()).toEqual({});
  });

  it('fails, and reads nothing, if the rule has lost a parameter', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.putRule(RULE, { maxIdleDays: '90', exemptTagKey: 'keep', warnDays: '14', maxRemovals: '10' });

    const run = await account.evaluate();

    expect(run.error?.message).toMatch(/^exemptUsers must be among/);
    expect(account.calls()).toEqual({});
  });

  it('outlasts throttling', async () => {
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
});
