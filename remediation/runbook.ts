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
  readonly description: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly { Name: string; Selector: string; Type: string }[];
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  readonly onFailure?: string;
  readonly isCritical?: boolean;
  readonly isEnd?: boolean;
  readonly nextStep?: string;
}

/** A step whose failure ends the run as Failed. Nothing is left to SSM's defaults. */
const CRITICAL = { onFailure: 'Abort', isCritical: true } as const;
/** Reads may be repeated; the deletion may not. */
const READ = { ...CRITICAL, maxAttempts: 3 } as const;

/**
 * The Automation runbook (schema 0.3) that deletes the login profile of one inactive user, once it has been confirmed.
 *
 * The deletion can be reached from one answer only, and every branch has a Default, which leads to a failure: without
 * one, a branch that matches nothing falls through to the next step. AWS: "aws:branch".
 */
export function runbook({ ruleName, functionArn, logGroupName }: RunbookProps) {
  return {
    schemaVersion: '0.3',
    description: operatorGuide(ruleName),
    assumeRole: '{{ AutomationAssumeRole }}',
    parameters: {
      AutomationAssumeRole: {
        type: 'String',
        description: 'ARN of the role that the runbook acts as; the stack made it for this runbook alone.',
        allowedPattern: '^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+$',
      },
      ResourceId: {
        type: 'String',
        description: 'Unique id of the IAM user (AIDA...), as AWS Config reports it. Not the user name.',
        allowedPattern: '^AIDA[A-Z0-9]{12,124}$',
      },
    },
    outputs: ['FindUser.UserName', 'Confirm.Payload', 'ConfirmAgain.Payload'],
    mainSteps: [
      findUser(),
      confirmation('Confirm', 'Ask whether the user is still inactive, by the rule itself.', ruleName, functionArn),
      branch('Decide', 'Only an explicit answer leads on.', 'Confirm', [
        // Where SSM hands the string on with its quotes, the time is no Timestamp for aws:sleep: wait the report's whole life.
        { NextStep: 'WaitForReport', StartsWith: ANSWERS.time },
        { NextStep: 'WaitForReportInFull', StartsWith: `"${ANSWERS.time}` },
      ]),
      {
        name: 'WaitForReport',
        action: 'aws:sleep',
        description: 'Wait for a credential report that can show a password reset by an administrator.',
        inputs: { Timestamp: '{{ Confirm.Payload }}' },
        ...CRITICAL,
        nextStep: 'ConfirmAgain',
      },
      sleep('WaitForReportInFull', 'The same, for as long as a report lives.', 'PT4H1M', 'ConfirmAgain'),
      confirmation('ConfirmAgain', 'Ask once more, after the wait.', ruleName, functionArn),
      branch('DecideAgain', 'Only an explicit answer leads on.', 'ConfirmAgain', []),
      {
        name: 'RequireClearAnswer',
        action: 'aws:assertAwsResourceProperty',
        description: 'Fails: the confirmation gave no clear answer. Nothing has been deleted.',
        inputs: {
          Service: 'sts',
          Api: 'GetCallerIdentity',
          PropertySelector: '$.Account',
          DesiredValues: [`No clear answer, nothing deleted: see the log group ${logGroupName}`],
        },
        ...CRITICAL,
        isEnd: true,
      },
      {
        name: 'DeleteLoginProfile',
        action: 'aws:executeAwsApi',
        description: 'Delete the password. One attempt: a retry starts from the confirmation again.',
        inputs: { Service: 'iam', Api: 'DeleteLoginProfile', UserName: '{{ FindUser.UserName }}' },
        ...CRITICAL,
        maxAttempts: 1,
        nextStep: 'LetRunsGather',
      },
      sleep('LetRunsGather', 'Let other runs end too, so that one evaluation serves them all.', 'PT60S', 'Evaluate'),
      {
        ...evaluation('Evaluate', 'Have Config evaluate again, so that it shows what is true now.', ruleName),
        onFailure: 'step:WaitForEvaluation',
        nextStep: 'End',
      },
      sleep('WaitForEvaluation', 'An evaluation runs, or ran within the minute.', 'PT5M', 'EvaluateAgain'),
      {
        ...evaluation('EvaluateAgain', 'Ask once more; refused again, the next schedule serves.', ruleName),
        onFailure: 'Continue',
        nextStep: 'End',
      },
      // isEnd would end the run after Evaluate's failure too: a step to end on instead.
      { ...sleep('End', 'All is done.', 'PT1S'), isEnd: true },
    ] satisfies readonly Step[],
  };
}

