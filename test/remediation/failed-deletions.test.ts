import { AwsError, LostAnswer } from '../../sandbox/index';
import { DeployedAccount, inactiveUser, stepsOf } from '../support/deployed-account';
import { changeParameters, messages } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

/** Something that happens just before the product deletes. */
const beforeDeletion = (happen: () => Promise<unknown>) =>
  account.meanwhile('DeleteLoginProfile', async () => {
    await happen();
  });
const administer = (operation: string, input: object = {}) =>
  account.administer(operation, { UserName: 'dave', ...input });
const answerIsLost = () =>
  account.alterAnswers('DeleteLoginProfile', () => {
    throw new LostAnswer('reset');
  });

interface Case {
  readonly happen: () => void;
  readonly keeps: boolean;
  readonly failure: RegExp;
}

const CASES: readonly (readonly [string, Case])[] = [
  [
    'is refused since the exemption tag has come: IAM itself keeps the user',
    {
      happen: () =>
        beforeDeletion(() => administer('TagUser', { Tags: [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }] })),
      keeps: true,
      failure: /with an explicit deny in an identity-based policy/,
    },
  ],
  [
    'is refused since IAM cannot touch a password that has just been changed',
    {
      happen: () => beforeDeletion(() => administer('UpdateLoginProfile', { Password: 'Correct-Horse-2' })),
      keeps: true,
      failure: /EntityTemporarilyUnmodifiable/,
    },
  ],
  [
    'fails in IAM',
    {
      happen: () =>
        void account.aws.endpoint.interceptors.push(({ operation }) => {
          if (operation === 'DeleteLoginProfile') throw new AwsError('ServiceFailure', 'not now', 500);
        }),
      keeps: true,
      failure: /ServiceFailure/,
    },
  ],
  [
    'is lost on the way',
    {
      happen: () =>
        void account.aws.endpoint.interceptors.push(({ operation, caller }) => {
          if (operation === 'DeleteLoginProfile' && caller !== account.aws.operator.arn) throw new LostAnswer('reset');
        }),
      keeps: true,
      failure: /NoAnswer/,
    },
  ],
  ['is done, but the answer is lost', { happen: answerIsLost, keeps: false, failure: /NoAnswer/ }],
  [
    'comes too late: somebody has just deleted the password',
    { happen: () => beforeDeletion(() => administer('DeleteLoginProfile')), keeps: false, failure: /NoSuchEntity/ },
  ],
];

describe.each(['Failed', 'Success'] as const)(
  'If AWS’s status of a run that goes on after a critical failure were %s,',
  (criticalFailureWithJump) => {
    it.each(CASES)(
      'a run whose deletion %s looks again, reports the actual state once, and ends as Failed',
      async (_what, { happen, keeps, failure }) => {
        account = await DeployedAccount.create([inactiveUser()], {
          unconfirmed: { criticalFailureWithJump },
          iam: { unmodifiableSeconds: 10 },
          parameters: { NotificationEmail: 'security@example.com' },
        });
        await account.evaluate();
        happen();
        await account.pass(60_000);

        const run = account.theExecution();
        expect(stepsOf(run).slice(3)).toEqual([
          'DeleteLoginProfile Failed',
          'TellFailure Success',
          'EndAsFailed Failed',
        ]);
        expect(run.status).toBe('Failed');
        expect(run.steps.find(({ name }) => name === 'DeleteLoginProfile')?.failureMessage).toMatch(failure);
        expect(account.hasPassword('dave')).toBe(keeps);
        expect(account.events('IAM User Password Deleted')).toHaveLength(keeps ? 0 : 1);
        expect(account.events('IAM User Password Kept')).toHaveLength(keeps ? 1 : 0);
        expect(messages(account)).toEqual([
          expect.stringMatching(/^IAM user dave is inactive for more than 90 days/),
          expect.stringMatching(
            keeps
              ? `^IAM user dave: the console password was not removed: DeleteLoginProfile failed, see the run ${run.id}\\. \\(account 111122223333\\)$`
              : '^IAM user dave: the console password was deleted: inactive for more than 90 days',
          ),
          expect.stringMatching(/^A run to remove the console password of an IAM user ended as Failed/),
        ]);
      },
    );
  },
);

describe('A run whose deletion fails', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['has just got another name', () => administer('UpdateUser', { NewUserName: 'david' })],
    [
      'has just been deleted, and whose name another user has taken',
      async () => {
        await administer('DeleteLoginProfile');
        await administer('DeleteUser');
        await administer('CreateUser');
      },
    ],
  ])('tells nothing of a user who %s: it could only guess', async (_what, happen) => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    beforeDeletion(happen);

    await account.pass(60_000);

    expect(stepsOf(account.theExecution()).slice(3)).toEqual([
      'DeleteLoginProfile Failed',
      'TellFailure Failed',
      'EndAsFailed Failed',
    ]);
    expect(JSON.stringify(account.logs())).toContain('unknown whether the password of dave was deleted');
    expect(account.events('IAM User Password Deleted')).toEqual([]);
    expect(account.events('IAM User Password Kept')).toEqual([]);
  });

  it('says in its last step where to look, and not that nothing was deleted', async () => {
    account = await DeployedAccount.create([inactiveUser()]);
    await account.evaluate();
    answerIsLost();

    await account.pass(60_000);

    expect(account.theExecution().steps.find(({ name }) => name === 'EndAsFailed')?.failureMessage).toContain(
      'DeleteLoginProfile failed: see that step, and TellFailure for the state of the password',
    );
    expect(JSON.stringify(account.theExecution())).not.toContain('nothing deleted');
  });
});

describe('IAM itself keeps a user of the exemption list, whatever the rule says', () => {
  it.each<[string, string, { userName: string; path?: string }, boolean]>([
    ['by name', 'dave', { userName: 'dave' }, true],
    ['by name, under a path', 'dave', { userName: 'dave', path: '/team/a/' }, true],
    ['by path and name', 'team/dave', { userName: 'dave', path: '/team/' }, true],
    ['by the end of the path and the name', 'a/dave', { userName: 'dave', path: '/team/a/' }, true],
    ['by a whole path', 'break-glass/*', { userName: 'dave', path: '/break-glass/' }, true],
    ['by a whole path and what is below it', 'break-glass/*', { userName: 'dave', path: '/break-glass/a/b/' }, true],
    ['by the beginning of a name', 'svc-*', { userName: 'svc-backup' }, true],
    ['by the second of two entries', 'x,dave', { userName: 'dave' }, true],
    ['by everybody', '*', { userName: 'dave', path: '/team/' }, true],
    ['not by a part of the name', 'dav', { userName: 'dave' }, false],
    ['not by another path', 'team/dave', { userName: 'dave', path: '/other/' }, false],
    ['not in other letters: IAM compares their case', 'Dave', { userName: 'dave' }, false],
  ])('%s: %s', async (_how, ExemptUsers, user, isKept) => {
    account = await DeployedAccount.create([inactiveUser(user)], {
      parameters: { ExemptUsers, MaximumAutomaticAttempts: '1' },
    });
    await changeParameters(account, { exemptUsers: '(nobody)' });

    await account.evaluate();
    await account.settle();

    expect(account.hasPassword(user.userName)).toBe(isKept);
    expect(account.theExecution().status).toBe(isKept ? 'Failed' : 'Success');
    expect(account.theExecution().failureMessage ?? '').toMatch(
      isKept ? /with an explicit deny in an identity-based policy/ : /^$/,
    );
  });
});
