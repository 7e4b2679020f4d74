import {
  BootstraplessSynthesizer,
  CfnCondition,
  CfnParameter,
  Fn,
  Stack,
  type StackProps,
  Aws,
  Token,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { MAX_IDLE_DAYS_RANGE } from '../rule/parameters';
import { DEFAULT_PROPS, EVALUATION_FREQUENCIES, InactiveIamUsers } from './inactive-iam-users';

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
      description: 'Finds inactive IAM users with an AWS Config rule and deletes their console password',
      ...props,
    });
    const maxIdleDays = new CfnParameter(this, 'MaxIdleDays', {
      type: 'Number',
      default: DEFAULT_PROPS.maxIdleDays,
      minValue: MAX_IDLE_DAYS_RANGE.min,
      maxValue: MAX_IDLE_DAYS_RANGE.max,
      description: 'Days without console activity after which a user is inactive (1 to 3650). CIS asks for 45.',
    });
    const exemptUsers = new CfnParameter(this, 'ExemptUsers', {
      default: '',
      // Config takes 1,024 characters of parameters in all.
      maxLength: 800,
      allowedPattern: '^[ -~]*$',
      description:
        'Users who are never touched: comma-separated names or path/name patterns, e.g. break-glass/*,root-backup',
    });
    const evaluationFrequency = new CfnParameter(this, 'EvaluationFrequency', {
      default: DEFAULT_PROPS.evaluationFrequency,
      allowedValues: [...EVALUATION_FREQUENCIES],
      description: 'How often Config evaluates all users.',
    });
    const automaticRemediation = new CfnParameter(this, 'AutomaticRemediation', {
      default: String(DEFAULT_PROPS.automaticRemediation),
      allowedValues: ['true', 'false'],
      description:
        'true: Config deletes the password of inactive users by itself. false: only by the Remediate button.',
    });
    const maximumAutomaticAttempts = new CfnParameter(this, 'MaximumAutomaticAttempts', {
      type: 'Number',
      default: DEFAULT_PROPS.maximumAutomaticAttempts,
      minValue: 1,
      maxValue: 25,
      description:
        'Remediation attempts on a user, within RetryAttemptSeconds, after which Config stops trying (1 to 25).',
    });
    const retryAttemptSeconds = new CfnParameter(this, 'RetryAttemptSeconds', {
      type: 'Number',
      default: DEFAULT_PROPS.retryAttemptSeconds,
      minValue: 1,
      maxValue: 2_678_000,
      description:
        'Seconds over which attempts are counted (1 to 2678000). A run can take over 4 hours: stay well above attempts x that.',
    });
    const ruleName = new CfnParameter(this, 'RuleName', {
      default: DEFAULT_PROPS.ruleName,
      maxLength: 64,
      allowedPattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
      description: 'Name of the Config rule, and title of its Security Hub finding (at most 64 characters).',
    });
    const groups = {
      'Who is inactive': [maxIdleDays, exemptUsers],
      Evaluation: [evaluationFrequency, ruleName],
      Remediation: [automaticRemediation, maximumAutomaticAttempts, retryAttemptSeconds],
    };
    this.templateOptions.metadata = {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: Object.entries(groups).map(([label, parameters]) => ({
          Label: { default: label },
          Parameters: parameters.map(({ logicalId }) => logicalId),
        })),
      },
    };

    const hasExemptUsers = new CfnCondition(this, 'HasExemptUsers', {
      expression: Fn.conditionNot(Fn.conditionEquals(exemptUsers.valueAsString, '')),
    });
    const isAutomatic = new CfnCondition(this, 'IsAutomatic', {
      expression: Fn.conditionEquals(automaticRemediation.valueAsString, 'true'),
    });
    new InactiveIamUsers(this, 'InactiveIamUsers', {
      ruleName: ruleName.valueAsString,
      maxIdleDays: maxIdleDays.valueAsNumber,
      exemptTagKey: props.exemptTagKey,
      // Config refuses an empty value.
      exemptUsers: Token.asString(Fn.conditionIf(hasExemptUsers.logicalId, exemptUsers.valueAsString, Aws.NO_VALUE)),
      evaluationFrequency: evaluationFrequency.valueAsString,
      automaticRemediation: Fn.conditionIf(isAutomatic.logicalId, true, false),
      maximumAutomaticAttempts: maximumAutomaticAttempts.valueAsNumber,
      retryAttemptSeconds: retryAttemptSeconds.valueAsNumber,
    });
  }
}
