import { MINUTE, RULE } from '../support/deployed-account';
import { MAIL, MessagesAccount, messagesTemplate, owned, WEBHOOK, WEBHOOK_URL } from './messages-account';

let messages: MessagesAccount;
afterEach(() => messages.account.close());

describe('The webhook', () => {
  it('of Slack gets each message as text', async () => {
    messages = await MessagesAccount.create([owned('dave')], WEBHOOK);

    await messages.wholeRound();

    expect(messages.account.aws.apiDestinations.requests[0]).toMatchObject({ method: 'POST', url: WEBHOOK_URL });
    expect(messages.posted()).toEqual([
      { text: expect.stringMatching(/^IAM user dave is inactive for more than 90 days.* \(account 111122223333\)$/) },
      { text: expect.stringMatching(/^IAM user dave: the console password was deleted: .* \(account 111122223333\)$/) },
    ]);
  });

  it('is in a secret, and the stack shows only the secret’s name', async () => {
    messages = await MessagesAccount.create([owned('dave')], WEBHOOK);

    const { operator, endpoint } = messages.account.aws;
    const shown = await endpoint.call(operator, 'cloudformation', 'DescribeStacks', { StackName: 'Messages' });
    expect(JSON.stringify(shown)).toContain(WEBHOOK.WebhookSecret);
    expect(JSON.stringify([shown, messagesTemplate()])).not.toContain(WEBHOOK_URL);
  });

  it('of Teams gets an Adaptive Card', async () => {
    messages = await MessagesAccount.create([owned('dave')], { ...WEBHOOK, WebhookFormat: 'Teams' });

    await messages.account.evaluate();

    expect(messages.posted()).toEqual([
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
    messages = await MessagesAccount.create([owned('dave')], WEBHOOK);
    messages.account.aws.apiDestinations.answer = () => 404;

    await messages.account.evaluate();
    await messages.account.pass(MINUTE);
    const state = messages.account.aws.cloudwatch.alarmState(messages.idOf('WebhookUnposted'));
    await messages.account.settle();

    expect(state).toBe('ALARM');
    expect(messages.account.aws.events.failedInvocations).toMatchObject([
      { ruleName: messages.idOf('WebhookTold'), reason: 'the endpoint answered 404' },
      { ruleName: messages.idOf('WebhookTold'), reason: 'the endpoint answered 404' },
    ]);
    expect(messages.account.hasPassword('dave')).toBe(false);
  });
});

describe('A permission is needed, and nothing else is allowed:', () => {
  const NEEDED: [string, string, () => unknown][] = [
    ['MailRole', 'iam:GetUser', () => messages.account.calls('iam')['GetUser AccessDenied']],
    ['MailRole', 'ses:SendEmail', () => messages.account.calls('ses')['SendEmail AccessDeniedException']],
    ['MailRole', 'logs:CreateLogStream', () => messages.account.aws.logs.denied[0]],
    ['MailRole', 'logs:PutLogEvents', () => messages.account.aws.logs.denied[0]],
    ['WebhookRole', 'events:InvokeApiDestination', () => messages.account.aws.events.failedInvocations[0]],
  ];

  it.each(NEEDED)('%s %s', async (role, action, denial) => {
    messages = await MessagesAccount.create([owned('dave@example.com')], { ...MAIL, ...WEBHOOK });
    const allowed = messages.account.aws.roles
      .all()
      .filter(({ name }) => name.startsWith('Messages'))
      .flatMap(({ policies }) => policies.flatMap(({ statements }) => statements.flatMap(({ actions }) => actions)));
    messages.account.aws.roles.withhold(messages.idOf(role), action);

    await messages.account.evaluate();
    await messages.account.pass(MINUTE);

    expect(allowed).toEqual(NEEDED.map(([, needed]) => needed));
    expect(denial()).toBeDefined();
  });
});

describe('The messages stack', () => {
  it('listens to the rule that RuleName names, and to no other', async () => {
    messages = await MessagesAccount.create([owned('dave')], { ...WEBHOOK, RuleName: `${RULE}-2` });

    await messages.account.evaluate();

    expect(messages.posted()).toEqual([]);
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
    messages = await MessagesAccount.start([]);
    await expect(messages.deploy(parameters)).rejects.toThrow(message);
  });
});

describe('An operator', () => {
  const StackName = 'Messages';
  const stackOperation = async (operation: string, input: object = {}) =>
    await messages.account.aws.endpoint.call(messages.account.aws.operator, 'cloudformation', operation, {
      StackName,
      ...input,
    });

  it('gives the messages stack another webhook and another sender', async () => {
    messages = await MessagesAccount.create([owned('dave@example.com')], { ...MAIL, ...WEBHOOK });
    const other = 'https://example.com/other';
    const changed = {
      ...MAIL,
      Sender: 'security@example.com',
      WebhookSecret: messages.account.aws.secrets.put('other', other),
    };

    await stackOperation('UpdateStack', {
      UsePreviousTemplate: true,
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries(changed).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    });
    await messages.wholeRound();

    expect(await stackOperation('DescribeStacks')).toMatchObject({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }] });
    expect(new Set(messages.account.aws.ses.mails.map(({ from }) => from))).toEqual(new Set([changed.Sender]));
    expect(new Set(messages.account.aws.apiDestinations.requests.map(({ url }) => url))).toEqual(new Set([other]));
  });

  it('deletes the messages stack, and nobody is told any more', async () => {
    messages = await MessagesAccount.create([owned('dave@example.com')], { ...MAIL, ...WEBHOOK });

    await stackOperation('DeleteStack');
    await messages.wholeRound();

    await expect(stackOperation('DescribeStacks')).rejects.toThrow('does not exist');
    expect([messages.mails(), messages.posted(), messages.account.aws.events.failedInvocations]).toEqual([[], [], []]);
    expect(messages.account.aws.roles.all().filter(({ name }) => name.startsWith(StackName))).toEqual([]);
    expect(messages.account.hasPassword('dave@example.com')).toBe(false);
  });
});
