import { rmSync, writeFileSync } from 'node:fs';
import { inactiveUser } from '../support/deployed-account';
import { USER_PATH } from './context';
import { AcceptanceAccount, saying } from './local/acceptance-account';

let account: AcceptanceAccount;

describe('In an account where begin has not been run', () => {
  afterEach(() => account.close());

  it.each<{
    what: string;
    users?: Parameters<typeof inactiveUser>[0][];
    prepare?: () => void;
    args?: readonly string[];
    says: string;
  }>([
    {
      what: 'another console user',
      users: [{ userName: 'dave' }, { userName: 'erin', loginProfile: undefined }],
      says: 'the account has console users: dave. .* use an empty test account',
    },
    {
      what: 'more console users than it names',
      users: ['a', 'b', 'c', 'd', 'e', 'f'].map((userName) => ({ userName })),
      says: 'console users: a, b, c, d, e and more',
    },
    {
      what: 'a user whose name it needs',
      users: [{ userName: 'Idle', path: '/x/', loginProfile: undefined }],
      says: 'has a user /x/Idle already, whose name the run needs',
    },
    {
      what: 'a console user below its path that it has not made',
      users: [{ userName: 'zoe', path: USER_PATH }],
      says: 'the account has console users: zoe',
    },
    {
      what: 'a user of an earlier run',
      users: [{ userName: 'idle', path: USER_PATH }],
      says: 'the user idle is below /inactive-iam-users-acceptance/ already, and .* restore that file, or run clean',
    },
    {
      what: 'the credentials of another account',
      args: ['--account', '222233334444'],
      says: 'the account is 222233334444, but the credentials are of 111122223333',
    },
    {
      what: "Config's recorder without IAM users",
      prepare: () => void (account.aws.config.inventory.records = false),
      says: 'the account is not ready',
    },
    {
      what: 'no template',
      prepare: () => rmSync(account.fileOf('inactive-iam-users.template.json')),
      says: 'there is no .*inactive-iam-users.template.json: run npm run template',
    },
    {
      what: 'another template',
      prepare: () => writeFileSync(account.fileOf('inactive-iam-users.template.json'), '{}'),
      says: 'the template is not one of this product',
    },
  ])('begin refuses $what, and makes nothing', async ({ users = [], prepare, args = [], says }) => {
    account = await AcceptanceAccount.create(users.map(inactiveUser));
    prepare?.();
    const before = account.present();

    expect(await account.refusalOf('begin', ...args)).toEqual(saying(says));
    expect(account.present()).toEqual(before);
  });
});

describe('Without an account to ask', () => {
  beforeAll(async () => {
    account = await AcceptanceAccount.create();
  });
  afterAll(() => account.close());

  it.each([
    { what: 'an unknown command', args: ['start'], says: "unknown command 'start'" },
    { what: 'no account, without a terminal', args: ['begin'], says: 'no terminal to ask .* on: give --account' },
    { what: 'a short account id', args: ['begin', '--account', '123'], says: 'It must be an account id of 12 digits' },
    {
      what: 'a profile that does not exist',
      args: ['clean', '--account', '111122223333', '--profile', 'nope'],
      says: '--profile nope: there is no such profile',
    },
    {
      what: 'an empty profile',
      args: ['clean', '--account', '111122223333', '--profile', ''],
      says: '--profile is empty',
    },
    {
      what: 'an impossible region',
      args: ['clean', '--account', '111122223333', '--region', 'x'],
      says: 'a region such as',
    },
    {
      what: 'an unknown option',
      args: ['clean', '--account', '111122223333', '--yes'],
      says: "unknown option '--yes'",
    },
    {
      what: 'finish before begin',
      args: ['finish', '--account', '111122223333'],
      says: 'begin has not been run in this account',
    },
  ])('$what gets one line', async ({ args, says }) => {
    expect(await account.start(...args)).toBe(2);
    expect(account.errors).toMatch(new RegExp(`^[^\\n]*${says}[^\\n]*\\n$`));
  });

  it('asks for the account, and goes on only if it is that of the credentials', async () => {
    const asked = 'the credentials are of 111122223333 \\(.*\\)\\. Type the id of the test account to go on: ';
    account.typed = '222233334444';
    expect(await account.start('clean')).toBe(2);
    expect(account.errors).toMatch(new RegExp(`^${asked}refused: the account is 222233334444, but .*\\n$`));

    account.typed = ' 111122223333 ';
    expect(await account.start('clean')).toBe(0);
    expect(account.errors).toMatch(new RegExp(`^${asked}$`));
  });

  it('shows its help', async () => {
    expect(await account.start('begin', '--help')).toBe(0);
    expect(account.output).toContain('Exit status:');
    expect(await account.start()).toBe(2);
    expect(account.errors).toMatch(/^Usage: npm run acceptance -- /);
  });
});
