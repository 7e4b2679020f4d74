import type { Tag } from '../../sandbox/index';
import { DeployedAccount, inactiveUser } from '../support/deployed-account';

let account: DeployedAccount;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Every printable character of ASCII but the slash: what a path may hold. */
const ANY_OF_A_PATH = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index)).replace('/', '');

const EXEMPT: readonly Tag[] = [{ Key: 'inactive-iam-users:exempt', Value: 'is not the subject' }];

/** Names at IAM's limits, with every allowed character, or with a meaning to a program that handles them. */
const ODD_NAMES: readonly string[] = [
  'x',
  'n'.repeat(64),
  `${LETTERS}0123456789+=`,
  ',.@_-',
  '--help',
  '-rf',
  '--user-name=root',
  '=HYPERLINK',
  '@SUM',
  'AIDAEXAMPLEEXAMPLE01',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'delete',
  '2026-11-24T08.00.00Z',
  'ResourceId',
  'root_account',
];

describe('A user whose name is', () => {
  let annotations: ReadonlyMap<string, string>;

  beforeAll(async () => {
    account = await DeployedAccount.create(
      [
        ...ODD_NAMES.map((userName) => inactiveUser({ userName })),
        inactiveUser({ userName: 'bystander', tags: EXEMPT }),
      ],
      { parameters: { MaxRemovals: '20' } },
    );
    await account.evaluate();
    annotations = new Map(Object.entries(account.compliance()));
    await account.settle();
  });
  afterAll(() => account.close());

  it.each(ODD_NAMES)('%s is evaluated, remediated and named like any other', (userName) => {
    expect(annotations.get(userName)).toMatch(startOf(`NON_COMPLIANT ${userName}: inactive for more than 90 days`));
    expect(account.hasPassword(userName)).toBe(false);
    const told = account.events('IAM User Password Deleted').filter((event) => event['userName'] === userName);
    expect(told).toHaveLength(1);
    expect(told[0]?.['message']).toMatch(
      startOf(`IAM user ${userName}: the console password was deleted: inactive for`),
    );
    expect(told[0]?.['message']).toContain(` --user-name=${userName} --password-reset-required `);
  });

  it('an odd neighbour does not affect another user', () => {
    expect(account.hasPassword('bystander')).toBe(true);
    expect(account.events('IAM User Password Deleted')).toHaveLength(ODD_NAMES.length);
  });
});

describe('A name', () => {
  afterEach(() => account.close());

  it.each(['{{ global:REGION }}', '{{ResourceId}}', 'a b', 'a/b', '"quoted"', '<root_account>', 'ü', ''])(
    '%s is refused by IAM',
    async (UserName) => {
      account = await DeployedAccount.create([]);

      await expect(account.administer('CreateUser', { UserName })).rejects.toMatchObject({ code: 'ValidationError' });
    },
  );
});

describe('A user is evaluated and remediated like any other if the', () => {
  afterEach(() => account.close());

  it.each<[string, Partial<Parameters<typeof inactiveUser>[0]> & object]>([
    ['path is a template expression of Automation', { path: '/{{global:REGION}}/{{ResourceId}}/' }],
    ['path has every allowed character', { path: `/${ANY_OF_A_PATH}/` }],
    ['path is as long as IAM allows', { path: `/${'p'.repeat(510)}/` }],
    [
      'tags are as many and as long as IAM allows',
      {
        tags: Array.from({ length: 50 }, (_, index) => ({
          Key: `${index}:${'k'.repeat(125)}`.slice(0, 128),
          Value: 'v'.repeat(256),
        })),
      },
    ],
    [
      'tags only look like an exemption',
      {
        tags: [
          { Key: 'inactive-iam-users:exempt-not', Value: 'inactive-iam-users:exempt' },
          { Key: 'exempt', Value: 'true' },
          { Key: 'inactive-iam-users', Value: ':exempt' },
        ],
      },
    ],
    ['tags are template expressions', { tags: [{ Key: 'note', Value: 'global:REGION @ ResourceId' }] }],
  ])('%s', async (_, overrides) => {
    account = await DeployedAccount.create([inactiveUser(overrides)]);

    await account.evaluate();
    await account.settle();

    expect(account.hasPassword('dave')).toBe(false);
    expect(account.theExecution().status).toBe('Success');
    expect(account.compliance()).toEqual({ dave: 'COMPLIANT dave: no console password' });
  });
});

describe('A user who adds the exemption tag', () => {
  afterEach(() => account.close());

  it('is exempt, whatever the case of the key; the annotation names the tag as written', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.administer('TagUser', {
      UserName: 'dave',
      Tags: [{ Key: 'INACTIVE-iam-users:Exempt', Value: 'because I say so' }],
    });

    await account.evaluate();
    await account.settle();

    expect(account.compliance()).toEqual({ dave: 'COMPLIANT dave: exempt by its tag INACTIVE-iam-users:Exempt' });
    expect(account.executions()).toEqual([]);
  });
});

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}`);
}
