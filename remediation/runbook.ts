import { Document, stringify, visit } from 'yaml';
import { type Confirmation, BEGINNINGS } from './confirmation';
import { STEPS, type Task, TASKS, USER_ID } from './protocol';

/** Texts, or `${…}` references for CloudFormation's Fn::Sub. */
interface RunbookProps {
  readonly ruleName: string;
  readonly functionArn: string;
  readonly logGroupName: string;
}

/** AWS: "Systems Manager Automation actions reference". */
interface Step {
  readonly name: string;
  readonly action: string;
  readonly description?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { Name: string; Selector: string; Type: string }[];
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  readonly onFailure?: string;
  readonly isCritical?: boolean;
  readonly isEnd?: boolean;
  readonly nextStep?: string;
}

/** Reads may be retried; the deletion may not. */
const READ = { maxAttempts: 3 } as const;
/** If such a step fails, what the run has done for its user is unchanged. */
const TOLERATED = { isCritical: false } as const;

/**
 * The Automation runbook (schema 0.3), as YAML with one step per line. It deletes the login profile of one inactive user
 * after a confirmation.
 *
 * Only the confirmation `inactive` leads to the deletion. Every branch has a Default that fails, because a branch without
 * a match falls through to the next step. AWS: "aws:branch". If a step fails, the run ends as Failed (onFailure Abort,
 * isCritical true) unless the step says otherwise. A step refers only to outputs of steps that ran before it on its path,
 * because AWS does not document what other outputs contain; hence the runbook has no outputs of its own. Tell comes right
 * after the deletion, before anything else can fail.
 */
export function runbook(props: RunbookProps): string {
  const head = stringify(headOf(props), { singleQuote: true, lineWidth: 0 });
  return `${head}mainSteps:\n${stepsOf(props).map(inOneLine).join('')}`;
}

/** Quotes everything but plain words, because some YAML parsers interpret a colon within braces. */
function inOneLine(step: Step): string {
  const line = new Document(step);
  visit(line, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value === 'string' && !/^[A-Za-z]\w*$/.test(scalar.value)) scalar.type = 'QUOTE_SINGLE';
    },
  });
  return `- ${line.toString({ collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 })}`;
}

function headOf({ ruleName }: RunbookProps) {
  return {
    schemaVersion: '0.3',
    description: operatorGuide(ruleName),
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: {
      AutomationAssumeRole: {
        type: 'String',
        description: 'ARN of the role that the stack made for this runbook.',
        allowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+$',
      },
      ResourceId: {
        type: 'String',
        description: 'Unique id of the IAM user (AIDA...), not the name.',
        allowedPattern: USER_ID.source,
      },
      MaxRemovals: {
        type: 'String',
        description: 'No step reads it; a new value can start held runs.',
        default: '-',
      },
    },
  };
}

