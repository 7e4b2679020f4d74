import { Template } from 'aws-cdk-lib/assertions';
import { MessagesStack } from '../../infra/messages/messages-stack';
import { type SeedUser, type Stack, WorkerEnvironment } from '../../sandbox/index';
import { testApp } from '../support/app';
import { DeployedAccount, inactiveUser } from '../support/deployed-account';
import { InProcessEnvironment } from '../support/in-process-environment';

/** Parameters that mail. */
export const MAIL = {
  Sender: 'iam@example.com',
  AllowedDomains: 'example.org,example.com',
  Contact: 'the security team, security@example.com',
} as const;
/** Parameters that post, and the webhook that is in the secret. */
export const WEBHOOK = { WebhookSecret: 'channel/webhook' } as const;
export const WEBHOOK_URL = 'https://hooks.slack.com/services/T000/B000/secret';

let template: unknown;

/** The template of the messages stack, made once for a test file. */
export function messagesTemplate(): unknown {
  template ??= Template.fromStack(new MessagesStack(testApp(), 'InactiveIamUsersMessages')).toJSON();
  return template;
}

/** An account with both stacks. The messages' function runs as its bundle, in a worker and over HTTP. */
export class MessagesAccount {
  private stack: Stack | undefined;

  private constructor(readonly account: DeployedAccount) {}

  /** Without the messages stack. */
  static async start(users: readonly SeedUser[]): Promise<MessagesAccount> {
    const account = await DeployedAccount.create(users, {
      startEnvironment: (definition, variables, clock, caller) =>
        definition.name.startsWith('Messages')
          ? new WorkerEnvironment(definition, variables, clock)
          : new InProcessEnvironment(definition, clock, account.aws.endpoint, caller),
    });
    account.aws.ses.identities.add('example.com');
    account.aws.secrets.put(WEBHOOK.WebhookSecret, WEBHOOK_URL);
    return new MessagesAccount(account);
  }

  static async create(
    users: readonly SeedUser[],
    parameters: Readonly<Record<string, string>>,
  ): Promise<MessagesAccount> {
    const messages = await MessagesAccount.start(users);
    await messages.deploy(parameters);
    return messages;
  }

  async deploy(parameters: Readonly<Record<string, string>>): Promise<void> {
    this.stack = await this.account.aws.deploy(messagesTemplate(), parameters, 'Messages');
  }

  /** An evaluation, the runs that follow it, and the messages with their retries. */
  async wholeRound(): Promise<void> {
    await this.account.evaluate();
    await this.account.settle();
  }

  mails(): string[] {
    return this.account.aws.ses.mails.map(({ to, subject }) => `${to}: ${subject}`);
  }

  /** The physical id of the resource of the messages stack whose logical id begins like this. */
  idOf(prefix: string): string {
    const resources = Object.entries(this.stack?.resources ?? {});
    return resources.find(([logicalId]) => logicalId.startsWith(prefix))?.[1].physicalId ?? '';
  }

  /** The lines that the mail's function has logged. */
  log(): readonly string[] {
    return this.account.aws.logs.lines(this.idOf('MailLog'));
  }

  posted(): unknown[] {
    return this.account.aws.apiDestinations.requests.map(({ body }): unknown => JSON.parse(body));
  }
}

/** An inactive user, with the tag `owner` if it is given. */
export function owned(userName: string, owner?: string, overrides: Partial<SeedUser> = {}): SeedUser {
  return inactiveUser({ userName, tags: owner === undefined ? [] : [{ Key: 'owner', Value: owner }], ...overrides });
}
