import { activeUser, DeployedAccount, HOUR, inactiveUser, NOW } from '../support/deployed-account';

let account: DeployedAccount;
afterEach(() => account.close());

const CREATED = '2014-09-27T10:53:55';
const BY_HAND = { AutomaticRemediation: 'false' };

/** IAM's credential report in every form that it may have. */
const FORMS = [
  { reportQuoting: 'where needed', reportForm: '2026' },
  { reportQuoting: 'where needed', reportForm: '2021' },
  { reportQuoting: 'never', reportForm: '2026' },
  { reportQuoting: 'never', reportForm: '2021' },
] as const;

/** The lines of the next reports, the header among them, are changed. */
function alterReport(alter: (lines: readonly string[]) => readonly string[]): void {
  account.alterAnswers('GetCredentialReport', (report) => {
    const content = 'Content' in report && report.Content instanceof Uint8Array ? report.Content : new Uint8Array();
    const lines = new TextDecoder().decode(content).split('\n');
    return { ...report, Content: new TextEncoder().encode(alter(lines).join('\n')) };
  });
}

describe.each(FORMS)('With a report of $reportForm, quoted $reportQuoting', (iam) => {
  const zone = iam.reportForm === '2026' ? 'Z' : '+00:00';

  it('a path that holds a row of another user, without a password, hides nobody', async () => {
    account = await DeployedAccount.create([inactiveUser()], { iam, parameters: BY_HAND });
    await account.administer('CreateUser', {
      UserName: 'zed',
      Path: `/dave,${CREATED}${zone},false,N/A,N/A,N/A,false/`,
    });

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT dave: inactive/);
  });

  it('a path that holds a row of another user, without a reset, masks no reset', async () => {
    account = await DeployedAccount.create([inactiveUser()], { iam });
    await account.administer('UpdateLoginProfile', { UserName: 'dave', Password: 'Correct-Horse-1' });
    await account.administer('CreateUser', {
      UserName: 'zed',
      Path: `/dave,${CREATED}${zone},true,N/A,${CREATED}${zone},N/A,false/`,
    });
    await account.pass(6 * HOUR);

    await account.evaluate();
    await account.settle();

    expect(account.compliance()['dave']).toBe('COMPLIANT dave: signed in, or password set, within 90 days');
    expect(account.hasPassword('dave')).toBe(true);
  });

  it('names and paths with commas and quotes stop nothing, and each user has a row', async () => {
    const odd = ['/a,b/', '/"/', '/","/', '/""/', '/,/', `/a,${CREATED}${zone},b/`];
    account = await DeployedAccount.create(
      [
        ...odd.map((path, index) => activeUser({ userName: `odd-${index}`, path })),
        activeUser({ userName: 'a,b' }),
        activeUser({ userName: ',' }),
        inactiveUser({ userName: 'no,password', path: '/"x",/', loginProfile: undefined }),
        inactiveUser(),
      ],
      { iam, parameters: BY_HAND },
    );
    account.aws.iam.makeReport();

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(account.logs()).toMatchObject([{ message: { users: 10, candidates: 1, linesNotUnderstood: 0 } }, {}]);
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT dave: inactive/);
    expect(account.compliance()['no,password']).toBe('COMPLIANT no,password: no console password');
  });
});

describe('A report of which a line is not understood', () => {
  it.each<[string, (line: string) => readonly string[]]>([
    ['an odd line', (line) => [line.replace('true', 'perhaps')]],
    ['a line that is cut', (line) => [line.slice(0, 80)]],
    ['two lines', (line) => [line, line]],
    ['two lines that contradict each other', (line) => [line, line.replace('true', 'false')]],
    ['times without a zone', (line) => [line.replaceAll('00Z', '00')]],
  ])('says nothing of a user with %s, who is read live; the summary counts them', async (_name, alter) => {
    account = await DeployedAccount.create(
      [inactiveUser(), inactiveUser({ userName: 'erin', loginProfile: undefined }), activeUser()],
      { parameters: BY_HAND },
    );
    account.aws.iam.makeReport();
    alterReport((lines) => lines.flatMap((line) => (line.startsWith('dave,') ? alter(line) : [line])));

    const { error } = await account.evaluate();

    expect(error).toBeUndefined();
    expect(account.logs()).toMatchObject([{ message: { candidates: 1, inactive: 1, linesNotUnderstood: 1 } }, {}]);
    expect(account.compliance()['dave']).toMatch(/^NON_COMPLIANT/);
  });

  it('says nothing of a user who is missing in it', async () => {
    account = await DeployedAccount.create([inactiveUser({ loginProfile: undefined })]);
    account.aws.iam.makeReport();
    alterReport((lines) => lines.filter((line) => !line.startsWith('dave,')));

    await account.evaluate();

    expect(account.compliance()['dave']).toBe('COMPLIANT dave: no console password');
    expect(account.calls('iam')).toMatchObject({ 'GetLoginProfile NoSuchEntity': 1, GetUser: 1 });
  });
});

describe('A report from before a change', () => {
  it('is not taken for the row of a user who bore the ARN before', async () => {
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
});
