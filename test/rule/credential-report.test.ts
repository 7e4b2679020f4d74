import { CredentialReport } from '../../rule/credential-report';
import { DeployedAccount, inactiveUser } from '../support/deployed-account';

describe('An evaluation fails, and reports nothing, where IAM', () => {
  let account: DeployedAccount;
  afterEach(() => account.close());

  it.each([
    ['makes the report for more than two minutes', { State: 'STARTED' }, 'its generation is STARTED'],
    ['does not say whether there is a report', {}, 'its generation is in an unknown state'],
  ])('%s', async (_what, answer, reason) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.alterAnswers('GenerateCredentialReport', () => answer);

    const run = await account.evaluate();

    expect(run.error?.message).toBe(`no credential report within 120 s: ${reason}; nothing was decided`);
    // After 1, 2, 4 and 8 seconds, and then every 15 seconds.
    expect(account.calls('iam')['GenerateCredentialReport']).toBe(12);
    expect(account.compliance()).toEqual({});
  });

  it.each([
    ['no content', 'Content'],
    ['no time', 'GeneratedTime'],
  ])('gives a report with %s', async (_what, member) => {
    account = await DeployedAccount.create([inactiveUser()]);
    account.alterAnswers('GetCredentialReport', (report) => ({ ...report, [member]: undefined }));

    const run = await account.evaluate();

    expect(run.error?.message).toBe('the credential report has no content or no time');
    expect(account.compliance()).toEqual({});
  });
});

describe('The row of a user', () => {
  const arn = 'arn:aws:iam::111122223333:user/dave';
  const row = { arn, userCreated: new Date('2014-09-27T10:53:55Z'), passwordEnabled: true };
  const report = () => new CredentialReport(new Date('2026-11-24T08:00:00Z'), [row]);

  it('is found by the second of the creation', () => {
    expect(report().rowOf({ arn, created: new Date('2014-09-27T10:53:55.999Z') })).toBe(row);
  });

  it('is not that of a user who was made a second later under the same name', () => {
    expect(report().rowOf({ arn, created: new Date('2014-09-27T10:53:56Z') })).toBeUndefined();
  });
});