function findUser(): Step {
  return {
    name: 'FindUser',
    action: 'aws:executeAwsApi',
    description: "Find the user's name in AWS Config's inventory. Fails where Config does not record AWS::IAM::User.",
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

function confirmation(name: string, description: string, ruleName: string, functionArn: string): Step {
  return {
    name,
    action: 'aws:invokeLambdaFunction',
    description,
    inputs: {
      FunctionName: functionArn,
      InvocationType: 'RequestResponse',
      InputPayload: { ruleName, userId: '{{ ResourceId }}', userName: '{{ FindUser.UserName }}' },
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
function branch(name: string, description: string, answered: string, others: readonly Choice[]): Step {
  const choices: Choice[] = [
    { NextStep: 'DeleteLoginProfile', StartsWith: ANSWERS.delete },
    { NextStep: 'DeleteLoginProfile', StartsWith: `"${ANSWERS.delete}` },
    // A user who is kept was reported from an older snapshot: Config is to evaluate again.
    { NextStep: 'LetRunsGather', StartsWith: ANSWERS.keep },
    { NextStep: 'LetRunsGather', StartsWith: `"${ANSWERS.keep}` },
    { NextStep: 'End', StartsWith: ANSWERS.later },
    { NextStep: 'End', StartsWith: `"${ANSWERS.later}` },
    ...others,
  ];
  return {
    name,
    action: 'aws:branch',
    description,
    inputs: {
      Choices: choices.map((choice) => ({ ...choice, Variable: `{{ ${answered}.Payload }}` })),
      Default: 'RequireClearAnswer',
    },
    ...CRITICAL,
  };
}

function sleep(name: string, description: string, duration: string, nextStep?: string): Step {
  const inputs = { Duration: duration };
  return { name, action: 'aws:sleep', description, inputs, ...CRITICAL, ...(nextStep !== undefined && { nextStep }) };
}

/** A refusal is no failure of the run: whom it was for has been served. */
function evaluation(name: string, description: string, ruleName: string): Step {
  return {
    name,
    action: 'aws:executeAwsApi',
    description,
    inputs: { Service: 'config', Api: 'StartConfigRulesEvaluation', ConfigRuleNames: [ruleName] },
    isCritical: false,
    maxAttempts: 1,
  };
}

function operatorGuide(ruleName: string): string {
  return `# Delete the console password of an inactive IAM user

For a user whom the AWS Config rule **${ruleName}** reports as NON_COMPLIANT: no access keys, and no console sign-in or
new password within the rule's maxIdleDays.

**It deletes** the login profile (the console password), after asking the rule's own decision again on live data. It may
wait up to about four hours for a credential report that can show a password reset by an administrator.

**It leaves alone** the user, its access keys, groups, policies, tags and MFA devices. It deletes nothing, and ends in
Success, when the user has signed in, has an access key, an exemption or a new password by now, or is gone.

**To give access back**, make a new password (the old one cannot be restored):
\`aws iam create-login-profile --user-name NAME --password-reset-required --password NEW_PASSWORD\`
A password made today counts as activity. To keep a user for good, give it the exemption tag.

Outputs: FindUser.UserName (whom), Confirm.Payload or ConfirmAgain.Payload (the answer: why, when, how to undo).`;
}
