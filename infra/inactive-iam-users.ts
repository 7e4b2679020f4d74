import { Aws, type CfnCondition, Duration, Fn, Token } from 'aws-cdk-lib';
import { CfnConfigRule, CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventPattern, type OnEventOptions, Rule } from 'aws-cdk-lib/aws-events';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { runbook } from '../remediation/runbook';
import { InvalidParameter } from '../rule/errors';
import { DEFAULT_PARAMETERS, parseRuleParameters } from '../rule/parameters';
import { EVENT_SOURCE, EVENT_TYPES } from '../rule/event-types';
import { userArn } from './arns';
import { automationRole } from './automation-role';
import { EVALUATION_METRICS, Monitoring } from './monitoring';
import { Notifications } from './notifications';
import { ReaderFunction } from './reader-function';

/** How often Config can run a periodic rule. AWS: "MaximumExecutionFrequency", AWS Config API Reference. */
export const EVALUATION_FREQUENCIES = [
  'One_Hour',
  'Three_Hours',
  'Six_Hours',
  'Twelve_Hours',
  'TwentyFour_Hours',
] as const;

export const DEFAULT_PROPS = {
  ruleName: 'inactive-iam-users',
  maxIdleDays: DEFAULT_PARAMETERS.maxIdleDays,
  evaluationFrequency: 'TwentyFour_Hours',
  automaticRemediation: true,
  warnDays: '14',
  maxRemovals: DEFAULT_PARAMETERS.maxRemovals,
  dashboard: false,
  maximumAutomaticAttempts: 5,
  // A run may wait four hours for a credential report, and Config tries once after each daily evaluation: the brake has
  // to look back over all of the attempts to engage at all.
  retryAttemptSeconds: Duration.days(7).toSeconds(),
} as const;

export interface InactiveIamUsersProps {
  /** Name of the Config rule, at most 64 characters: it is the title of the Security Hub finding. @default inactive-iam-users */
  readonly ruleName?: string;
  /** Days, 1–3650, without console activity after which a user is inactive. CIS AWS Foundations asks for 45. @default 90 */
  readonly maxIdleDays?: number;
  /** Key of the tag whose mere presence exempts a user; compared without regard to case. @default inactive-iam-users:exempt */
  readonly exemptTagKey?: string;
  /** Comma-separated user names or path/name patterns with `*`, e.g. `break-glass/*,root-backup`. @default nobody */
  readonly exemptUsers?: string;
  /** One of EVALUATION_FREQUENCIES. @default TwentyFour_Hours */
  readonly evaluationFrequency?: string;
  /** Whether Config starts the runbook by itself; else it stays linked, for the console's Remediate button. @default true */
  readonly automaticRemediation?: boolean | CfnCondition;
  /**
   * Days before a user becomes inactive at which an event gives notice, comma-separated, e.g. `14,3`; `0` for none.
   * @default 14
   */
  readonly warnDays?: string;
  /** While more users than this, 0–5000, are inactive at once no password is deleted; 0 for no such cap. @default 50 */
  readonly maxRemovals?: number;
  /**
   * ARN of an SNS topic that is told in words of users who become inactive, of what was removed or kept, and of failures.
   * Its policy, and that of its key, must let events.amazonaws.com and cloudwatch.amazonaws.com publish; EmailTopic's do.
   * @default nobody is told; the events are on the account's default bus all the same
   */
  readonly notificationTopicArn?: string;
  /** Where the topic exists only under a condition. @default it exists */
  readonly notificationCondition?: CfnCondition;
  /** Whether there is a CloudWatch dashboard of the counts over time. @default false */
  readonly dashboard?: boolean | CfnCondition;
  /** Attempts, 1–25, within `retryAttemptSeconds`, after which Config stops remediating a user. @default 5 */
  readonly maximumAutomaticAttempts?: number;
  /** Seconds, 1–2678000, over which attempts are counted: well above attempts × the length of a run. @default 604800, 7 days */
  readonly retryAttemptSeconds?: number;
}

/**
 * A periodic AWS Config rule that finds inactive IAM users, and the Automation runbook that deletes their login profile
 * as its remediation. Deploy it in one region of the account, one in which Config records IAM users.
 */
export class InactiveIamUsers extends Construct {
  readonly rule: CfnConfigRule;
  readonly runbook: CfnDocument;
  /** Key of the tag whose presence exempts a user. */
  readonly exemptTagKey: string;
  /** Name of the rule, and namespace of the metrics. */
  readonly ruleName: string;

