import { CredentialReport } from '../../rule/account/credential-report';
import { AwsError } from '../../sandbox/index';
import { DeployedAccount, HOUR, inactiveUser, NOW } from '../support/deployed-account';
import { facts } from './facts';

let account: DeployedAccount | undefined;
afterEach(async () => {
  await account?.close();
  account = undefined;
});

describe('The evaluation waits until IAM', () => {
  it('has made the report', async () => {
    account = await DeployedAccount.create([inactiveUser()]);

    const run = await account.evaluate();

    expect(run.error).toBeUndefined();
    expect(account.calls('iam')).toMatchObject({ GenerateCredentialReport: 3, GetCredentialReport: 1 });
  });

  it.each(['LimitExceeded', 'ReportNotPresent', 'ReportInProgress', 'ReportExpired'])(
    'has a report in place of %s',
    async (code) => {
      account = await DeployedAccount.create([inactiveUser()]);
      account.aws.iam.makeReport();
      account.meanwhile('GetCredentialReport', () => {
        throw new AwsError(code, 'not now', 410);
      });

      const run = await account.evaluate();

      expect(run.error).toBeUndefined();
      expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
    },
  );
});

describe('The evaluation fails, and reports nothing, if IAM', () => {
  it.each([
    ['makes the report for more than two minutes', { State: 'STARTED' }, 'STARTED'],
    ['goes on making it', { State: 'INPROGRESS' }, 'INPROGRESS'],
    ['does not say whether there is a report', {}, 'without a state'],
  ])('%s', async (_what, answer, state) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.alterAnswers('GenerateCredentialReport', () => answer);

    const run = await account.evaluate();

    expect(run.error?.message).toBe(`no credential report within 120 s: IAM answers ${state}; nothing was decided`);
    // After 1, 2, 4 and 8 seconds, and then every 15 seconds.
    expect(account.calls('iam')['GenerateCredentialReport']).toBe(12);
    expect(account.compliance()).toEqual({});
  });

  it('has too much to do for two minutes', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
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

  it.each([
    ['no content', { Content: undefined }, 'the credential report has no content or no time'],
    ['no time', { GeneratedTime: undefined }, 'the credential report has no content or no time'],
    [
      'another content',
      { Content: new TextEncoder().encode('<html>sign in</html>') },
      'not a credential report: line 1 must begin with user,arn,user_creation_time,; got "<html>sign in</html>"',
    ],
  ])('gives a report with %s', async (_what, altered, message) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.alterAnswers('GetCredentialReport', (report) => ({ ...report, ...altered }));

    const run = await account.evaluate();

    expect(run.error?.message).toBe(message);
    expect(account.compliance()).toEqual({});
  });
});

describe('The evaluation does not wait for', () => {
  it.each(['LimitExceededExceptionOfAnotherKind', 'AnotherLimitExceededException'])('%s', async (code) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation === 'GenerateCredentialReport') throw new AwsError(code, 'refused', 400);
    });

    const run = await account.evaluate();

    expect(run.error?.message).toBe('refused');
    expect(account.calls('iam')[`GenerateCredentialReport ${code}`]).toBe(1);
  });
});

describe('The row of a user', () => {
  const { name, arn, created } = facts();
  const row = {
    arn,
    userCreated: new Date('2014-09-27T10:53:55Z'),
    passwordEnabled: true,
    passwordLastChanged: new Date('2020-01-01T00:00:00Z'),
    keysCreated: [],
    cell: () => undefined,
  };
  const report = new CredentialReport(new Date(NOW - HOUR), { byName: new Map([[name, row]]), notUnderstood: 3 });

  it('is found by name, ARN and the second of the creation', () => {
    expect(report.rowOf({ name, arn, created: new Date('2014-09-27T10:53:55.999Z') })).toBe(row);
    expect(report.addTo(facts())).toEqual(facts({ passwordLastChanged: row.passwordLastChanged }));
  });

  it.each([
    [
      'a user who was made a second later under the same name',
      { name, arn, created: new Date('2014-09-27T10:53:56Z') },
    ],
    ['a user of the same name under another path', { name, arn: arn.replace('user/', 'user/teams/'), created }],
    ['a user of another name', { name: 'erin', arn, created }],
  ])('is not that of %s', (_name, user) => {
    expect(report.rowOf(user)).toBeUndefined();
    expect(report.addTo({ ...facts(), ...user })).toEqual({ ...facts(), ...user });
  });

  it('without a date of the password adds nothing', () => {
    const { passwordLastChanged: _changed, ...undated } = row;
    const rows = { byName: new Map([[name, undated]]), notUnderstood: 0 };

    expect(new CredentialReport(new Date(NOW), rows).addTo(facts())).toEqual(facts());
  });

  it('is one of a report that counts the lines not understood', () => {
    expect(report.linesNotUnderstood).toBe(3);
  });
});
