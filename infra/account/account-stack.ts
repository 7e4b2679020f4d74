import {
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnRule,
  Fn,
  Stack,
  type StackProps,
  Validations,
} from 'aws-cdk-lib';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import type { Construct } from 'constructs';
import { parameterTexts } from '../../rule/decision/default-parameters';
import { EXEMPT_USERS_PATTERN, NOBODY, PARAMETERS, parseParameter } from '../../rule/decision/parameters';
import { Control } from '../control/control';
import { DEFAULTS } from '../control/defaults';
import { EmailTopic } from '../control/email-topic';
import { refuseRegionsWithoutIam } from './home-region';
import { longestExemptUsers } from '../control/input-parameters';
import { VERSION, VERSION_METADATA } from './version';

export interface AccountStackProps extends StackProps {
  /** See InactiveIamUsersProps. Fixed at synth: a condition's key in an IAM policy cannot be a parameter. */
  readonly exemptTagKey?: string;
}

/** The account's stack: the construct, with what an operator chooses as CloudFormation parameters. */
export class AccountStack extends Stack {
  /** @throws InvalidParameter for an exemptTagKey that cannot be the key of a tag */
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
    const defaults = parameterTexts(DEFAULTS);
    // Strings with a pattern, as Config's own parameters are: a Number would take 45.5 and 090.
    const maxIdleDays = new CfnParameter(this, 'MaxIdleDays', {
      default: defaults.maxIdleDays,
      allowedPattern: PARAMETERS.maxIdleDays.pattern,
      description: 'Days without console activity after which a user is inactive, 1 to 3650; CIS: 45.',
    });
    const exemptUsers = new CfnParameter(this, 'ExemptUsers', {
      default: '',
      maxLength: longestExemptUsers(exemptTagKey),
      allowedPattern: `(${EXEMPT_USERS_PATTERN})?`,
      description: 'Users who are never touched: names or path/name patterns, e.g. break-glass/*,root-backup',
    });
    const evaluationFrequency = new CfnParameter(this, 'EvaluationFrequency', {
      default: DEFAULTS.evaluationFrequency,
      allowedValues: Object.values(MaximumExecutionFrequency),
      description: 'How often Config evaluates all users.',
    });
    const automaticRemediation = new CfnParameter(this, 'AutomaticRemediation', {
      default: String(DEFAULTS.automaticRemediation),
      allowedValues: ['true', 'false'],
      description: 'false: passwords are deleted only by the Remediate button.',
    });
    const maximumAutomaticAttempts = new CfnParameter(this, 'MaximumAutomaticAttempts', {
      type: 'Number',
      default: DEFAULTS.maximumAutomaticAttempts,
      minValue: 1,
      maxValue: 25,
      description: 'Attempts on a user, within RetryAttemptSeconds, after which Config stops.',
    });
    const retryAttemptSeconds = new CfnParameter(this, 'RetryAttemptSeconds', {
      type: 'Number',
      default: DEFAULTS.retryAttemptPeriod.toSeconds(),
      minValue: 1,
      maxValue: 2_678_000,
      description: 'Over which attempts are counted: well above attempts x 4.5 hours, the longest run.',
    });
    const ruleName = new CfnParameter(this, 'RuleName', {
      default: DEFAULTS.ruleName,
      maxLength: 64,
      allowedPattern: '[A-Za-z0-9][\\w-]*',
      description: 'Name of the Config rule, and title of its Security Hub finding.',
    });
    const warnDays = new CfnParameter(this, 'WarnDays', {
      default: defaults.warnDays,
      allowedPattern: PARAMETERS.warnDays.pattern,
      description: 'Days before inactivity at which notice is given, e.g. 14,3; 0: none.',
    });
    const maxRemovals = new CfnParameter(this, 'MaxRemovals', {
      default: defaults.maxRemovals,
      allowedPattern: PARAMETERS.maxRemovals.pattern,
      description: 'While more users are inactive at once, no password is deleted, 0 to 5000. 0 stops every removal.',
    });
    const notificationEmail = new CfnParameter(this, 'NotificationEmail', {
      default: '',
      allowedPattern: '^$|^[^@ ]+@[^@ ]+$',
      description: 'Address to notify of inactive users, removals and failures.',
    });
    const notificationTopicArn = new CfnParameter(this, 'NotificationTopicArn', {
      default: '',
      allowedPattern: '^$|^arn:aws[a-z-]*:sns:.+$',
      description: 'An SNS topic of yours to notify instead.',
    });
    const dashboard = new CfnParameter(this, 'Dashboard', {
      default: String(DEFAULTS.dashboard),
      allowedValues: ['true', 'false'],
      description: 'Whether to make a CloudWatch dashboard.',
    });
    const groups = {
      Rule: [maxIdleDays, exemptUsers, evaluationFrequency, ruleName],
      Remediation: [automaticRemediation, maxRemovals, maximumAutomaticAttempts, retryAttemptSeconds],
      Notification: [warnDays, notificationEmail, notificationTopicArn, dashboard],
    };
    this.templateOptions.metadata = {
      ...VERSION_METADATA,
      'AWS::CloudFormation::Interface': {
        ParameterGroups: Object.entries(groups).map(([label, parameters]) => ({
          Label: { default: label },
          Parameters: parameters.map(({ logicalId }) => logicalId),
        })),
      },
    };

