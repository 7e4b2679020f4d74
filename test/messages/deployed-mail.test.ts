import { DAY, MINUTE, NOW } from '../support/deployed-account';
import { MAIL, MessagesAccount, owned, WEBHOOK } from './messages-account';

let messages: MessagesAccount;
afterEach(() => messages.account.close());

describe('A mail to the person concerned', () => {
  it('announces the end of the password, its removal, and that it is gone', async () => {
    messages = await MessagesAccount.create(
      [owned('dave', 'Dave@example.com', { passwordLastUsed: NOW - 80 * DAY })],
      MAIL,
    );

    await messages.wholeRound();
    await messages.account.pass(11 * DAY);
    await messages.wholeRound();

    expect(messages.mails()).toEqual([
      'Dave@example.com: Your AWS password will be deleted after 4 December 2026',
      'Dave@example.com: Your AWS password is about to be deleted',
      'Dave@example.com: Your AWS password has been deleted',
    ]);
    expect(messages.account.hasPassword('dave')).toBe(false);
    const [{ from, text } = { from: '', text: '' }] = messages.account.aws.ses.mails;
    expect(from).toBe('iam@example.com');
    expect(text)
      .toBe(`The console password of your IAM user dave in the AWS account 111122223333 has not been used for a long time. It will be deleted after 4 December 2026, 08:00 UTC.

What to do: Sign in to the AWS console before then, and you keep the password. If you no longer need it, do nothing.

Questions: the security team, security@example.com

This message contains no link, and it asks for no password.
`);
    expect(messages.account.aws.endpoint.calls.filter(({ error }) => error?.startsWith('AccessDenied'))).toEqual([]);
    expect(messages.account.aws.logs.denied).toEqual([]);
  });

  it('says that the password is kept if they sign in meanwhile', async () => {
    messages = await MessagesAccount.create([owned('dave@example.org')], MAIL);

    await messages.account.remediateAfter(() => messages.account.aws.iam.signIn('dave@example.org'));

    expect(messages.mails()).toEqual([
      'dave@example.org: Your AWS password is about to be deleted',
      'dave@example.org: Your AWS password has not been deleted',
    ]);
  });

  it('is not sent, and no address is logged, if no address is in an allowed domain', async () => {
    const users = [
      owned('dave'),
      owned('erin', 'erin@evil.test'),
      owned('fred', 'fred@sub.example.com'),
      owned('a@evil.test,b@example.com'),
    ];
    messages = await MessagesAccount.create(users, MAIL);

    await messages.wholeRound();

    expect(messages.mails()).toEqual([]);
    const entries = messages.log().map((line): unknown => JSON.parse(line));
    expect(entries).toHaveLength(8);
    expect(entries).toContainEqual(
      expect.objectContaining({ message: { userName: 'erin', mail: 'not sent: no address in an allowed domain' } }),
    );
    expect(messages.log().join('\n')).not.toMatch(/erin@|fred@/);
  });

  it('is not sent to another user who has the name by now', async () => {
    messages = await MessagesAccount.create([owned('dave', 'dave@example.com')], MAIL);
    messages.account.aws.endpoint.interceptors.push(async ({ operation, caller }) => {
      if (operation !== 'GetUser' || !caller.includes('/Messages-') || isNew) return;
      isNew = true;
      await messages.account.administer('DeleteLoginProfile', { UserName: 'dave' });
      await messages.account.administer('DeleteUser', { UserName: 'dave' });
      messages.account.aws.iam.seed(owned('dave', 'dave@example.com'));
    });
    let isNew = false;

    await messages.wholeRound();

    expect(messages.mails()).toEqual([]);
    expect(messages.log().join('\n')).toContain('not sent: the user is gone');
  });

  it('that SES refuses is tried three times and rings the alarm; the password is deleted all the same', async () => {
    messages = await MessagesAccount.create([owned('dave', 'dave@example.com')], {
      ...MAIL,
      ...WEBHOOK,
      Sender: 'iam@unverified.test',
    });

    await messages.wholeRound();
    await messages.account.pass(MINUTE);

    expect(messages.account.calls('ses')).toEqual({ 'SendEmail MessageRejected': 6 });
    expect(messages.account.hasPassword('dave')).toBe(false);
    expect(messages.account.executions().map(({ status }) => status)).toEqual(['Success']);
    expect(messages.posted()).toContainEqual({
      text: expect.stringMatching(
        /^A mail to a user could not be sent: .* this alarm is now ALARM \(account 111122223333\)$/,
      ),
    });
  });

  it.each([
    ['from another sender', { FromEmailAddress: 'ceo@example.com' }],
    ['to another domain', { Destination: { ToAddresses: ['dave@evil.test'] } }],
  ])('%s is denied by IAM itself', async (_, change) => {
    messages = await MessagesAccount.create([], MAIL);
    const { aws } = messages.account;
    const by = { service: 'lambda.amazonaws.com', sourceAccount: '111122223333', sourceArn: 'arn:aws:lambda' };
    const role = aws.roles.assume(aws.roles.arnOf(messages.idOf('MailRole')), by, 'session');
    const [Subject, Body] = [part('x'), { Text: part('x'), Html: part('x') }];
    const mail = {
      FromEmailAddress: MAIL.Sender,
      Destination: { ToAddresses: ['dave@example.org'] },
      Content: { Simple: { Subject, Body } },
    };

    await expect(aws.endpoint.call(role, 'ses', 'SendEmail', { ...mail, ...change })).rejects.toThrow('not authorized');
    await expect(aws.endpoint.call(role, 'ses', 'SendEmail', mail)).resolves.toHaveProperty('MessageId');
  });
});

const part = (Data: string) => ({ Data, Charset: 'UTF-8' });
