import type { CfnParameterProps } from 'aws-cdk-lib';
import { stackParameters } from '../control/stack-parameters';

const DOMAIN = '[a-z0-9-]+([.][a-z0-9-]+)+';

/** The parameters of the messages stack. */
export const MESSAGES_PARAMETERS = {
  RuleName: {
    ...stackParameters().RuleName,
    description: 'The parameter RuleName of the stack whose events are passed on.',
  },
  Sender: {
    default: '',
    allowedPattern: `^$|^[A-Za-z0-9_.+=-]+@${DOMAIN}$`,
    description: 'Address to send mails from, verified in SES in this region, itself or its domain. Empty: no mails.',
  },
  AllowedDomains: {
    default: '',
    allowedPattern: `^$|^${DOMAIN}(,${DOMAIN})*$`,
    description: 'The only domains that mails go to, in lower case, e.g. example.com,example.org',
  },
  OwnerTagKey: {
    default: 'owner',
    allowedPattern: '[A-Za-z0-9 _.:/=+@-]{1,128}',
    description:
      "Key of the users' tag that holds their address. Without it the user's name counts, if it is an address.",
  },
  Contact: {
    default: '',
    maxLength: 200,
    allowedPattern: '[^\\x00-\\x1f\\x7f]*',
    description: 'Contact for questions, named in the mails, e.g. the security team, security@example.com',
  },
  WebhookSecret: {
    default: '',
    // AWS: "CreateSecret", Name, Secrets Manager API Reference; an ARN has colons.
    allowedPattern: '[A-Za-z0-9/_+=.@:-]{0,512}',
    description:
      'Name or ARN of a secret in Secrets Manager: the URL of the webhook of a Slack or Teams channel. Empty: no posts.',
  },
  WebhookFormat: {
    default: 'Slack',
    allowedValues: ['Slack', 'Teams'],
    description: 'What the webhook accepts: Slack: {"text"}; Teams: an Adaptive Card, for a workflow.',
  },
} as const satisfies Record<string, CfnParameterProps>;

export type MessagesParameterName = keyof typeof MESSAGES_PARAMETERS;
