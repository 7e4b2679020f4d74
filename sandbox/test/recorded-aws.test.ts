import { CredentialStore } from '../endpoint/credentials';
import { HttpServer } from '../endpoint/http-server';
import type { Caller } from '../policy/caller';
import { ADMINISTRATOR, callerWith } from './callers';
import { localIam, NOW, SECOND } from './services/iam/local-iam';

/** IAM's answers as others recorded them in 2026, over HTTP. */

const local = localIam();
const credentials = new CredentialStore();
const server = new HttpServer(local.endpoint, credentials, local.clock);
const eve = local.iam.seed({ userName: 'Eve', createDate: NOW });
const dave = local.iam.seed({ userName: 'dave', createDate: NOW, accessKeys: [{ createDate: NOW }] });
let url: string;

beforeAll(async () => {
  url = await server.listen();
});

beforeEach(async () => {
  await local.call('UntagUser', { UserName: 'dave', TagKeys: dave.tags.map(({ Key }) => Key) });
});

afterAll(async () => {
  await server.close();
});

async function send(form: string, caller: Caller = ADMINISTRATOR): Promise<{ status: number; body: string }> {
  const { accessKeyId, sessionToken } = credentials.issue(caller);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260115/us-east-1/iam/aws4_request`,
      'x-amz-security-token': sessionToken,
    },
    body: `Version=2010-05-08&${form}`,
  });
  return { status: response.status, body: (await response.text()).replaceAll('&apos;', "'") };
}

/** @returns Success, or the error's code and message */
async function answerTo(form: string, caller?: Caller): Promise<string> {
  const { status, body } = await send(form, caller);
  if (status === 200) return 'Success';
  return [/<Code>(.*)<\/Code>/, /<Message>(.*)<\/Message>/].map((part) => part.exec(body)?.[1] ?? '').join(': ');
}

const team = (index: string, key = 'team', value = 'approved') =>
  `Tags.member.${index}.Key=${encodeURIComponent(key)}&Tags.member.${index}.Value=${value}`;
const RESERVED = 'InvalidInput: Tag keys beginning with aws: are reserved for system use.';
const DUPLICATE = 'InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.';

const absent = (...elements: number[]) =>
  `ValidationError: ${elements.length * 2} validation errors detected: ${elements
    .flatMap((element) => [`tags.${element}.member.value`, `tags.${element}.member.key`])
    .map((place) => `Value at '${place}' failed to satisfy constraint: Member must not be null`)
    .join('; ')}`;

describe('a list in a form, by its indexes', () => {
  it.each([
    ['1', team('1'), 'Success'],
    ['01', team('01'), 'Success'],
    ['01 and 1 together', 'Tags.member.01.Key=team&Tags.member.1.Value=approved', 'Success'],
    ['an unknown member', `${team('1')}&Tags.member.1.Unknown=ignored`, 'Success'],
    ['2', team('2'), absent(1)],
    ['11', team('11'), absent(1, 2, 3, 4, 5)],
    ['1 and 3', `${team('1')}&${team('3', 'other')}`, absent(2)],
    ['+1', team('%2B1'), absent(1)],
    ['one', team('one'), absent(1)],
    ['0', team('0'), 'MalformedInput: 0 is not a valid index'],
    ['-1', team('-1'), "MalformedInput: Key -1 may not have a leading '-'"],
    ['1.0', team('1.0'), 'MalformedInput: Two index elements may not occur back to back'],
    ['12', team('12'), 'MalformedInput: Excessively sparse input would skip 11 list elements'],
    ['49', team('49'), 'MalformedInput: Excessively sparse input would skip 48 list elements'],
    ['1, 8 and 15', `${team('1')}&${team('8')}&${team('15')}`, absent(2, 3, 4, 5, 6)],
    ['12 and 1', `${team('12')}&${team('1')}`, 'MalformedInput: Excessively sparse input would skip 11 list elements'],
    ['1500', team('1500'), 'MalformedInput: Excessively sparse input would skip 1,499 list elements'],
    ['an empty list', 'Tags=', 'InvalidInput: Error occurred while validating input. '],
  ])('%s', async (_case, tags, expected) => {
    expect(await answerTo(`Action=TagUser&UserName=dave&${tags}`)).toMatch(expected);

    expect(dave.tags).toEqual(expected === 'Success' ? [{ Key: 'team', Value: 'approved' }] : []);
  });

  it.each([
    ['1', 'TagKeys.member.1=a', 'Success'],
    ['01', 'TagKeys.member.01=a', 'Success'],
    ['+1', 'TagKeys.member.%2B1=a', 'MalformedInput: Start of list found where not expected'],
    ['one', 'TagKeys.member.one=a', 'MalformedInput: Start of list found where not expected'],
    ['2', 'TagKeys.member.2=a', /^ValidationError/],
    ['an empty list', 'TagKeys=', 'Success'],
  ])('of texts: %s', async (_case, keys, expected) => {
    expect(await answerTo(`Action=UntagUser&UserName=dave&${keys}`)).toMatch(expected);
  });
});

describe('MaxItems in a form', () => {
  it.each([
    ['1', 'Success'],
    ['01', 'Success'],
    ['+1', 'Success'],
    [' 1 ', /^MalformedInput/],
    ['\t1\n', /^MalformedInput/],
    ['1.0', /^MalformedInput/],
    ['1e0', /^MalformedInput/],
    ['2147483648', /^MalformedInput/],
    ['0', /^ValidationError/],
    ['-1', /^ValidationError/],
    ['1001', /^ValidationError/],
  ])('%j', async (value, expected) => {
    expect(await answerTo(`Action=ListUsers&MaxItems=${encodeURIComponent(value)}`)).toMatch(expected);
  });
});

describe('a boolean in a form', () => {
  const create = (value: string) =>
    answerTo(
      `Action=CreateLoginProfile&UserName=eve&Password=Str0ng-enough&PasswordResetRequired=${encodeURIComponent(value)}`,
    );

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('%j is %s, and the password can be deleted at once', async (value, expected) => {
    expect(await create(value)).toBe('Success');

    expect(eve.loginProfile?.passwordResetRequired).toBe(expected);
    expect(await answerTo('Action=DeleteLoginProfile&UserName=eve')).toBe('Success');
  });

  it.each(['True', 'TRUE', 'False', ' true', 'true ', '\ttrue\n', 'null', '', 'anything'])('%j', async (value) => {
    expect(await create(value)).toMatch(/^MalformedInput/);
  });
});

describe('TagUser', () => {
  it.each([
    ['a reserved value', team('1', 'x', 'aws:reserved'), 'Success'],
    ['a reserved key', team('1', 'aws:reserved'), RESERVED],
    ['a reserved key in capitals', team('1', 'AWS:reserved'), RESERVED],
    ['a reserved key twice', `${team('1', 'aws:reserved')}&${team('2', 'aws:reserved')}`, RESERVED],
    ['a key twice', `${team('1')}&${team('2')}`, DUPLICATE],
    ['a key twice, in another case', `${team('1')}&${team('2', 'TEAM')}`, DUPLICATE],
  ])('%s', async (_case, tags, expected) => {
    expect(await answerTo(`Action=TagUser&UserName=dave&${tags}`)).toBe(expected);
  });
});

describe('a request is refused for its form first, then for the lack of permission, then for what it says', () => {
  const denied = callerWith({ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' });
  it.each([
    ['a malformed request without permission', 'Action=TagUser&UserName=dave', denied, /^ValidationError/],
    ['an unreadable request without permission', `Action=TagUser&${team('0')}`, denied, /^MalformedInput/],
    [
      'a key twice, without permission',
      `Action=TagUser&UserName=dave&${team('1')}&${team('2')}`,
      denied,
      /^AccessDenied/,
    ],
    ['an empty list without permission', 'Action=TagUser&UserName=dave&Tags=', denied, /^AccessDenied/],
    ['an unknown user without permission', 'Action=GetUser&UserName=nobody', denied, /^AccessDenied/],
    [
      'MaxItems 0 for an unknown user',
      'Action=ListAccessKeys&UserName=nobody&MaxItems=0',
      ADMINISTRATOR,
      /^Validation/,
    ],
    ['MaxItems 1001 for an unknown user', 'Action=ListUserTags&UserName=nobody&MaxItems=1001', ADMINISTRATOR, /^Valid/],
    ['an unknown user', 'Action=ListAccessKeys&UserName=nobody', ADMINISTRATOR, /^NoSuchEntity/],
  ])('%s', async (_case, form, caller, expected) => {
    expect(await answerTo(form, caller)).toMatch(expected);
  });
});

describe('UpdateAccessKey', () => {
  it.each([
    ['Expired', /^InvalidInput/],
    ['Inactive', 'Success'],
    ['Active', 'Success'],
  ])('to %s', async (status, expected) => {
    expect(
      await answerTo(
        `Action=UpdateAccessKey&UserName=dave&AccessKeyId=${dave.accessKeys[0]?.accessKeyId}&Status=${status}`,
      ),
    ).toMatch(expected);
  });
});

describe('the credential report', () => {
  it('says why it is generated, has errors without a message, and is there within two seconds', async () => {
    expect(await send('Action=GetCredentialReport')).toEqual({
      status: 410,
      body: expect.stringMatching(/<Code>ReportNotPresent<\/Code><\/Error>/),
    });
    expect((await send('Action=GenerateCredentialReport')).body).toMatch(
      /<State>STARTED<\/State><Description>No report exists. Starting a new report generation task<\/Description>/,
    );
    expect(await send('Action=GetCredentialReport')).toEqual({
      status: 404,
      body: expect.stringMatching(/<Code>ReportInProgress<\/Code><\/Error>/),
    });
    await local.wait(2 * SECOND);
    expect((await send('Action=GenerateCredentialReport')).body).toMatch(
      /<GenerateCredentialReportResult><State>COMPLETE<\/State><\/GenerateCredentialReportResult>/,
    );
  });

  it('has the root user first, then users without regard to case, times in Z, and no line break at its end', async () => {
    const { body } = await send('Action=GetCredentialReport');
    const [, content = ''] = /<Content>(.*)<\/Content>/.exec(body) ?? [];
    const none = 'N/A,N/A,N/A';
    const noKey = `false,N/A,${none}`;

    expect(Buffer.from(content, 'base64').toString().split('\n').slice(1)).toEqual([
      expect.stringMatching(/^<root_account>,arn:aws:iam::111122223333:root,\S+Z,true,\S+Z,\S+Z,not_supported,true,/),
      `dave,${dave.arn},2026-01-15T12:00:00Z,false,${none},false,true,2026-01-15T12:00:00Z,${none},${noKey},false,N/A,false,N/A`,
      `Eve,${eve.arn},2026-01-15T12:00:00Z,false,${none},false,${noKey},${noKey},false,N/A,false,N/A`,
    ]);
  });
});
