import { Template } from 'aws-cdk-lib/assertions';
import { MessagesStack } from '../../infra/messages/messages-stack';
import { type SeedUser, type Stack, WorkerEnvironment } from '../../sandbox/index';
import { testApp } from '../support/app';
import { DeployedAccount } from '../support/deployed-account';
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
export async function accountWithMessages(
  users: readonly SeedUser[],
  parameters: Readonly<Record<string, string>>,
): Promise<{ account: DeployedAccount; stack: Stack }> {
  const account = await DeployedAccount.create(users, {
    startEnvironment: (definition, variables, clock, caller) =>
      definition.name.startsWith('Messages')
        ? new WorkerEnvironment(definition, variables, clock)
        : new InProcessEnvironment(definition, clock, account.aws.endpoint, caller),
  });
  account.aws.ses.identities.add('example.com');
  account.aws.secrets.put(WEBHOOK.WebhookSecret, WEBHOOK_URL);
  return { account, stack: await account.aws.deploy(messagesTemplate(), parameters, 'Messages') };
}
