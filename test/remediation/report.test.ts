import { answerOf, DAY, DeployedAccount, HOUR, inactiveUser, stepsOf } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

/** From now on IAM's reports have other lines. */
function alterReports(alter: (lines: readonly string[]) => readonly string[]): void {
  account.alterAnswers('GetCredentialReport', (report) => {
    const content: unknown = Reflect.get(report, 'Content');
    const csv = content instanceof Uint8Array ? new TextDecoder().decode(content) : '';
    return { ...report, Content: new TextEncoder().encode(alter(csv.split('\n')).join('\n')) };
  });
}

const isDave = (line: string) => line.startsWith('dave,');

describe('A credential report whose row may belong to another user', () => {
  it.each<[string, (lines: readonly string[]) => readonly string[]]>([
    ['has no row of the user', (lines) => lines.filter((line) => !isDave(line))],
    ['has two', (lines) => lines.flatMap((line) => (isDave(line) ? [line, line] : [line]))],
    ['has one of another ARN', (lines) => lines.map((line) => line.replace(':user/dave', ':user/team/dave'))],
    [
      'has one of another creation time',
      (lines) =>
        lines.map((line) => (isDave(line) ? line.replace('2014-09-27T10:53:55', '2014-09-27T10:53:56') : line)),
    ],
    ['has one without a zone', (lines) => lines.map((line) => (isDave(line) ? line.replaceAll('Z,', ',') : line))],
    [
      'has one with a cell too few',
      (lines) => lines.map((line) => (isDave(line) ? line.replace(',true,', ',') : line)),
    ],
  ])('is waited out, once, if it %s; then the run fails, and says why', async (_what, alter) => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { MaximumAutomaticAttempts: '1' } });
    await account.remediateAfter(() => alterReports(alter));

    expect(stepsOf(account.theExecution()).slice(1)).toEqual([
      'Confirm Success',
      'Decide Success',
      'WaitForReport Success',
      'ConfirmAgain Failed',
    ]);
    expect(account.theExecution().failureMessage).toMatch(
      /the credential report of 2026-11-24T1\d:\d\d:\d\dZ does not show when the password of dave was last changed; nothing is deleted/,
    );
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('is replaced by the next: a user who was renamed since has a row there', async () => {
    account = await DeployedAccount.create([inactiveUser({ userName: 'david' })]);
    account.aws.iam.makeReport();
    await account.administer('UpdateUser', { UserName: 'david', NewUserName: 'dave' });

    await account.evaluate();
    await account.settle();

    expect(stepsOf(account.theExecution())).toContain('WaitForReport Success');
    expect(account.hasPassword('dave')).toBe(false);
  });

  it.each([
    ['has the user without a password', ',true,', ',false,'],
    ['does not say when the password was changed', '2014-09-27T10:54:00Z', 'N/A'],
  ])('contradicts IAM, so the run fails, if it %s', async (_what, text, instead) => {
    account = await DeployedAccount.create([inactiveUser()], { parameters: { MaximumAutomaticAttempts: '1' } });
    await account.remediateAfter(() => alterReports((lines) => lines.map((line) => line.replace(text, instead))));

    expect(account.theExecution().status).toBe('Failed');
    expect(account.theExecution().failureMessage).toMatch(
      /the credential report of 2026-11-24T08:00:\d\dZ shows no password of dave, but IAM has one/,
    );
    expect(account.hasPassword('dave')).toBe(true);
  });
});

describe.each(['where needed', 'never'] as const)('If IAM quotes the cells of its report %s,', (reportQuoting) => {
  it('a path that looks like another user’s row hides no reset of the password', async () => {
    account = await DeployedAccount.create([inactiveUser({ userName: 'victim' })], { iam: { reportQuoting } });
    await account.administer('UpdateLoginProfile', { UserName: 'victim', Password: 'Correct-Horse-1' });
    await account.administer('CreateUser', {
      UserName: 'zed',
      Path: '/victim,2014-09-27T10:53:55Z,true,2015-02-15T12:08:33Z,2014-09-27T10:54:00Z,N/A,false/',
    });
    await account.pass(6 * HOUR);

    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('victim')).toBe(true);
    expect(account.compliance()['victim']).toBe('COMPLIANT victim: signed in, or password set, within 90 days');
  });

  it.each<[string, Partial<Parameters<typeof inactiveUser>[0]> & object]>([
    ['name holds commas', { userName: 'a,true,b' }],
    ['path holds commas', { path: '/a,b/c,/' }],
    ['path holds quotes', { path: '/"a"/",/' }],
  ])('a user is confirmed and remediated whose %s', async (_what, overrides) => {
    const { userName } = inactiveUser(overrides);
    account = await DeployedAccount.create([inactiveUser(overrides)], { iam: { reportQuoting } });

    await account.evaluate();
    await account.settle();

    expect(stepsOf(account.theExecution())).not.toContain('WaitForReport Success');
    expect(account.hasPassword(userName)).toBe(false);
  });

  it('a user whose password was reset is kept, even if path and name contain commas', async () => {
    account = await DeployedAccount.create([inactiveUser({ userName: 'a,true,b', path: '/c,d/' })], {
      iam: { reportQuoting },
    });
    await account.evaluate();
    await account.administer('UpdateLoginProfile', { UserName: 'a,true,b', Password: 'Correct-Horse-1' });
    account.aws.iam.makeReport();
    await account.settle();

    expect(answerOf(account.theExecution())).toBe('keep: signed in, or password set, within 90 days');
    expect(account.hasPassword('a,true,b')).toBe(true);
  });
});

describe('A report in the form of 2021', () => {
  it('works as well: a recent reset keeps the password, an old one does not', async () => {
    account = await DeployedAccount.create([inactiveUser(), inactiveUser({ userName: 'erin' })], {
      iam: { reportForm: '2021' },
      parameters: { WarnDays: '0' },
    });
    await account.evaluate();
    await account.administer('UpdateLoginProfile', { UserName: 'erin', Password: 'Correct-Horse-1' });
    account.aws.iam.makeReport();
    await account.settle();

    expect(account.hasPassword('dave')).toBe(false);
    expect(account.hasPassword('erin')).toBe(true);

    await account.pass(91 * DAY);
    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('erin')).toBe(false);
  });
});