    const isSet = ({ valueAsString }: CfnParameter) => Fn.conditionNot(Fn.conditionEquals(valueAsString, ''));
    const condition = (name: string, expression: ReturnType<typeof isSet>) =>
      new CfnCondition(this, name, { expression });
    const hasExemptUsers = condition('HasExemptUsers', isSet(exemptUsers));
    const isAutomatic = condition('IsAutomatic', Fn.conditionEquals(automaticRemediation.valueAsString, 'true'));
    const makesTopic = condition('MakesTopic', isSet(notificationEmail));
    const hasTopic = condition(
      'HasTopic',
      Fn.conditionNot(Fn.conditionEquals(notificationEmail.valueAsString + notificationTopicArn.valueAsString, '')),
    );
    const hasDashboard = condition('HasDashboard', Fn.conditionEquals(dashboard.valueAsString, 'true'));
    new CfnRule(this, 'OneTopic', {
      assertions: [
        {
          assert: Fn.conditionOr(
            Fn.conditionEquals(notificationEmail.valueAsString, ''),
            Fn.conditionEquals(notificationTopicArn.valueAsString, ''),
          ),
          assertDescription: 'Give NotificationEmail or NotificationTopicArn, not both.',
        },
      ],
    });
    // The empty default is used nowhere: HasTopic comes before it.
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason: 'If NotificationTopicArn is empty nothing is made that would use it.',
    });
    const emailTopic = new EmailTopic(this, 'Email', { email: notificationEmail.valueAsString, condition: makesTopic });
    const topicArn = Fn.conditionIf(makesTopic.logicalId, emailTopic.topicArn, notificationTopicArn.valueAsString);
    // By the name Default the construct adds nothing to its resources' logical ids.
    new Control(this, 'Default', {
      ruleName: ruleName.valueAsString,
      parameters: {
        maxIdleDays: maxIdleDays.valueAsString,
        exemptTagKey,
        // Config refuses an empty value.
        exemptUsers: Fn.conditionIf(hasExemptUsers.logicalId, exemptUsers.valueAsString, NOBODY).toString(),
        warnDays: warnDays.valueAsString,
        maxRemovals: maxRemovals.valueAsString,
      },
      exemptUsers: `\${${exemptUsers.logicalId}}`,
      evaluationFrequency: evaluationFrequency.valueAsString,
      automaticRemediation: isAutomatic,
      topic: { arn: topicArn.toString(), condition: hasTopic },
      dashboard: hasDashboard,
      maximumAutomaticAttempts: maximumAutomaticAttempts.valueAsNumber,
      retryAttemptSeconds: retryAttemptSeconds.valueAsNumber,
    });
  }
}
