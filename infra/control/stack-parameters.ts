import type { CfnParameterProps } from 'aws-cdk-lib';
import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { parameterTexts } from '../../rule/decision/default-parameters';
import { InvalidParameter } from '../../rule/decision/errors';
import {
  EXEMPT_USERS_ALLOWED,
  EXEMPT_USERS_PATTERN,
  type ParameterName,
  PARAMETERS,
} from '../../rule/decision/parameters';
import { DEFAULTS } from './defaults';

/** Characters, for all of a rule's parameters as JSON. AWS: "ConfigRule", InputParameters, AWS Config API Reference. */
export const MOST_INPUT_PARAMETERS = 1024;

/** AWS does not document how CloudFormation writes the JSON, so this counts a space after each colon and comma. */
export function inputParametersLength(parameters: Readonly<Record<ParameterName, string>>): number {
  return JSON.stringify(parameters).length + 2 * Object.keys(parameters).length;
}

export interface StackParameter extends CfnParameterProps {
  /** For errors: `… must be an e-mail address`. */
  readonly allowed: string;
}

export type StackParameterName = keyof ReturnType<typeof stackParameters>;

/** The account template's parameters. The construct's props and the organization's values have the same constraints. */
export function stackParameters(exemptTagKey: string = DEFAULTS.exemptTagKey) {
  const warnDays = Array(5).fill('3650').join(',');
  const others = { maxIdleDays: '3650', exemptTagKey, exemptUsers: '', warnDays, maxRemovals: '5000' };
  // What remains if every other parameter is at its longest.
  const maxLength = MOST_INPUT_PARAMETERS - inputParametersLength(others);
  return {
    MaxIdleDays: {
      ...ofRule('maxIdleDays'),
      description: 'Days without console activity after which a user is inactive, 1 to 3650; CIS: 45.',
    },
    ExemptUsers: {
      default: '',
      maxLength,
      allowedPattern: `(${EXEMPT_USERS_PATTERN})?`,
      allowed: `at most ${maxLength} characters: ${EXEMPT_USERS_ALLOWED}`,
      description: 'Users who are never touched: names or path/name patterns, e.g. break-glass/*,root-backup',
    },
    EvaluationFrequency: {
      ...oneOf(Object.values(MaximumExecutionFrequency), DEFAULTS.evaluationFrequency),
      description: 'How often Config evaluates all users.',
    },
    AutomaticRemediation: {
      ...oneOf(['true', 'false'], String(DEFAULTS.automaticRemediation)),
      description: 'false: passwords are deleted only by the Remediate button.',
    },
    MaximumAutomaticAttempts: {
      ...wholeNumber(25, DEFAULTS.maximumAutomaticAttempts),
      description: 'Attempts on a user, within RetryAttemptSeconds, after which Config stops.',
    },
    RetryAttemptSeconds: {
      ...wholeNumber(2_678_000, DEFAULTS.retryAttemptPeriod.toSeconds()),
      description: 'Period in which attempts are counted: well above attempts x 4.5 hours, the longest run.',
    },
    RuleName: {
      default: DEFAULTS.ruleName,
      maxLength: 64,
      allowedPattern: '[A-Za-z0-9][\\w-]*',
      allowed: 'at most 64 letters, digits, hyphens and underscores, beginning with a letter or digit',
      description: 'Name of the Config rule, and title of its Security Hub finding.',
    },
    WarnDays: {
      ...ofRule('warnDays'),
      description: 'Days before inactivity at which notice is given, e.g. 14,3; 0: none.',
    },
    MaxRemovals: {
      ...ofRule('maxRemovals'),
      description: 'While more users are inactive at once, no password is deleted, 0 to 5000. 0 stops every removal.',
    },
    NotificationEmail: {
      default: '',
      allowedPattern: '^$|^[^@ ]+@[^@ ]+$',
      allowed: 'an e-mail address',
      description: 'E-mail address to notify; the recipient must confirm the subscription.',
    },
    NotificationTopicArn: {
      default: '',
      allowedPattern: '^$|^arn:aws[a-z-]*:sns:.+$',
      allowed: 'the ARN of an SNS topic',
      description: 'An SNS topic of yours to notify instead.',
    },
    LogGroupKeyArn: {
      default: '',
      allowedPattern: '^$|^arn:aws[a-z-]*:kms:.+$',
      allowed: 'the ARN of a KMS key',
      description: 'A KMS key of yours to encrypt the log group with.',
    },
  } satisfies Record<string, StackParameter>;
}

/** For CloudFormation's console. */
export const PARAMETER_GROUPS: Readonly<Record<string, readonly StackParameterName[]>> = {
  Rule: ['MaxIdleDays', 'ExemptUsers', 'EvaluationFrequency', 'RuleName', 'LogGroupKeyArn'],
  Remediation: ['AutomaticRemediation', 'MaxRemovals', 'MaximumAutomaticAttempts', 'RetryAttemptSeconds'],
  Notification: ['WarnDays', 'NotificationEmail', 'NotificationTopicArn'],
};

/** A string with a pattern, as Config stores it: a Number would accept 45.5 and 090. */
function ofRule(name: ParameterName): StackParameter {
  const { pattern, allowed } = PARAMETERS[name];
  return { default: parameterTexts(DEFAULTS)[name], allowedPattern: pattern, allowed };
}

function oneOf(allowedValues: string[], value: string): StackParameter {
  return { default: value, allowedValues, allowed: `one of ${allowedValues.join(', ')}` };
}

function wholeNumber(maxValue: number, value: number): StackParameter {
  return { type: 'Number', default: value, minValue: 1, maxValue, allowed: `a whole number from 1 to ${maxValue}` };
}

/**
 * Checks at synth what CloudFormation checks at deployment. AWS: "Parameters", CloudFormation Template Reference.
 *
 * @param name for the error
 * @throws InvalidParameter if the value violates the parameter's constraints
 */
export function checkStackParameter(name: string, value: string | number, parameter: StackParameter): void {
  const { allowedPattern = '.*', allowedValues, minLength = 0, maxLength = Infinity } = parameter;
  const { type, minValue = -Infinity, maxValue = Infinity, allowed } = parameter;
  const text = String(value);
  const pattern = type === 'Number' ? '[0-9]+' : allowedPattern;
  const isAllowed =
    new RegExp(`^(?:${pattern})$`).test(text) &&
    (type !== 'Number' || (Number(text) >= minValue && Number(text) <= maxValue)) &&
    (!allowedValues || allowedValues.includes(text)) &&
    text.length >= minLength &&
    text.length <= maxLength;
  if (!isAllowed) throw new InvalidParameter(name, value, allowed);
}

/**
 * The same for values of an organization's account template: CloudFormation would refuse them in every account, later.
 *
 * @throws InvalidParameter also for a name that the template does not have
 */
export function checkStackParameterValues(values: Readonly<Record<string, string>>, exemptTagKey?: string): void {
  const parameters = new Map<string, StackParameter>(Object.entries(stackParameters(exemptTagKey)));
  for (const [name, value] of Object.entries(values)) {
    const parameter = parameters.get(name);
    const shown = `context parameters.${name}`;
    if (!parameter) throw new InvalidParameter(shown, value, `one of ${[...parameters.keys()].join(', ')}`);
    checkStackParameter(shown, value, parameter);
  }
}
