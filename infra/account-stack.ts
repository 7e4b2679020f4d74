import {
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  CfnRule,
  Fn,
  Stack,
  type StackProps,
  Aws,
  Token,
  Validations,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MAX_IDLE_DAYS_RANGE, MAX_REMOVALS_RANGE } from '../rule/parameters';
import { EmailTopic } from './email-topic';
import { refuseRegionsWithoutIam } from './home-region';
import { DEFAULT_PROPS, EVALUATION_FREQUENCIES, InactiveIamUsers } from './inactive-iam-users';
import { VERSION, VERSION_METADATA } from './version';

export interface AccountStackProps extends StackProps {
  /** See InactiveIamUsersProps. Fixed at synth: a condition's key in an IAM policy cannot be a parameter. */
  readonly exemptTagKey?: string;
}

/** The account's stack: the construct, with what an operator chooses as CloudFormation parameters. */
export class AccountStack extends Stack {
  constructor(scope: Construct, id: string, props: AccountStackProps = {}) {
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer(),
      suppressTemplateIndentation: true,
      description: `Finds inactive IAM users and deletes their console password (inactive-iam-users ${VERSION})`,
      ...props,
    });
    refuseRegionsWithoutIam(this);
    const maxIdleDays = new CfnParameter(this, 'MaxIdleDays', {
      type: 'Number',
      default: DEFAULT_PROPS.maxIdleDays,
      minValue: MAX_IDLE_DAYS_RANGE.min,
      maxValue: MAX_IDLE_DAYS_RANGE.max,
      description: 'Days without console activity after which a user is inactive; CIS: 45.',
    });
    const exemptUsers = new CfnParameter(this, 'ExemptUsers', {
      default: '',
      // Config takes 1,024 characters of parameters in all.
      maxLength: 800,
      allowedPattern: '^[ -~]*$',
      description: 'Users who are never touched: names or path/name patterns, e.g. break-glass/*,root-backup',
    });
    const evaluationFrequency = new CfnParameter(this, 'EvaluationFrequency', {
      default: DEFAULT_PROPS.evaluationFrequency,
      allowedValues: [...EVALUATION_FREQUENCIES],
      description: 'How often Config evaluates all users.',
    });
    const automaticRemediation = new CfnParameter(this, 'AutomaticRemediation', {
      default: String(DEFAULT_PROPS.automaticRemediation),
      allowedValues: ['true', 'false'],
      description: 'false: passwords are deleted only by the Remediate button.',
    });
    const maximumAutomaticAttempts = new CfnParameter(this, 'MaximumAutomaticAttempts', {
      type: 'Number',
      default: DEFAULT_PROPS.maximumAutomaticAttempts,
      minValue: 1,
      maxValue: 25,
      description: 'Attempts on a user, within RetryAttemptSeconds, after which Config stops.',
    });
    const retryAttemptSeconds = new CfnParameter(this, 'RetryAttemptSeconds', {
      type: 'Number',
      default: DEFAULT_PROPS.retryAttemptSeconds,
      minValue: 1,
      maxValue: 2_678_000,
      description: 'Over which attempts are counted: well above attempts x 4.5 hours, the longest run.',
    });
    const ruleName = new CfnParameter(this, 'RuleName', {
      default: DEFAULT_PROPS.ruleName,
      maxLength: 64,
      allowedPattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
      description: 'Name of the Config rule, and title of its Security Hub finding.',
    });
    const warnDays = new CfnParameter(this, 'WarnDays', {
      default: DEFAULT_PROPS.warnDays,
      allowedPattern: '^(0|[1-9][0-9]{0,3}(,[1-9][0-9]{0,3}){0,4})$',
      description: 'Days before inactivity at which notice is given, e.g. 14,3; 0: none.',
    });
    const maxRemovals = new CfnParameter(this, 'MaxRemovals', {
      type: 'Number',
      default: DEFAULT_PROPS.maxRemovals,
      minValue: MAX_REMOVALS_RANGE.min,
      maxValue: MAX_REMOVALS_RANGE.max,
      description: 'While more users are inactive at once, no password is deleted; 0: no cap.',
    });
    const notificationEmail = new CfnParameter(this, 'NotificationEmail', {
      default: '',
      allowedPattern: '^$|^[^@ ]+@[^@ ]+$',
      description: 'Address that is told of inactive users, removals and failures.',
    });
    const notificationTopicArn = new CfnParameter(this, 'NotificationTopicArn', {
      default: '',
      allowedPattern: '^$|^arn:aws[a-z-]*:sns:.+$',
      description: 'An SNS topic of yours, in the place of an address.',
    });
    const dashboard = new CfnParameter(this, 'Dashboard', {
      default: String(DEFAULT_PROPS.dashboard),
      allowedValues: ['true', 'false'],
      description: 'Whether to make a CloudWatch dashboard.',
    });
    const groups = {
      'Who is inactive': [maxIdleDays, exemptUsers],
      Evaluation: [evaluationFrequency, ruleName],
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
    const hasExemptUsers = new CfnCondition(this, 'HasExemptUsers', { expression: isSet(exemptUsers) });
    const isAutomatic = new CfnCondition(this, 'IsAutomatic', {
      expression: Fn.conditionEquals(automaticRemediation.valueAsString, 'true'),
    });
    const makesTopic = new CfnCondition(this, 'MakesTopic', { expression: isSet(notificationEmail) });
    const hasTopic = new CfnCondition(this, 'HasTopic', {
      expression: Fn.conditionOr(isSet(notificationEmail), isSet(notificationTopicArn)),
    });
    const hasDashboard = new CfnCondition(this, 'HasDashboard', {
      expression: Fn.conditionEquals(dashboard.valueAsString, 'true'),
    });
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
    // The empty default is used nowhere: HasTopic stands before it.
    Validations.of(this).acknowledge({
      id: 'CloudFormation-Validate::W1030',
      reason: 'Where NotificationTopicArn is empty nothing is made that would use it.',
    });
    const emailTopic = new EmailTopic(this, 'Email', { email: notificationEmail.valueAsString, condition: makesTopic });
    // By the name Default the construct adds nothing to its resources' logical ids.
    new InactiveIamUsers(this, 'Default', {
      ruleName: ruleName.valueAsString,
      maxIdleDays: maxIdleDays.valueAsNumber,
      exemptTagKey: props.exemptTagKey,
      // Config refuses an empty value.
      exemptUsers: Token.asString(Fn.conditionIf(hasExemptUsers.logicalId, exemptUsers.valueAsString, Aws.NO_VALUE)),
      evaluationFrequency: evaluationFrequency.valueAsString,
      automaticRemediation: isAutomatic,
      warnDays: warnDays.valueAsString,
      maxRemovals: maxRemovals.valueAsNumber,
      notificationTopicArn: Fn.conditionIf(
        makesTopic.logicalId,
        emailTopic.topicArn,
        notificationTopicArn.valueAsString,
      ).toString(),
      notificationCondition: hasTopic,
      dashboard: hasDashboard,
      maximumAutomaticAttempts: maximumAutomaticAttempts.valueAsNumber,
      retryAttemptSeconds: retryAttemptSeconds.valueAsNumber,
    });
  }
}
