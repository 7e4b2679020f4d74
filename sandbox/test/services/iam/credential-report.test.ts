import type { IamBehaviour } from '../../../services/iam/context';
import type { SeedUser } from '../../../services/iam/seed';
import { DAY, HOUR, NOW, SECOND, localIam } from './local-iam';

const HEADER =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,' +
  'access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,' +
  'cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
const NO_KEY = 'false,N/A,N/A,N/A,N/A';
const NO_CERTIFICATES = 'false,N/A,false,N/A';
const DAVE = { userName: 'dave', createDate: Date.parse('2014-09-27T10:53:55Z') };

function contentOf(output: object): string {
  const content: unknown = Reflect.get(output, 'Content');
  return content instanceof Uint8Array ? new TextDecoder().decode(content) : '';
}

async function linesOf(users: readonly SeedUser[], behaviour: Partial<IamBehaviour> = {}) {
  const { call, iam } = localIam(NOW, behaviour);
  for (const user of users) iam.seed(user);
  iam.makeReport();
  return contentOf(await call('GetCredentialReport')).split('\n');
}

describe('the generation of a credential report', () => {
  it('takes two seconds, in which there is no report', async () => {
    const { call, wait } = localIam();

    await expect(call('GetCredentialReport')).rejects.toMatchObject({
      code: 'ReportNotPresent',
      status: 410,
      message: '',
    });
    expect(await call('GenerateCredentialReport')).toEqual({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    });
    await wait(2 * SECOND - 1);
    expect(await call('GenerateCredentialReport')).toEqual({ State: 'INPROGRESS' });
    await expect(call('GetCredentialReport')).rejects.toMatchObject({
      code: 'ReportInProgress',
      status: 404,
      message: '',
    });
    await wait(1);
    expect(await call('GenerateCredentialReport')).toEqual({ State: 'COMPLETE' });
    expect(await call('GetCredentialReport')).toEqual({
      Content: expect.any(Uint8Array),
      ReportFormat: 'text/csv',
      GeneratedTime: new Date(NOW + 2 * SECOND),
    });
  });

  it('reads the account as it was when it began', async () => {
    const { call, iam, wait } = localIam();
    iam.seed(DAVE);
    await call('GenerateCredentialReport');

    await call('CreateUser', { UserName: 'too-late' });
    await wait(2 * SECOND);

    const content = contentOf(await call('GetCredentialReport'));
    expect(content).toContain('\ndave,');
    expect(content).not.toContain('too-late');
  });

  it('yields a report that stays the same for four hours, then expires and can be generated again', async () => {
    const { call, iam, wait } = localIam();
    await call('GenerateCredentialReport');
    await wait(2 * SECOND);
    iam.seed(DAVE);

    await wait(4 * HOUR - 1);

    expect(await call('GenerateCredentialReport')).toEqual({ State: 'COMPLETE' });
    expect(contentOf(await call('GetCredentialReport'))).not.toContain('dave');
    await wait(1);
    await expect(call('GetCredentialReport')).rejects.toMatchObject({
      code: 'ReportExpired',
      status: 410,
      message: '',
    });
    expect(await call('GenerateCredentialReport')).toMatchObject({ State: 'STARTED' });
    await expect(call('GetCredentialReport')).rejects.toMatchObject({ code: 'ReportInProgress' });
    await wait(2 * SECOND);
    expect(contentOf(await call('GetCredentialReport'))).toContain('dave');
  });
});

describe('a report that another tool has generated', () => {
  it('shows the account as it was then, has the requested date, and prevents a new one', async () => {
    const { call, iam, wait } = localIam();
    iam.seed(DAVE);

    iam.makeReport(NOW - 3 * HOUR);
    await call('CreateUser', { UserName: 'too-late' });

    expect(await call('GenerateCredentialReport')).toEqual({ State: 'COMPLETE' });
    const report = await call('GetCredentialReport');
    expect(report).toMatchObject({ GeneratedTime: new Date(NOW - 3 * HOUR) });
    expect(contentOf(report)).not.toContain('too-late');
    await wait(HOUR);
    expect(await call('GenerateCredentialReport')).toMatchObject({ State: 'STARTED' });
  });

  it('has the current time by default', async () => {
    const { call, iam } = localIam();

    iam.makeReport();

    expect(await call('GetCredentialReport')).toMatchObject({ GeneratedTime: new Date(NOW) });
  });

  it('cannot have a future date', () => {
    const { iam } = localIam();

    expect(() => iam.makeReport(NOW + 1)).toThrow('2026-01-15T12:00:00.001Z: it is 2026-01-15T12:00:00.000Z');
  });
});

