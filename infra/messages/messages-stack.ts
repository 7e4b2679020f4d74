import {
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnResource,
  CfnRule,
  Fn,
  type ICfnConditionExpression,
  type ICfnRuleConditionExpression,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { version as VERSION } from '../../package.json';
import { VERSION_METADATA } from '../account/account-stack';
import { OwnerMail } from './owner-mail';
import { MESSAGES_PARAMETERS, type MessagesParameterName } from './parameters';
import { Webhook } from './webhook';

/**
 * An optional stack beside the account's, in its region: it mails the person concerned, and posts to a channel. It only
 * listens on the bus, so nothing that it does can affect a removal.
 */
export class MessagesStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer(),
      suppressTemplateIndentation: true,
      description: `Mails users about their console password, and posts to a channel (inactive-iam-users ${VERSION})`,
    });
    this.templateOptions.metadata = VERSION_METADATA;
    for (const [name, declaration] of Object.entries(MESSAGES_PARAMETERS)) new CfnParameter(this, name, declaration);
    const isEmpty = (name: MessagesParameterName) => Fn.conditionEquals(Fn.ref(name), '');
    const isSet = (name: MessagesParameterName) => Fn.conditionNot(isEmpty(name));
    const refuseUnless = (name: string, assertion: ICfnRuleConditionExpression, assertDescription: string) =>
      new CfnRule(this, name, { assertions: [{ assert: assertion, assertDescription }] });
    refuseUnless(
      'Something',
      Fn.conditionOr(isSet('Sender'), isSet('WebhookSecret')),
      'Give Sender, WebhookSecret or both.',
    );
    for (const name of ['AllowedDomains', 'Contact'] as const) {
      refuseUnless(`${name}OfMails`, Fn.conditionOr(isEmpty('Sender'), isSet(name)), `With Sender, give ${name} too.`);
    }
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason: 'If WebhookSecret is empty, no resource uses it: Posts is false.',
    });

    const condition = (name: string, expression: ICfnConditionExpression) =>
      new CfnCondition(this, name, { expression });
    const mails = condition('Mails', isSet('Sender'));
    const ruleName = Fn.ref('RuleName');
    const mail = new OwnerMail(this, 'Mail', {
      ruleName,
      sender: Fn.ref('Sender'),
      allowedDomains: '${AllowedDomains}',
      ownerTagKey: Fn.ref('OwnerTagKey'),
      contact: Fn.ref('Contact'),
    });
    onlyIf(mails, mail);
    const webhook = new Webhook(this, 'Webhook', {
      ruleName,
      // Not CDK's SecretValue, which refuses a name that is known only at deployment.
      url: Fn.sub('{{resolve:secretsmanager:${WebhookSecret}:SecretString}}'),
      isTeams: condition('IsTeams', Fn.conditionEquals(Fn.ref('WebhookFormat'), 'Teams')),
      // Not an empty list, which no pattern may contain.
      alarmArns: [Fn.conditionIf(mails.logicalId, mail.alarmArn, 'none').toString()],
    });
    onlyIf(condition('Posts', isSet('WebhookSecret')), webhook);
  }
}

/** Sets the condition of all resources in the scope. */
function onlyIf(condition: CfnCondition, scope: Construct): void {
  for (const resource of scope.node.findAll().filter((child) => CfnResource.isCfnResource(child))) {
    resource.cfnOptions.condition = condition;
  }
}