  /** @throws InvalidParameter, at synth, for a value that the rule or Config would refuse */
  constructor(scope: Construct, id: string, props: InactiveIamUsersProps = {}) {
    super(scope, id);
    const { ruleName, ...settings } = { ...DEFAULT_PROPS, ...props };
    const { maxIdleDays, exemptUsers, exemptTagKey = DEFAULT_PARAMETERS.exemptTagKey } = settings;
    this.exemptTagKey = exemptTagKey;
    this.ruleName = ruleName;
    const inputParameters = {
      maxIdleDays: textOf(maxIdleDays),
      exemptTagKey,
      warnDays: settings.warnDays,
      maxRemovals: textOf(settings.maxRemovals),
      ...(exemptUsers !== undefined && { exemptUsers }),
    };
    checkLiterals(ruleName, inputParameters);
    const reader = new ReaderFunction(this, 'Reader');
    const invocation = new CfnPermission(this, 'Invocation', {
      action: 'lambda:InvokeFunction',
      functionName: reader.function.functionArn,
      principal: 'config.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
    });
    this.rule = new CfnConfigRule(this, 'Rule', {
      configRuleName: ruleName,
      description:
        'An IAM user with a console password, without access keys, who has not signed in for more than maxIdleDays is NON_COMPLIANT: the console password is to be removed.',
      inputParameters,
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: reader.function.functionArn,
        sourceDetails: [
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: settings.evaluationFrequency,
          },
        ],
      },
    });
    // Config checks at once that it may invoke the function.
    this.rule.addResourceDependency(invocation);

    this.runbook = new CfnDocument(this, 'Runbook', {
      name: `DeleteLoginProfile-${ruleName}`,
      documentType: 'Automation',
      documentFormat: 'JSON',
      // With TargetVersion left out below, a changed runbook is the one that Config uses.
      updateMethod: 'NewVersion',
      content: runbook({
        ruleName,
        functionArn: reader.function.functionArn,
        logGroupName: reader.logGroup.logGroupName,
      }),
    });
    const role = automationRole(this, 'AutomationRole', reader.function, exemptTagKey);
    new CfnRemediationConfiguration(this, 'Remediation', {
      configRuleName: this.rule.ref,
      targetType: 'SSM_DOCUMENT',
      targetId: this.runbook.ref,
      parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [role.roleArn] } },
        ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      },
      automatic: valueOf(settings.automaticRemediation),
      maximumAutomaticAttempts: settings.maximumAutomaticAttempts,
      retryAttemptSeconds: settings.retryAttemptSeconds,
      // SSM starts one run a second and 100 at once; runs that end together share one evaluation.
      executionControls: { ssmControls: { concurrentExecutionRatePercentage: 100, errorPercentage: 50 } },
    });

    const { notificationTopicArn: topicArn, notificationCondition: condition, automaticRemediation } = settings;
    if (topicArn !== undefined) {
      const runbookName = this.runbook.ref;
      new Notifications(this, 'Tell', { ruleName, runbookName, automaticRemediation, topicArn, condition });
    }
    new Monitoring(this, 'Watch', {
      ruleName,
      logGroupName: reader.logGroup.logGroupName,
      functionName: reader.function.functionName,
      evaluationFrequency: settings.evaluationFrequency,
      alarmActions: topicArn === undefined ? undefined : [onlyIf(condition, topicArn)],
      dashboard: settings.dashboard,
    });
  }

  /** Lets the grantee have Config evaluate the rule again: StartConfigRulesEvaluation. */
  grantEvaluate(grantee: IGrantable): Grant {
    const actions = ['config:StartConfigRulesEvaluation'];
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.rule.attrArn] });
  }

  /** Lets the grantee exempt users, and end it: put and take away the exemption tag, and no other tag. */
  grantExempt(grantee: IGrantable): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: ['iam:TagUser', 'iam:UntagUser'],
      resourceArns: [userArn()],
      // ForAllValues holds where there is no key at all, too. AWS: "Multivalued context keys", IAM User Guide.
      conditions: {
        'ForAllValues:StringEquals': { 'aws:TagKeys': [this.exemptTagKey] },
        Null: { 'aws:TagKeys': 'false' },
      },
    });
  }

  /** One of the counts that each evaluation, or confirmation, yields. @default the largest of a day */
  metric(metricName: MetricName, props?: MetricOptions): Metric {
    const settings = { statistic: Stats.MAXIMUM, period: Duration.days(1), ...props };
    return new Metric({ namespace: this.ruleName, metricName, ...settings }).attachTo(this);
  }

  /** How many users are inactive. @default the largest of a day */
  metricInactive(props?: MetricOptions): Metric {
    return this.metric('Inactive', props);
  }

  /** How many passwords were found to be removed. @default the sum of a day */
  metricRemoved(props?: MetricOptions): Metric {
    return this.metric('Removed', { statistic: Stats.SUM, ...props });
  }

  /** An EventBridge rule for each user whose compliance changes; the user's name is in the annotation only. */
  onComplianceChange(id: string, options: OnEventOptions = {}): Rule {
    return this.onEvent(id, options, {
      source: ['aws.config'],
      detailType: ['Config Rules Compliance Change'],
      detail: { configRuleName: [this.ruleName] },
    });
  }

  /** An EventBridge rule for each stage of warnDays that a user reaches: name, tags, last activity and date. */
  onNearingInactivity(id: string, options: OnEventOptions = {}): Rule {
    return this.onAnnouncement(id, EVENT_TYPES.nearing, options);
  }

  /** An EventBridge rule for each password that a run has deleted. */
  onPasswordDeleted(id: string, options: OnEventOptions = {}): Rule {
    return this.onAnnouncement(id, EVENT_TYPES.deleted, options);
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

/** The metrics that the function's log yields. */
export type MetricName = keyof typeof EVALUATION_METRICS | 'Capped';

function onlyIf(condition: CfnCondition | undefined, value: string): string {
  return condition ? Fn.conditionIf(condition.logicalId, value, Aws.NO_VALUE).toString() : value;
}

/** A number, or the token of one, as Config wants every parameter. */
function textOf(number: number): string {
  return Token.isUnresolved(number) ? Token.asString(number) : String(number);
}

function valueOf(condition: boolean | CfnCondition) {
  return typeof condition === 'boolean' ? condition : Fn.conditionIf(condition.logicalId, true, false);
}

/** What is known at synth is checked at synth, by the rule's own parser; CloudFormation's parameters have their ranges. */
function checkLiterals(ruleName: string, inputParameters: Readonly<Record<string, string>>): void {
  const literals = Object.entries(inputParameters).filter(([, value]) => !Token.isUnresolved(value));
  parseRuleParameters(JSON.stringify(Object.fromEntries(literals)));
  if (!Token.isUnresolved(ruleName) && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(ruleName)) {
    throw new InvalidParameter('ruleName', ruleName, 'at most 64 letters, digits, hyphens and underscores');
  }
}
