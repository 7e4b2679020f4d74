import { createHash } from 'node:crypto';
import { Aws, type CfnCondition, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { CfnConfigRule, CfnRemediationConfiguration } from 'aws-cdk-lib/aws-config';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { runbook } from '../../remediation/runbook';
import { runbookName } from '../../remediation/runbook-name';
import type { ParameterName } from '../../rule/decision/parameters';
import { automationRole } from './automation-role';
import { Monitoring } from './monitoring';
import { Notifications } from './notifications';
import { ReaderFunction } from './reader-function';

/** Each value may be a token, e.g. of a stack's parameter. */
interface ControlProps {
  /** Also the namespace of the metrics. */
  readonly ruleName: string;
  readonly parameters: { readonly [Name in ParameterName]: string };
  /** Comma-separated, empty for nobody; a text for Fn::Sub, e.g. `${ExemptUsers}`. */
  readonly exemptUsers: string;
  readonly evaluationFrequency: string;
  readonly automaticRemediation: boolean | CfnCondition;
  readonly maximumAutomaticAttempts: number;
  readonly retryAttemptSeconds: number;
  /** For messages; without it there are none. */
  readonly topic?: { readonly arn: string; readonly condition?: CfnCondition };
  /** Encrypts the log group; without it CloudWatch Logs manages the encryption. */
  readonly logGroupKey?: IKey | undefined;
}

/** The rule with its function, the runbook as its remediation, messages and alarms: everything but the topic. */
export class Control extends Construct {
  readonly rule: CfnConfigRule;
  readonly runbook: CfnDocument;

  constructor(scope: Construct, id: string, props: ControlProps) {
    super(scope, id);
    const { ruleName, parameters, automaticRemediation, topic } = props;
    const reader = new ReaderFunction(this, 'Reader', { logGroupKey: props.logGroupKey });
    const invocation = new CfnPermission(this, 'Invocation', {
      action: 'lambda:InvokeFunction',
      functionName: reader.function.functionArn,
      principal: 'config.amazonaws.com',
      sourceAccount: Aws.ACCOUNT_ID,
    });
    this.rule = new CfnConfigRule(this, 'Rule', {
      configRuleName: ruleName,
      description:
        'NON_COMPLIANT: an IAM user with a console password and no access keys who has not signed in for more than maxIdleDays.',
      inputParameters: parameters,
      source: {
        owner: 'CUSTOM_LAMBDA',
        sourceIdentifier: reader.function.functionArn,
        sourceDetails: [
          {
            eventSource: 'aws.config',
            messageType: 'ScheduledNotification',
            maximumExecutionFrequency: props.evaluationFrequency,
          },
        ],
      },
    });
    // When Config creates the rule, it checks that it may invoke the function.
    this.rule.addResourceDependency(invocation);

    const content = this.runbookText(reader);
    this.runbook = new CfnDocument(this, 'Runbook', {
      name: runbookName(ruleName, createHash('sha256').update(content).digest('hex').slice(0, 8)),
      documentType: 'Automation',
      documentFormat: 'YAML',
      content: Fn.sub(content),
    });
    const role = automationRole(this, 'AutomationRole', {
      functionArn: reader.function.functionArn,
      ruleArn: this.rule.attrArn,
      exemptTagKey: parameters.exemptTagKey,
      exemptUsers: props.exemptUsers,
    });
    new CfnRemediationConfiguration(this, 'Remediation', {
      configRuleName: this.rule.ref,
      targetType: 'SSM_DOCUMENT',
      targetId: this.runbook.ref,
      parameters: {
        AutomationAssumeRole: { StaticValue: { Values: [role.roleArn] } },
        ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
        // No step reads it. A new value changes the remediation configuration, so Config can start the runs of held users.
        MaxRemovals: { StaticValue: { Values: [parameters.maxRemovals] } },
      },
      automatic: valueOf(automaticRemediation),
      maximumAutomaticAttempts: props.maximumAutomaticAttempts,
      retryAttemptSeconds: props.retryAttemptSeconds,
      // Runs that end together share one evaluation.
      executionControls: { ssmControls: { concurrentExecutionRatePercentage: 100, errorPercentage: 50 } },
    });

    const alarms = new Monitoring(this, 'Watch', { ruleName, functionName: reader.function.functionName });
    if (topic) new Notifications(this, 'Tell', { ruleName, alarmArns: alarms.arns, topic });
  }

  /** With references for Fn::Sub, which do not change the hash. */
  private runbookText({ function: lambda, logGroup }: ReaderFunction): string {
    const stack = Stack.of(this);
    const idOf = ({ node }: Construct) => {
      const { defaultChild } = node;
      if (!CfnResource.isCfnResource(defaultChild)) throw new Error(`${node.path} is no resource`);
      return stack.getLogicalId(defaultChild);
    };
    return runbook({
      ruleName: `\${${stack.getLogicalId(this.rule)}}`,
      functionArn: `\${${idOf(lambda)}.Arn}`,
      logGroupName: `\${${idOf(logGroup)}}`,
    });
  }
}

function valueOf(condition: boolean | CfnCondition) {
  return typeof condition === 'boolean' ? condition : Fn.conditionIf(condition.logicalId, true, false);
}
