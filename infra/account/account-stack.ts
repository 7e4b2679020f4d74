import {
  Aws,
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnRule,
  Fn,
  Stack,
  type StackProps,
  Token,
  Validations,
} from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { version as VERSION } from '../../package.json';
import { NOBODY, parseParameter } from '../../rule/decision/parameters';
import { Control } from '../control/control';
import { DEFAULTS } from '../control/defaults';
import { EmailTopic } from '../control/email-topic';
import { refuseRegionsWithoutIam } from './home-region';
import { PARAMETER_GROUPS, type StackParameterName, stackParameters } from '../control/stack-parameters';

/** For a template's Metadata. */
export const VERSION_METADATA = { 'inactive-iam-users': { Version: VERSION } } as const;

export interface AccountStackProps extends StackProps {
  /** See InactiveIamUsersProps. Fixed at synth, because a condition key in an IAM policy cannot be a parameter. */
  readonly exemptTagKey?: string;
}

/** The stack of one account: the control, with its settings as CloudFormation parameters. */
export class AccountStack extends Stack {
  /** @throws InvalidParameter if exemptTagKey cannot be a tag key */
  constructor(
    scope: Construct,
    id: string,
    { exemptTagKey = DEFAULTS.exemptTagKey, ...props }: AccountStackProps = {},
  ) {
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer(),
      suppressTemplateIndentation: true,
      description: `Finds inactive IAM users and deletes their console password (inactive-iam-users ${VERSION})`,
      ...props,
    });
    parseParameter('exemptTagKey', exemptTagKey);
    refuseRegionsWithoutIam(this);
    for (const [name, declaration] of Object.entries(stackParameters(exemptTagKey))) {
      new CfnParameter(this, name, declaration);
    }
    this.templateOptions.metadata = {
      ...VERSION_METADATA,
      'AWS::CloudFormation::Interface': {
        ParameterGroups: Object.entries(PARAMETER_GROUPS).map(([label, names]) => ({
          Label: { default: label },
          Parameters: names,
        })),
      },
    };

    const ref = (name: StackParameterName) => Fn.ref(name);
    const number = (name: StackParameterName) => Token.asNumber(Fn.ref(name));
    const isSet = (value: string) => Fn.conditionNot(Fn.conditionEquals(value, ''));
    const condition = (name: string, expression: ReturnType<typeof isSet>) =>
      new CfnCondition(this, name, { expression });
    const hasExemptUsers = condition('HasExemptUsers', isSet(ref('ExemptUsers')));
    const isAutomatic = condition('IsAutomatic', Fn.conditionEquals(ref('AutomaticRemediation'), 'true'));
    const makesTopic = condition('MakesTopic', isSet(ref('NotificationEmail')));
    const hasTopic = condition('HasTopic', isSet(ref('NotificationEmail') + ref('NotificationTopicArn')));
    const hasLogGroupKey = condition('HasLogGroupKey', isSet(ref('LogGroupKeyArn')));
    new CfnRule(this, 'OneTopic', {
      assertions: [
        {
          assert: Fn.conditionOr(
            Fn.conditionEquals(ref('NotificationEmail'), ''),
            Fn.conditionEquals(ref('NotificationTopicArn'), ''),
          ),
          assertDescription: 'Give NotificationEmail or NotificationTopicArn, not both.',
        },
      ],
    });
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason: 'If NotificationTopicArn or LogGroupKeyArn is empty, no resource uses it: its condition is false.',
    });
    const emailTopic = new EmailTopic(this, 'Email', { email: ref('NotificationEmail'), condition: makesTopic });
    const topicArn = Fn.conditionIf(makesTopic.logicalId, emailTopic.topicArn, ref('NotificationTopicArn'));
    const logGroupKeyArn = Fn.conditionIf(hasLogGroupKey.logicalId, ref('LogGroupKeyArn'), Aws.NO_VALUE);
    // The id Default adds nothing to the resources' logical ids.
    new Control(this, 'Default', {
      ruleName: ref('RuleName'),
      parameters: {
        maxIdleDays: ref('MaxIdleDays'),
        exemptTagKey,
        // Config refuses an empty value.
        exemptUsers: Fn.conditionIf(hasExemptUsers.logicalId, ref('ExemptUsers'), NOBODY).toString(),
        warnDays: ref('WarnDays'),
        maxRemovals: ref('MaxRemovals'),
      },
      exemptUsers: '${ExemptUsers}',
      evaluationFrequency: ref('EvaluationFrequency'),
      automaticRemediation: isAutomatic,
      topic: { arn: topicArn.toString(), condition: hasTopic },
      logGroupKey: Key.fromKeyArn(this, 'LogGroupKey', logGroupKeyArn.toString()),
      maximumAutomaticAttempts: number('MaximumAutomaticAttempts'),
      retryAttemptSeconds: number('RetryAttemptSeconds'),
    });
  }
}
