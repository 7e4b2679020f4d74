import { type SeedUser, type Stack } from '../../sandbox/index';
import { DAY, DeployedAccount, inactiveUser, MINUTE, NOW, RULE } from '../support/deployed-account';
import { accountWithMessages, MAIL, messagesTemplate, WEBHOOK, WEBHOOK_URL } from './messages-account';

let account: DeployedAccount;
let stack: Stack;
afterEach(() => account.close());

/** With the tag `owner`, if it is given. */
function owned(userName: string, owner?: string, overrides: Partial<SeedUser> = {}): SeedUser {
  return inactiveUser({ userName, tags: owner === undefined ? [] : [{ Key: 'owner', Value: owner }], ...overrides });
}

async function deployed(users: readonly SeedUser[], parameters: Readonly<Record<string, string>>): Promise<void> {
  ({ account, stack } = await accountWithMessages(users, parameters));
}

/** An evaluation, the runs that follow it, and the messages with their retries. */
async function wholeRound(): Promise<void> {
  await account.evaluate();
  await account.settle();
}

function mails(): string[] {
  return account.aws.ses.mails.map(({ to, subject }) => `${to}: ${subject}`);
}

/** The physical id of the resource of the messages stack whose logical id begins like this. */
function idOf(prefix: string): string {
  return Object.entries(stack.resources).find(([logicalId]) => logicalId.startsWith(prefix))?.[1].physicalId ?? '';
}

/** The lines that the mail's function has logged. */
function log(): readonly string[] {
  return account.aws.logs.lines(idOf('MailLog'));
}

function posted(): unknown[] {
  return account.aws.apiDestinations.requests.map(({ body }): unknown => JSON.parse(body));
}

