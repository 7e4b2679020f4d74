import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type CfnConfigRule, MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { type EventPattern, type OnEventOptions, Rule } from 'aws-cdk-lib/aws-events';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { parameterTexts } from '../rule/decision/default-parameters';
import { InvalidParameter } from '../rule/decision/errors';
import { EVENT_SOURCE, EVENT_TYPES } from '../rule/reporting/event-types';
import { canRecordIam } from '../rule/iam-recording-regions';
import type { MetricName } from '../rule/metrics';
import { parseRuleParameters } from '../rule/decision/parameters';
import { userArn } from './control/arns';
import { Control } from './control/control';
import { DEFAULTS, type Settings } from './control/defaults';
import { EmailTopic } from './control/email-topic';
import {
  checkStackParameter,
  inputParametersLength,
  MOST_INPUT_PARAMETERS,
  stackParameters,
} from './control/stack-parameters';

/** Every value is checked at synth, so none may be a token. */
export interface InactiveIamUsersProps {
  /** Name of the Config rule, at most 64 characters; also the title of the Security Hub finding. @default inactive-iam-users */
  readonly ruleName?: string;
  /** Days, 1–3650, without console activity after which a user is inactive. CIS AWS Foundations asks for 45. @default 90 */
  readonly maxIdleDays?: number;
  /** Key of a tag that exempts a user, whatever its value; not case-sensitive. @default inactive-iam-users:exempt */
  readonly exemptTagKey?: string;
  /**
   * At most 100 user names or path/name patterns with `*`, e.g. `['break-glass/*', 'root-backup']`. IAM also denies the
   * deletion for these users; unlike the rule, it is case-sensitive. @default nobody
   */
  readonly exemptUsers?: string[];
  /** How often Config evaluates all users. @default MaximumExecutionFrequency.TWENTY_FOUR_HOURS */
  readonly evaluationFrequency?: MaximumExecutionFrequency;
  /** Whether Config starts the runbook by itself; otherwise use the console's Remediate button. @default true */
  readonly automaticRemediation?: boolean;
  /** How many days before inactivity notice is given, at most five numbers; `[]` for no notice. @default [14] */
  readonly warnDays?: number[];
  /** 0–5000. While more users are inactive at once, no password is deleted; 0 stops every removal. @default 10 */
  readonly maxRemovals?: number;
  /** E-mail address to notify; the recipient must confirm the subscription. @default no messages */
  readonly notificationEmail?: string;
  /** A topic to notify instead. Its policy and its key's must let events.amazonaws.com publish. @default no messages */
  readonly notificationTopic?: ITopic;
  /** Encrypts the log group. Its policy must let CloudWatch Logs use it. @default encryption managed by CloudWatch Logs */
  readonly logGroupKey?: IKey;
  /** Attempts, 1–25, within `retryAttemptPeriod`, after which Config stops remediating a user. @default 5 */
  readonly maximumAutomaticAttempts?: number;
  /** In which attempts are counted, 1 s to 31 days: well above attempts × 4.5 hours, the longest run. @default Duration.days(7) */
  readonly retryAttemptPeriod?: Duration;
}

/**
 * A periodic AWS Config rule that finds inactive IAM users, with an Automation runbook that deletes their login profile.
 * Deploy it in one region of the account, in which Config records IAM users.
 */
export class InactiveIamUsers extends Construct {
  readonly rule: CfnConfigRule;
  readonly runbook: CfnDocument;
  readonly exemptTagKey: string;
  /** Also the namespace of the metrics. */
  readonly ruleName: string;

  /** @throws InvalidParameter for a value that the rule or Config would refuse, or a region that cannot record IAM users */
  constructor(scope: Construct, id: string, props: InactiveIamUsersProps = {}) {
    super(scope, id);
    const settings = { ...DEFAULTS, ...definedIn(props) };
    const parameters = parameterTexts(settings);
    checkParameters(settings);
    checkRest(this, settings, props);
    this.exemptTagKey = settings.exemptTagKey;
    this.ruleName = settings.ruleName;
    // The id Default adds nothing to the resources' logical ids.
    const control = new Control(this, 'Default', {
      ruleName: settings.ruleName,
      parameters,
      exemptUsers: settings.exemptUsers.join(','),
      evaluationFrequency: settings.evaluationFrequency,
      automaticRemediation: settings.automaticRemediation,
      maximumAutomaticAttempts: settings.maximumAutomaticAttempts,
      retryAttemptSeconds: settings.retryAttemptPeriod.toSeconds(),
      topic: this.topic(props),
      logGroupKey: props.logGroupKey,
    });
    this.rule = control.rule;
    this.runbook = control.runbook;
  }

  private topic({ notificationEmail: email, notificationTopic }: InactiveIamUsersProps): { arn: string } | undefined {
    if (email !== undefined) return { arn: new EmailTopic(this, 'Email', { email }).topicArn };
    return notificationTopic && { arn: notificationTopic.topicArn };
  }