describe("a credential report's content", () => {
  it("begins with the header and the root user's row, and does not end with a line break", async () => {
    expect(await linesOf([])).toEqual([
      HEADER,
      `<root_account>,arn:aws:iam::111122223333:root,2006-08-25T00:00:00Z,true,2006-08-25T00:00:00Z,2006-08-25T00:00:00Z,not_supported,true,${NO_KEY},${NO_KEY},${NO_CERTIFICATES}`,
    ]);
  });

  it.each([
    [
      'a password, used',
      { loginProfile: { createDate: NOW - 9 * DAY, passwordLastChanged: NOW - DAY }, passwordLastUsed: NOW - 2 * DAY },
      `true,2026-01-13T12:00:00Z,2026-01-14T12:00:00Z,N/A,false,${NO_KEY},${NO_KEY}`,
    ],
    [
      'a password, never used, and MFA',
      { loginProfile: { createDate: NOW - DAY }, mfaActive: true },
      `true,no_information,2026-01-14T12:00:00Z,N/A,true,${NO_KEY},${NO_KEY}`,
    ],
    [
      'a password deleted since its use',
      { passwordLastUsed: NOW - DAY },
      `false,N/A,N/A,N/A,false,${NO_KEY},${NO_KEY}`,
    ],
    [
      'an inactive and an active key, made later, which comes first',
      { accessKeys: [{ createDate: NOW - DAY, status: 'Inactive' as const }, { createDate: NOW }] },
      'false,N/A,N/A,N/A,false,true,2026-01-15T12:00:00Z,N/A,N/A,N/A,false,2026-01-14T12:00:00Z,N/A,N/A,N/A',
    ],
    [
      'an expired key',
      { accessKeys: [{ createDate: NOW, status: 'Expired' as const }] },
      `false,N/A,N/A,N/A,false,false,2026-01-15T12:00:00Z,N/A,N/A,N/A,${NO_KEY}`,
    ],
  ])('has for %s the row that AWS has', async (_case, past, cells) => {
    const lines = await linesOf([{ ...DAVE, path: '/ops/', ...past }]);

    expect(lines[2]).toBe(
      `dave,arn:aws:iam::111122223333:user/ops/dave,2014-09-27T10:53:55Z,${cells},${NO_CERTIFICATES}`,
    );
  });

  it('quotes a name with a comma', async () => {
    const lines = await linesOf([{ userName: 'a+b=c,d.e@f-g_h', createDate: NOW }]);

    expect(lines[2]).toMatch(/^"a\+b=c,d\.e@f-g_h","arn:aws:iam::111122223333:user\/a\+b=c,d\.e@f-g_h",2026-/);
  });

  it('has its rows by name, without regard to case', async () => {
    const names = ['Zoe', 'adam', 'Bob', 'bob2', 'AL'];
    const lines = await linesOf(names.map((userName) => ({ userName, createDate: NOW })));

    expect(lines.map((line) => line.split(',')[0])).toEqual([
      'user',
      '<root_account>',
      'adam',
      'AL',
      'Bob',
      'bob2',
      'Zoe',
    ]);
  });

  it('quotes nothing, if that is what AWS does', async () => {
    const lines = await linesOf([{ userName: 'a,b', path: '/x",y/', createDate: NOW }], { reportQuoting: 'never' });

    expect(lines[2]).toMatch(/^a,b,arn:aws:iam::111122223333:user\/x",y\/a,b,2026-01-15T12:00:00Z,false,/);
  });

  it('had another form until 2021: offsets, no dates for the root user, keys in order of creation', async () => {
    const accessKeys = [{ createDate: NOW - DAY, status: 'Inactive' as const }, { createDate: NOW }];
    const lines = await linesOf([{ ...DAVE, accessKeys }], { reportForm: '2021' });

    expect(lines.slice(1)).toEqual([
      `<root_account>,arn:aws:iam::111122223333:root,2006-08-25T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,${NO_KEY},${NO_KEY},${NO_CERTIFICATES}`,
      `dave,arn:aws:iam::111122223333:user/dave,2014-09-27T10:53:55+00:00,false,N/A,N/A,N/A,false,false,2026-01-14T12:00:00+00:00,N/A,N/A,N/A,true,2026-01-15T12:00:00+00:00,N/A,N/A,N/A,${NO_CERTIFICATES}`,
    ]);
  });
});