function stepsOf({ ruleName, functionArn, logGroupName }: RunbookProps): Step[] {
  const confirmation = (name: string, task: Task, nextStep: string): Step => ({
    name,
    action: 'aws:invokeLambdaFunction',
    inputs: {
      FunctionName: functionArn,
      InputPayload: { task, ruleName, userId: '{{ ResourceId }}', userName: '{{ FindUser.UserName }}' },
    },
    ...READ,
    timeoutSeconds: 300,
    nextStep,
  });
  const tell = (name: string, nextStep: string): Step => ({
    name,
    action: 'aws:invokeLambdaFunction',
    inputs: {
      FunctionName: functionArn,
      InputPayload: { task: TASKS.tell, executionId: '{{ automation:EXECUTION_ID }}' },
    },
    ...TOLERATED,
    onFailure: 'Continue',
    timeoutSeconds: 60,
    nextStep,
  });
  const evaluation = (name: string, onFailure: string): Step => ({
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'config', Api: 'StartConfigRulesEvaluation', ConfigRuleNames: [ruleName] },
    ...TOLERATED,
    onFailure,
    nextStep: 'End',
  });
  return [
    {
      name: STEPS.findUser,
      action: 'aws:executeAwsApi',
      description: "The name from Config's inventory, which must record AWS::IAM::User.",
      inputs: {
        Service: 'config',
        Api: 'ListDiscoveredResources',
        resourceType: 'AWS::IAM::User',
        resourceIds: ['{{ ResourceId }}'],
        // The run must not fail if the user has been deleted.
        includeDeletedResources: true,
      },
      outputs: [{ Name: 'UserName', Selector: '$.resourceIdentifiers[0].resourceName', Type: 'String' }],
      ...READ,
      nextStep: STEPS.confirm,
    },
    confirmation(STEPS.confirm, TASKS.confirm, 'Decide'),
    branch('Decide', STEPS.confirm, [
      // With quotes, the time is not a valid Timestamp for aws:sleep, but a number has none.
      { NextStep: 'WaitForReport', StartsWith: BEGINNINGS.wait },
      { NextStep: 'SecondsLeft', StartsWith: `"${BEGINNINGS.wait}` },
    ]),
    {
      name: 'WaitForReport',
      action: 'aws:sleep',
      inputs: { Timestamp: '{{ Confirm.Payload }}' },
      nextStep: STEPS.confirmAgain,
    },
    {
      name: 'SecondsLeft',
      action: 'aws:invokeLambdaFunction',
      inputs: { FunctionName: functionArn, InputPayload: { task: TASKS.secondsLeft, userId: '{{ ResourceId }}' } },
      ...READ,
      nextStep: 'WaitSeconds',
    },
    sleep('WaitSeconds', 'PT{{ SecondsLeft.Payload }}S', STEPS.confirmAgain),
    confirmation(STEPS.confirmAgain, TASKS.confirmAfterWait, 'DecideAgain'),
    branch('DecideAgain', STEPS.confirmAgain, []),
    failure('RequireClearAnswer', `No clear answer, nothing deleted: see the log group ${logGroupName}`),
    {
      name: STEPS.delete,
      action: 'aws:executeAwsApi',
      inputs: { Service: 'iam', Api: 'DeleteLoginProfile', UserName: '{{ FindUser.UserName }}' },
      maxAttempts: 1,
      isCritical: true,
      onFailure: 'step:TellFailure',
      nextStep: 'Tell',
    },
    tell('Tell', 'LetRunsGather'),
    sleep('LetRunsGather', 'PT60S', 'Evaluate'),
    evaluation('Evaluate', 'step:WaitForEvaluation'),
    sleep('WaitForEvaluation', 'PT5M', 'EvaluateAgain'),
    evaluation('EvaluateAgain', 'Continue'),
    // A step with isEnd also ends the run when it fails, so Evaluate cannot have it.
    { name: 'End', action: 'aws:sleep', inputs: { Duration: 'PT1S' }, isEnd: true },
    tell('TellFailure', 'EndAsFailed'),
    failure('EndAsFailed', 'DeleteLoginProfile failed: see that step, and TellFailure for the state of the password'),
  ];
}

/** Branches on the confirmation of a step, with or without JSON's quotes; without a match the run fails. */
function branch(name: string, confirmed: string, others: readonly { NextStep: string; StartsWith: string }[]): Step {
  const on = (kind: Confirmation['kind'], next: string) =>
    ['', '"'].map((quote) => ({ NextStep: next, StartsWith: `${quote}${BEGINNINGS[kind]}` }));
  const choices = [...on('inactive', STEPS.delete), ...on('keep', 'Tell'), ...on('later', 'End'), ...others];
  return {
    name,
    action: 'aws:branch',
    inputs: {
      Choices: choices.map((choice) => ({ ...choice, Variable: `{{ ${confirmed}.Payload }}` })),
      Default: 'RequireClearAnswer',
    },
  };
}

function sleep(name: string, duration: string, nextStep: string): Step {
  return { name, action: 'aws:sleep', inputs: { Duration: duration }, nextStep };
}

/** Fails with a message: Automation has no action for that. */
function failure(name: string, why: string): Step {
  return {
    name,
    action: 'aws:assertAwsResourceProperty',
    inputs: { Service: 'sts', Api: 'GetCallerIdentity', PropertySelector: '$.Account', DesiredValues: [why] },
    isEnd: true,
  };
}

function operatorGuide(ruleName: string): string {
  return `# Delete the console password of an inactive IAM user

For a user that the AWS Config rule **${ruleName}** reports as NON_COMPLIANT. It re-checks the live user, and may wait four
hours for a credential report. Then it **deletes** the login profile (the console password) and nothing else. It deletes
nothing if the user is active, exempt or gone, or if more users are inactive than maxRemovals.

**To stop every removal at once**, set the rule's maxRemovals to 0 in the Config console, then MaxRemovals in the stack.

**To give access back**: \`aws iam create-login-profile --user-name=NAME --password-reset-required --password NEW_PASSWORD\``;
}
