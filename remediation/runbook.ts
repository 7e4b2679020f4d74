import { Document, stringify, visit } from 'yaml';
import { type Confirmation, BEGINNINGS } from './confirmation';
import { STEPS, type Task, TASKS } from './protocol';

/** What the runbook names of the stack: texts, or `${…}` references that CloudFormation's Fn::Sub makes texts of. */
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
/** A failure of these changes nothing about what the run has done for its user. */
const TOLERATED = { isCritical: false } as const;

/**
 * The Automation runbook (schema 0.3), as YAML with one step a line, that deletes the login profile of one inactive user,
 * once it has been confirmed.
 *
 * The deletion can be reached from one answer only, and every branch has a Default, which leads to a failure: without
 * one, a branch that matches nothing falls through to the next step. AWS: "aws:branch". A step that says nothing of its
 * failure ends the run as Failed (onFailure Abort, isCritical true); what is tolerated is said explicitly. A step names
 * only outputs of steps that ran on its path, since what it gets of another is not documented; so there are no outputs of
 * the document. What was done is told before anything else can go wrong.
 */
export function runbook(props: RunbookProps): string {
  const head = stringify(headOf(props), { singleQuote: true, lineWidth: 0 });
  return `${head}mainSteps:\n${stepsOf(props).map(inOneLine).join('')}`;
}

/** Only words stand without quotes: a colon within braces means something to some readers of YAML. */
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
        allowedPattern: '^AIDA[A-Z0-9]{12,124}$',
      },
      MaxRemovals: {
        type: 'String',
        description: "The stack's cap. No step reads it; a new value starts held runs.",
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
      description: "The user's name, from AWS Config's inventory: Config has to record AWS::IAM::User.",
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
      nextStep: STEPS.confirm,
    },
    confirmation(STEPS.confirm, TASKS.confirm, 'Decide'),
    branch('Decide', STEPS.confirm, [
      // If SSM hands the string on with its quotes, the time is no Timestamp for aws:sleep: wait the report's whole life.
      { NextStep: 'WaitForReport', StartsWith: BEGINNINGS.wait },
      { NextStep: 'WaitForReportInFull', StartsWith: `"${BEGINNINGS.wait}` },
    ]),
    {
      name: 'WaitForReport',
      action: 'aws:sleep',
      description: 'Wait for a credential report that shows a recent password reset.',
      inputs: { Timestamp: '{{ Confirm.Payload }}' },
      nextStep: STEPS.confirmAgain,
    },
    sleep('WaitForReportInFull', 'PT4H1M', STEPS.confirmAgain),
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
    // A step that ends the run does so if it fails, too, so Evaluate cannot be it.
    { name: 'End', action: 'aws:sleep', inputs: { Duration: 'PT1S' }, isEnd: true },
    tell('TellFailure', 'EndAsFailed'),
    failure(
      'EndAsFailed',
      'DeleteLoginProfile failed: see that step, and TellFailure for what has become of the password',
    ),
  ];
}

interface Choice {
  readonly NextStep: string;
  readonly StartsWith: string;
}

/** The answers lead on, with or without JSON's quotes; anything that is not among them or `others` fails. */
function branch(name: string, answered: string, others: readonly Choice[]): Step {
  const answer = (kind: Confirmation['kind'], next: string): Choice[] =>
    ['', '"'].map((quote) => ({ NextStep: next, StartsWith: `${quote}${BEGINNINGS[kind]}` }));
  const choices = [
    ...answer('inactive', STEPS.delete),
    ...answer('keep', 'Tell'),
    ...answer('later', 'End'),
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

function sleep(name: string, duration: string, nextStep: string): Step {
  return { name, action: 'aws:sleep', inputs: { Duration: duration }, nextStep };
}

/** A step that fails, and says why: Automation has no action for that. */
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

For a user whom the AWS Config rule **${ruleName}** reports as NON_COMPLIANT. It asks the rule's decision again, live, and may
wait four hours for a credential report. Then it **deletes** the login profile (the console password) and nothing else. It
deletes nothing if the user is active, exempt or gone by now, or if more users are inactive than maxRemovals.

**To stop every removal at once**, set the rule's maxRemovals to 0 in the Config console, then MaxRemovals in the stack.

**To give access back**: \`aws iam create-login-profile --user-name=NAME --password-reset-required --password NEW_PASSWORD\``;
}