describe('A mail to the person concerned', () => {
  it('announces the end of the password, its removal, and that it is gone', async () => {
    await deployed([owned('dave', 'Dave@example.com', { passwordLastUsed: NOW - 80 * DAY })], MAIL);

    await wholeRound();
    await account.pass(11 * DAY);
    await wholeRound();

    expect(mails()).toEqual([
      'Dave@example.com: Your AWS password will be deleted after 4 December 2026',
      'Dave@example.com: Your AWS password is about to be deleted',
      'Dave@example.com: Your AWS password has been deleted',
    ]);
    expect(account.hasPassword('dave')).toBe(false);
    const [{ from, text } = { from: '', text: '' }] = account.aws.ses.mails;
    expect(from).toBe('iam@example.com');
    expect(text)
      .toBe(`The console password of your IAM user dave in the AWS account 111122223333 has not been used for a long time. It will be deleted after 4 December 2026, 08:00 UTC.

What to do: Sign in to the AWS console before then, and you keep the password. If you no longer need it, do nothing.

Questions: the security team, security@example.com

This message contains no link, and it asks for no password.
`);
    expect(account.aws.endpoint.calls.filter(({ error }) => error?.startsWith('AccessDenied'))).toEqual([]);
    expect(account.aws.logs.denied).toEqual([]);
  });

  it('says that the password is kept if they sign in meanwhile', async () => {
    await deployed([owned('dave@example.org')], MAIL);

    await account.remediateAfter(() => account.aws.iam.signIn('dave@example.org'));

    expect(mails()).toEqual([
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
    await deployed(users, MAIL);

    await wholeRound();

    expect(mails()).toEqual([]);
    const entries = log().map((line): unknown => JSON.parse(line));
    expect(entries).toHaveLength(8);
    expect(entries).toContainEqual(
      expect.objectContaining({ message: { userName: 'erin', mail: 'not sent: no address in an allowed domain' } }),
    );
    expect(log().join('\n')).not.toMatch(/erin@|fred@/);
  });

  it('is not sent to another user who has the name by now', async () => {
    await deployed([owned('dave', 'dave@example.com')], MAIL);
    account.aws.endpoint.interceptors.push(async ({ operation, caller }) => {
      if (operation !== 'GetUser' || !caller.includes('/Messages-') || isNew) return;
      isNew = true;
      await account.administer('DeleteLoginProfile', { UserName: 'dave' });
      await account.administer('DeleteUser', { UserName: 'dave' });
      account.aws.iam.seed(owned('dave', 'dave@example.com'));
    });
    let isNew = false;

    await wholeRound();

    expect(mails()).toEqual([]);
    expect(log().join('\n')).toContain('not sent: the user is gone');
  });

  it('that SES refuses is tried three times and rings the alarm; the password is deleted all the same', async () => {
    await deployed([owned('dave', 'dave@example.com')], { ...MAIL, ...WEBHOOK, Sender: 'iam@unverified.test' });

    await wholeRound();
    await account.pass(MINUTE);

    expect(account.calls('ses')).toEqual({ 'SendEmail MessageRejected': 6 });
    expect(account.hasPassword('dave')).toBe(false);
    expect(account.executions().map(({ status }) => status)).toEqual(['Success']);
    expect(posted()).toContainEqual({
      text: expect.stringMatching(
        /^A mail to a user could not be sent: .* this alarm is now ALARM \(account 111122223333\)$/,
      ),
    });
  });

  it.each([
    ['from another sender', { FromEmailAddress: 'ceo@example.com' }],
    ['to another domain', { Destination: { ToAddresses: ['dave@evil.test'] } }],
  ])('%s is denied by IAM itself', async (_, change) => {
    await deployed([], MAIL);
    const { aws } = account;
    const by = { service: 'lambda.amazonaws.com', sourceAccount: '111122223333', sourceArn: 'arn:aws:lambda' };
    const role = aws.roles.assume(aws.roles.arnOf(idOf('MailRole')), by, 'session');
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

describe('The webhook', () => {
  it('of Slack gets each message as text', async () => {
    await deployed([owned('dave')], WEBHOOK);

    await wholeRound();

    expect(account.aws.apiDestinations.requests[0]).toMatchObject({ method: 'POST', url: WEBHOOK_URL });
    expect(posted()).toEqual([
      { text: expect.stringMatching(/^IAM user dave is inactive for more than 90 days.* \(account 111122223333\)$/) },
      { text: expect.stringMatching(/^IAM user dave: the console password was deleted: .* \(account 111122223333\)$/) },
    ]);
  });

  it('is in a secret, and the stack shows only the name of that', async () => {
    await deployed([owned('dave')], WEBHOOK);

    const { operator, endpoint } = account.aws;
    const shown = await endpoint.call(operator, 'cloudformation', 'DescribeStacks', { StackName: 'Messages' });
    expect(JSON.stringify(shown)).toContain(WEBHOOK.WebhookSecret);
    expect(JSON.stringify([shown, messagesTemplate()])).not.toContain(WEBHOOK_URL);
  });

  it('of Teams gets an Adaptive Card', async () => {
    await deployed([owned('dave')], { ...WEBHOOK, WebhookFormat: 'Teams' });

    await account.evaluate();

    expect(posted()).toEqual([
      {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              type: 'AdaptiveCard',
              version: '1.4',
              body: [{ type: 'TextBlock', wrap: true, text: expect.stringContaining('IAM user dave is inactive') }],
            },
          },
        ],
      },
    ]);
  });

  it('that refuses rings an alarm, and the password is deleted all the same', async () => {
    await deployed([owned('dave')], WEBHOOK);
    account.aws.apiDestinations.answer = () => 404;

    await account.evaluate();
    await account.pass(MINUTE);
    const state = account.aws.cloudwatch.alarmState(idOf('WebhookUnposted'));
    await account.settle();

    expect(state).toBe('ALARM');
    expect(account.aws.events.failedInvocations).toMatchObject([
      { ruleName: idOf('WebhookTold'), reason: 'the endpoint answered 404' },
      { ruleName: idOf('WebhookTold'), reason: 'the endpoint answered 404' },
    ]);
    expect(account.hasPassword('dave')).toBe(false);
  });
});

describe('A permission is needed, and nothing else is allowed:', () => {
  const NEEDED: [string, string, () => unknown][] = [
    ['MailRole', 'iam:GetUser', () => account.calls('iam')['GetUser AccessDenied']],
    ['MailRole', 'ses:SendEmail', () => account.calls('ses')['SendEmail AccessDeniedException']],
    ['MailRole', 'logs:CreateLogStream', () => account.aws.logs.denied[0]],
    ['MailRole', 'logs:PutLogEvents', () => account.aws.logs.denied[0]],
    ['WebhookRole', 'events:InvokeApiDestination', () => account.aws.events.failedInvocations[0]],
  ];

  it.each(NEEDED)('%s %s', async (role, action, denial) => {
    await deployed([owned('dave@example.com')], { ...MAIL, ...WEBHOOK });
    const allowed = account.aws.roles
      .all()
      .filter(({ name }) => name.startsWith('Messages'))
      .flatMap(({ policies }) => policies.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)));
    account.aws.roles.withhold(idOf(role), action);

    await account.evaluate();
    await account.pass(MINUTE);

    expect(allowed).toEqual(NEEDED.map(([, needed]) => needed));
    expect(denial()).toBeDefined();
  });
});

describe('The messages stack', () => {
  beforeEach(async () => {
    account = await DeployedAccount.create([]);
  });

  it('listens to the rule that RuleName names, and to no other', async () => {
    await account.close();
    await deployed([owned('dave')], { ...WEBHOOK, RuleName: `${RULE}-2` });

    await account.evaluate();

    expect(posted()).toEqual([]);
  });

  it.each([
    ['nothing to do', {}, 'Give Sender, WebhookSecret or both.'],
    ['mails without domains', { ...MAIL, AllowedDomains: '' }, 'With Sender, give AllowedDomains too.'],
    ['mails without a contact', { ...MAIL, Contact: '' }, 'With Sender, give Contact too.'],
    ['a sender that is no address', { ...MAIL, Sender: 'IAM <iam@example.com>' }, "Parameter 'Sender' must match"],
    ['a domain with a wildcard', { ...MAIL, AllowedDomains: '*.example.com' }, "Parameter 'AllowedDomains' must match"],
    ['domains with spaces', { ...MAIL, AllowedDomains: 'a.com, b.com' }, "Parameter 'AllowedDomains' must match"],
    ['a contact of two lines', { ...MAIL, Contact: 'a\nb' }, "Parameter 'Contact' must match"],
    [
      'a webhook in place of its secret',
      { WebhookSecret: 'https://example.com/?key' },
      "Parameter 'WebhookSecret' must match",
    ],
    ['a secret that does not exist', { WebhookSecret: 'nothing' }, "Secrets Manager can't find the specified secret."],
    ['an unknown format', { ...WEBHOOK, WebhookFormat: 'Zulip' }, "Parameter 'WebhookFormat' must be one of"],
  ])('refuses %s', async (_, parameters, message) => {
    await expect(account.aws.deploy(messagesTemplate(), parameters, 'Messages')).rejects.toThrow(message);
  });
});

describe('An operator', () => {
  const StackName = 'Messages';
  const stackOperation = async (operation: string, input: object = {}) =>
    await account.aws.endpoint.call(account.aws.operator, 'cloudformation', operation, { StackName, ...input });

  it('gives the messages stack another webhook and another sender', async () => {
    await deployed([owned('dave@example.com')], { ...MAIL, ...WEBHOOK });
    const other = 'https://example.com/other';
    const changed = {
      ...MAIL,
      Sender: 'security@example.com',
      WebhookSecret: account.aws.secrets.put('other', other),
    };

    await stackOperation('UpdateStack', {
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries(changed).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    });
    await wholeRound();

    expect(await stackOperation('DescribeStacks')).toMatchObject({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }] });
    expect(new Set(account.aws.ses.mails.map(({ from }) => from))).toEqual(new Set([changed.Sender]));
    expect(new Set(account.aws.apiDestinations.requests.map(({ url }) => url))).toEqual(new Set([other]));
  });

  it('deletes the messages stack, and nobody is told any more', async () => {
    await deployed([owned('dave@example.com')], { ...MAIL, ...WEBHOOK });

    await stackOperation('DeleteStack');
    await wholeRound();

    await expect(stackOperation('DescribeStacks')).rejects.toThrow('does not exist');
    expect([mails(), posted(), account.aws.events.failedInvocations]).toEqual([[], [], []]);
    expect(account.aws.roles.all().filter(({ name }) => name.startsWith(StackName))).toEqual([]);
    expect(account.hasPassword('dave@example.com')).toBe(false);
  });
});