  /** Lets the grantee start an evaluation of the rule. */
  grantEvaluate(grantee: IGrantable): Grant {
    const actions = ['config:StartConfigRulesEvaluation'];
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.rule.attrArn] });
  }

  /** Lets the grantee add and remove the exemption tag, and no other tag. */
  grantExempt(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['iam:TagUser', 'iam:UntagUser'],
      resourceArns: [userArn()],
      // ForAllValues is also true without any key. AWS: "Multivalued context keys", IAM User Guide.
      conditions: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': [this.exemptTagKey] },
        Null: { 'aws:TagKeys': 'false' },
      },
    });
  }

  /** A count of each evaluation. @default the daily maximum */
  metric(metricName: MetricName, props?: MetricOptions): Metric {
    const settings = { statistic: Stats.MAXIMUM, period: Duration.days(1), ...props };
    return new Metric({ namespace: this.ruleName, metricName, ...settings }).attachTo(this);
  }

  /** How many users are inactive. @default the daily maximum */
  metricInactive(props?: MetricOptions): Metric {
    return this.metric('Inactive', props);
  }

  /** How many users lost their password since the evaluation before. @default the daily sum */
  metricRemoved(props?: MetricOptions): Metric {
    return this.metric('Removed', { statistic: Stats.SUM, ...props });
  }

  /** For each change of a user's compliance. Only the annotation contains the user's name. */
  onComplianceChange(id: string, options: OnEventOptions = {}): Rule {
    return this.onEvent(id, options, {
      source: ['aws.config'],
      detailType: ['Config Rules Compliance Change'],
      detail: { configRuleName: [this.ruleName] },
    });
  }

  /** For each stage of warnDays that a user reaches, with name, tags, last activity and date. */
  onNearingInactivity(id: string, options: OnEventOptions = {}): Rule {
    return this.onAnnouncement(id, EVENT_TYPES.nearing, options);
  }

  /** For each password that a run has deleted. */
  onPasswordDeleted(id: string, options: OnEventOptions = {}): Rule {
    return this.onAnnouncement(id, EVENT_TYPES.deleted, options);
  }

  /** When removals become held, because more users are inactive than maxRemovals. */
  onRemovalsHeld(id: string, options: OnEventOptions = {}): Rule {
    return this.onAnnouncement(id, EVENT_TYPES.held, options);
  }

  private onAnnouncement(id: string, type: string, options: OnEventOptions): Rule {
    const detail = { ruleName: [this.ruleName] };
    return this.onEvent(id, options, { source: [EVENT_SOURCE], detailType: [type], detail });
  }

  private onEvent(id: string, { target, eventPattern, ...options }: OnEventOptions, pattern: EventPattern): Rule {
    const rule = new Rule(options.crossStackScope ?? this, id, options);
    rule.addEventPattern(pattern);
    rule.addEventPattern(eventPattern);
    rule.addTarget(target);
    return rule;
  }
}

/** Parses the texts as the rule does. Each list must keep its length: an entry with a comma would become two. */
function checkParameters(settings: Settings): void {
  const texts = parameterTexts(settings);
  const parsed = parseRuleParameters(JSON.stringify(texts));
  const lists = {
    exemptUsers: 'a list of entries without commas, none of them empty',
    warnDays: 'a list of whole numbers from 1 to 3650, [] for no notice',
  };
  for (const name of ['exemptUsers', 'warnDays'] as const) {
    if (parsed[name].length !== settings[name].length) throw new InvalidParameter(name, settings[name], lists[name]);
  }
  const length = inputParametersLength(texts);
  if (length > MOST_INPUT_PARAMETERS) {
    const allowed = `${length - MOST_INPUT_PARAMETERS} characters shorter: Config takes ${MOST_INPUT_PARAMETERS} for all parameters`;
    throw new InvalidParameter('exemptUsers', settings.exemptUsers, allowed);
  }
}

/** Checks what the rule does not read: the settings of Config and SNS, and the region. */
function checkRest(
  scope: Construct,
  settings: Settings,
  { notificationEmail, notificationTopic }: InactiveIamUsersProps,
): void {
  const parameters = stackParameters(settings.exemptTagKey);
  checkStackParameter('ruleName', settings.ruleName, parameters.RuleName);
  checkStackParameter('evaluationFrequency', settings.evaluationFrequency, parameters.EvaluationFrequency);
  const { maximumAutomaticAttempts: attempts, retryAttemptPeriod: period } = settings;
  checkStackParameter('maximumAutomaticAttempts', attempts, parameters.MaximumAutomaticAttempts);
  checkStackParameter('retryAttemptPeriod in seconds', period.toSeconds(), parameters.RetryAttemptSeconds);
  if (notificationEmail !== undefined) {
    checkStackParameter('notificationEmail', notificationEmail, { ...parameters.NotificationEmail, minLength: 1 });
    if (notificationTopic) {
      throw new InvalidParameter('notificationEmail', notificationEmail, 'left out if there is a notificationTopic');
    }
  }
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && !canRecordIam(region)) {
    const allowed = 'one in which AWS Config records IAM users, e.g. us-west-2';
    throw new InvalidParameter("the stack's region", region, allowed);
  }
}

/** An undefined prop leaves the default in place. */
function definedIn(props: InactiveIamUsersProps): Partial<Settings> {
  const { notificationEmail: _email, notificationTopic: _topic, logGroupKey: _key, ...settings } = props;
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
