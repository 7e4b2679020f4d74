import { isRecord, parseJson } from '../../rule/decision/json';
import { type DeployedAccount, RULE } from './deployed-account';

/** Parameters of the rule by name; undefined for one that gets lost. */
export type ParameterChanges = Readonly<Record<string, string | undefined>>;

/** Somebody changes some of the rule's parameters in the Config console; the others stay as they are. */
export async function changeParameters(account: DeployedAccount, changes: ParameterChanges): Promise<void> {
  const { InputParameters } = await described(account, 'DescribeConfigRules', 'ConfigRules');
  const now = parseJson(String(InputParameters));
  const changed = Object.entries({ ...(isRecord(now) && now), ...changes });
  account.putRule(
    RULE,
    Object.fromEntries(changed.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
  );
}

/** The stack is updated with another MaxRemovals; its other parameters stay. */
export async function updateStackCap(account: DeployedAccount, maxRemovals: string): Promise<void> {
  const { name, parameters } = account.stack;
  await asOperator(account, 'cloudformation', 'UpdateStack', {
    StackName: name,
    UsePreviousTemplate: true,
    Capabilities: ['CAPABILITY_IAM'],
    Parameters: Object.keys(parameters).map((ParameterKey) =>
      ParameterKey === 'MaxRemovals'
        ? { ParameterKey, ParameterValue: maxRemovals }
        : { ParameterKey, UsePreviousValue: true },
    ),
  });
}

/** Somebody selects these users in the Config console and presses Remediate. */
export async function pressRemediate(account: DeployedAccount, ...userNames: string[]): Promise<object> {
  return await asOperator(account, 'config', 'StartRemediationExecution', {
    ConfigRuleName: RULE,
    ResourceKeys: userNames.map((name) => ({ resourceType: 'AWS::IAM::User', resourceId: idOf(account, name) })),
  });
}

/** Somebody starts a runbook in Systems Manager, with the product's role unless the parameters say otherwise. */
export async function startRunbook(
  account: DeployedAccount,
  parameters: Readonly<Record<string, readonly string[]>>,
  DocumentName = documentName(account),
): Promise<object> {
  const role = account.aws.roles.all().find(({ policies }) => JSON.stringify(policies).includes('DeleteLoginProfile'));
  return await asOperator(account, 'ssm', 'StartAutomationExecution', {
    DocumentName,
    Parameters: { AutomationAssumeRole: [role?.arn ?? ''], ...parameters },
  });
}

export async function deleteDocument(account: DeployedAccount): Promise<void> {
  await asOperator(account, 'ssm', 'DeleteDocument', { Name: documentName(account) });
}

/** Somebody cancels every run that has not ended. */
export async function cancelRuns(account: DeployedAccount): Promise<void> {
  for (const { id, end } of account.executions()) {
    if (end === undefined) {
      await asOperator(account, 'ssm', 'StopAutomationExecution', { AutomationExecutionId: id, Type: 'Cancel' });
    }
  }
}

export function idOf({ aws }: DeployedAccount, userName: string): string {
  return aws.iam.find(userName)?.userId ?? '';
}

/** The names of the users who still have a password, sorted. */
export function passwordHolders({ aws }: DeployedAccount): string[] {
  return aws.iam
    .users()
    .filter(({ loginProfile }) => loginProfile !== undefined)
    .map(({ userName }) => userName)
    .toSorted();
}

/** The messages about users and their passwords, oldest first, without the quotes around a JSON string. */
export function messages({ aws }: DeployedAccount): string[] {
  return aws.sns.messages
    .map(({ message }) => message.replace(/^"|"$/g, ''))
    .filter((message) => !message.includes(': this alarm is now '));
}

export function documentName({ stack }: DeployedAccount): string {
  const document = Object.values(stack.resources).find(({ type }) => type === 'AWS::SSM::Document');
  return document?.physicalId ?? '';
}

async function asOperator(
  { aws }: DeployedAccount,
  service: 'cloudformation' | 'config' | 'ssm',
  operation: string,
  input: object,
): Promise<object> {
  return await aws.endpoint.call(aws.operator, service, operation, input);
}

async function described(account: DeployedAccount, operation: string, list: string): Promise<Record<string, unknown>> {
  const answer = await asOperator(account, 'config', operation, { ConfigRuleNames: [RULE] });
  const items: unknown = Object.entries(answer).find(([name]) => name === list)?.[1];
  const [first] = Array.isArray(items) ? items.filter(isRecord) : [];
  if (!first) throw new Error(`${operation} shows nothing of ${RULE}`);
  return { ...first };
}
