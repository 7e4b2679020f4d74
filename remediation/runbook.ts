import { ANSWERS } from './answer';

/** What the runbook names of the stack: texts, or CloudFormation references that become texts. */
export interface RunbookProps {
  readonly ruleName: string;
  readonly functionArn: string;
  readonly logGroupName: string;
}

/** One step of an Automation runbook. AWS: "Systems Manager Automation actions reference". */
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

/** Reads may be repeated; the deletion may not. */
const READ = { maxAttempts: 3 } as const;

/**
 * The Automation runbook (schema 0.3) that deletes the login profile of one inactive user, once it has been confirmed.
 *
 * The deletion can be reached from one answer only, and every branch has a Default, which leads to a failure: without
 * one, a branch that matches nothing falls through to the next step. AWS: "aws:branch". A step that says nothing of its
 * failure ends the run as Failed (onFailure Abort, isCritical true); what is tolerated is said in so many words.
 */
export function runbook({ ruleName, functionArn, logGroupName }: RunbookProps) {
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
        allowedPattern: '^AIDA[A-Z0-9]{12,124}$',
      },
    },
    outputs: ['FindUser.UserName', 'Confirm.Payload', 'ConfirmAgain.Payload'],
    mainSteps: [
      findUser(),
      confirmation('Confirm', ruleName, functionArn),
      branch('Decide', 'Confirm', [
        // Where SSM hands the string on with its quotes, the time is no Timestamp for aws:sleep: wait the report's whole life.
        { NextStep: 'WaitForReport', StartsWith: ANSWERS.time },
        { NextStep: 'WaitForReportInFull', StartsWith: `"${ANSWERS.time}` },
      ]),
      {
        name: 'WaitForReport',
        action: 'aws:sleep',
        description: 'Wait for a credential report that shows a recent password reset.',
        inputs: { Timestamp: '{{ Confirm.Payload }}' },
        nextStep: 'ConfirmAgain',
      },
      sleep('WaitForReportInFull', 'PT4H1M', 'ConfirmAgain'),
      confirmation('ConfirmAgain', ruleName, functionArn),
      branch('DecideAgain', 'ConfirmAgain', []),
      {
        name: 'RequireClearAnswer',
        action: 'aws:assertAwsResourceProperty',
        description: 'Fail: there is no clear answer. Nothing has been deleted.',
        inputs: {
          Service: 'sts',
          Api: 'GetCallerIdentity',
          PropertySelector: '$.Account',
          DesiredValues: [`No clear answer, nothing deleted: see the log group ${logGroupName}`],
        },
        isEnd: true,
      },
      {
        name: 'DeleteLoginProfile',
        action: 'aws:executeAwsApi',
        description: 'Delete the password. A retry would start from the confirmation.',
        inputs: { Service: 'iam', Api: 'DeleteLoginProfile', UserName: '{{ FindUser.UserName }}' },
        maxAttempts: 1,
        nextStep: 'LetRunsGather',
      },
      sleep('LetRunsGather', 'PT60S', 'Evaluate'),
      {
        ...evaluation('Evaluate', ruleName),
        onFailure: 'step:WaitForEvaluation',
        nextStep: 'Tell',
      },
      sleep('WaitForEvaluation', 'PT5M', 'EvaluateAgain'),
      {
        ...evaluation('EvaluateAgain', ruleName),
        onFailure: 'Continue',
        nextStep: 'Tell',
      },
      {
        name: 'Tell',
        action: 'aws:invokeLambdaFunction',
        description: 'Put what was done, and why, on the event bus.',
        inputs: {
          FunctionName: functionArn,
          InvocationType: 'RequestResponse',
          InputPayload: {
            ...subject(ruleName),
            executionId: '{{ automation:EXECUTION_ID }}',
            first: '{{ Confirm.Payload }}',
            again: '{{ ConfirmAgain.Payload }}',
          },
        },
        onFailure: 'Continue',
        isCritical: false,
        maxAttempts: 1,
        timeoutSeconds: 60,
        isEnd: true,
      },
    ] satisfies readonly Step[],
  };
}

function findUser(): Step {
  return {
    name: 'FindUser',
    action: 'aws:executeAwsApi',
    description: "The user's name, in AWS Config's inventory: Config has to record AWS::IAM::User.",
    inputs: {
      Service: 'config',
      Api: 'ListDiscoveredResources',
      resourceType: 'AWS::IAM::User',
      resourceIds: ['{{ ResourceId }}'],
      // A user who has been deleted meanwhile is no failure.
      includeDeletedResources: true,
    },
    outputs: [{ Name: 'UserName', Selector: '$.resourceIdentifiers[0].resourceName', Type: 'String' }],
    ...READ,
    nextStep: 'Confirm',
  };
}

function confirmation(name: string, ruleName: string, functionArn: string): Step {
  return {
    name,
    action: 'aws:invokeLambdaFunction',
    inputs: {
      FunctionName: functionArn,
      InvocationType: 'RequestResponse',
      InputPayload: subject(ruleName),
    },
    ...READ,
    timeoutSeconds: 300,
    nextStep: name === 'Confirm' ? 'Decide' : 'DecideAgain',
  };
}

interface Choice {
  readonly NextStep: string;
  readonly StartsWith: string;
}

/** The words lead on, with or without JSON's quotes; whatever else is not among `others` fails. */
function branch(name: string, answered: string, others: readonly Choice[]): Step {
  const choices: Choice[] = [
    { NextStep: 'DeleteLoginProfile', StartsWith: ANSWERS.delete },
    { NextStep: 'DeleteLoginProfile', StartsWith: `"${ANSWERS.delete}` },
    // A user who is kept was reported from an older snapshot: Config is to evaluate again.
    { NextStep: 'LetRunsGather', StartsWith: ANSWERS.keep },
    { NextStep: 'LetRunsGather', StartsWith: `"${ANSWERS.keep}` },
    { NextStep: 'Tell', StartsWith: ANSWERS.later },
    { NextStep: 'Tell', StartsWith: `"${ANSWERS.later}` },
    ...others,
  ];
  return {
    name,
    action: 'aws:branch',
    inputs: {
      Choices: choices.map((choice) => ({ ...choice, Variable: `{{ ${answered}.Payload }}` })),
      Default: 'RequireClearAnswer',
    },
  };
}

function sleep(name: string, duration: string, nextStep?: string): Step {
  const inputs = { Duration: duration };
  return { name, action: 'aws:sleep', inputs, ...(nextStep !== undefined && { nextStep }) };
}

/** A refusal is no failure of the run: whom it was for has been served. */
function evaluation(name: string, ruleName: string): Step {
  return {
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'config', Api: 'StartConfigRulesEvaluation', ConfigRuleNames: [ruleName] },
    isCritical: false,
    maxAttempts: 1,
  };
}

/** What each invocation of the function is about. */
function subject(ruleName: string) {
  return { ruleName, userId: '{{ ResourceId }}', userName: '{{ FindUser.UserName }}' };
}

function operatorGuide(ruleName: string): string {
  return `# Delete the console password of an inactive IAM user

For a user whom the AWS Config rule **${ruleName}** reports as NON_COMPLIANT. It asks the rule's own decision again, on live
data, and may wait four hours for a credential report that shows a recent password reset. Then it **deletes** the login
profile (the console password) and nothing else. It keeps it, and ends in Success, when the user has signed in, has a
key, an exemption or a new password by now, or is gone.

**To give access back**, make a new password; that counts as activity:
\`aws iam create-login-profile --user-name=NAME --password-reset-required --password NEW_PASSWORD\`
To keep a user for good, give it the exemption tag.`;
}
