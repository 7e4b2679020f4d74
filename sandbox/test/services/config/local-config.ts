import { Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { SandboxClock } from '../../../core/clock';
import { Config, type ConfigBehaviour } from '../../../services/config/config';
import type { InventoryUser } from '../../../services/config/inventory';
import type { AutomationEnd, AutomationRequest } from '../../../services/config/remediation';
import { AwsError } from '../../../core/aws-error';
import { Endpoint } from '../../../endpoint/endpoint';
import { Fields } from '../../../core/fields';
import type { FunctionResult } from '../../../services/lambda/lambda';
import { ADMINISTRATOR } from '../../callers';

export const NOW = Date.parse('2026-01-15T12:00:00Z');
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const RULE = 'a-rule';
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:rule';
export const ROLE_ARN = 'arn:aws:iam::111122223333:role/runbook';

/** The properties of AWS::Config::ConfigRule, as the template has them. */
export function ruleProperties(overrides: object = {}): object {
  return {
    ConfigRuleName: RULE,
    Description: 'Marks some IAM users.',
    InputParameters: { days: '90' },
    Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier: FUNCTION_ARN, SourceDetails: [schedule()] },
    ...overrides,
  };
}

export function schedule(overrides: object = {}): object {
  return {
    EventSource: 'aws.config',
    MessageType: 'ScheduledNotification',
    MaximumExecutionFrequency: 'TwentyFour_Hours',
    ...overrides,
  };
}

/** The properties of AWS::Config::RemediationConfiguration. */
export function remediationProperties(overrides: object = {}): object {
  return {
    ConfigRuleName: RULE,
    TargetType: 'SSM_DOCUMENT',
    TargetId: 'DisableConsoleAccess',
    Automatic: true,
    MaximumAutomaticAttempts: 3,
    RetryAttemptSeconds: 3600,
    Parameters: {
      AutomationAssumeRole: { StaticValue: { Values: [ROLE_ARN] } },
      ResourceId: { ResourceValue: { Value: 'RESOURCE_ID' } },
    },
    ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 100, ErrorPercentage: 100 } },
    ...overrides,
  };
}

export function user(userName: string, overrides: Partial<InventoryUser> = {}): InventoryUser {
  return {
    userId: `AIDA${userName.toUpperCase()}`,
    userName,
    arn: `arn:aws:iam::111122223333:user/${userName}`,
    createDate: new Date(NOW - 400 * 24 * HOUR),
    ...overrides,
  };
}

/** The rule's function: reports what `verdicts` says of each user id, or does what `instead` does. */
class FakeFunction {
  readonly events: unknown[] = [];
  readonly invokers: unknown[] = [];
  verdicts: Record<string, string> = {};
  instead: ((event: unknown) => Promise<FunctionResult>) | undefined;
  invocable = true;

  constructor(private readonly put: (input: object) => Promise<object>) {}

  mayInvokeByService(): boolean {
    return this.invocable;
  }

  async invokeByService(service: unknown, _functionArn: string, event: unknown): Promise<FunctionResult> {
    if (!this.invocable)
      throw new AwsError('AccessDeniedException', 'not authorized to perform: lambda:InvokeFunction', 403);
    this.events.push(event);
    this.invokers.push(service);
    if (this.instead) return this.instead(event);
    const fields = Fields.of('config', event);
    const time = new Date(fields.text('invokingEvent').replace(/.*"notificationCreationTime":"([^"]+)".*/, '$1'));
    const evaluations = Object.entries(this.verdicts).map(([userId, type]) => evaluation(userId, type, time));
    for (let start = 0; start < evaluations.length; start += 100) {
      await this.put({ Evaluations: evaluations.slice(start, start + 100), ResultToken: fields.text('resultToken') });
    }
    return { payload: 'null', log: [] };
  }
}

export function evaluation(userId: string, type: string, time = new Date(NOW), overrides: object = {}): object {
  return {
    ComplianceResourceType: 'AWS::IAM::User',
    ComplianceResourceId: userId,
    ComplianceType: type,
    Annotation: `${userId} is ${type}`,
    OrderingTimestamp: time,
    ...overrides,
  };
}

/** SSM Automation: every execution takes `duration`, and ends as `end` says. */
class FakeAutomation {
  readonly started: (AutomationRequest & { readonly time: number })[] = [];
  duration = 10 * SECOND;
  end: (resourceId: string) => AutomationEnd = () => success();
  refusal: Error | undefined;
  /** The default version of every document. */
  documentVersion = '1';
  running = 0;
  mostRunning = 0;

  constructor(private readonly clock: SandboxClock) {}

  start(request: AutomationRequest): string {
    if (this.refusal) throw this.refusal;
    this.started.push({ ...request, time: this.clock.now() });
    this.running += 1;
    this.mostRunning = Math.max(this.running, this.mostRunning);
    return `execution-${this.started.length}`;
  }

  defaultVersion(): string {
    return this.documentVersion;
  }

  async ended(executionId: string): Promise<AutomationEnd> {
    await this.clock.sleep(this.duration);
    this.running -= 1;
    const request = this.started[Number(executionId.slice('execution-'.length)) - 1];
    return this.end(request?.parameters['ResourceId']?.[0] ?? '');
  }

  /** The resource ids, in the order of their starts. */
  get resources(): (string | undefined)[] {
    return this.started.map(({ parameters }) => parameters['ResourceId']?.[0]);
  }
}

export function success(): AutomationEnd {
  const times = { start: NOW, end: NOW + SECOND };
  return { status: 'Success', steps: [{ name: 'Work', status: 'Success', ...times }] };
}

export function failure(message = 'Step fails'): AutomationEnd {
  return {
    status: 'Failed',
    failureMessage: message,
    steps: [
      { name: 'Work', status: 'Failed', start: NOW, end: NOW + SECOND, failureMessage: message },
      { name: 'Delete', status: 'Pending' },
    ],
  };
}

/** Config with fakes around it, and one caller who may do everything. */
export function localConfig(users: InventoryUser[] = [], behaviour: Partial<ConfigBehaviour> = {}) {
  const clock = new SandboxClock(NOW);
  const automation = new FakeAutomation(clock);
  const rule = new FakeFunction((input) => call('PutEvaluations', input));
  const config = new Config(
    { clock, account: SAMPLE_ACCOUNT, ids: new Ids(), lambda: rule, automation, users: () => users },
    behaviour,
  );
  const endpoint = new Endpoint({ iam: {}, sts: {}, ssm: {}, config: config.operations }, clock);
  async function call(operation: string, input: object = {}, caller = ADMINISTRATOR): Promise<object> {
    return endpoint.call(caller, 'config', operation, input);
  }
  return {
    clock,
    automation,
    rule,
    config,
    endpoint,
    users,
    call,
    wait: (milliseconds: number): Promise<void> => clock.runUntil(clock.now() + milliseconds),
  };
}

/** The same, with the rule deployed. */
export function localRule(users: InventoryUser[] = [], behaviour: Partial<ConfigBehaviour> = {}) {
  const local = localConfig(users, behaviour);
  const deployed = local.config.putRule(ruleProperties());
  return { ...local, ...deployed };
}

export function keys(...ids: readonly string[]): object[] {
  return ids.map((resourceId) => ({ resourceType: 'AWS::IAM::User', resourceId }));
}

export function exceptionKeys(...ids: readonly string[]): object[] {
  return ids.map((ResourceId) => ({ ResourceType: 'AWS::IAM::User', ResourceId }));
}

/** A rule with a remediation, and `count` users that it reports as NON_COMPLIANT: `AIDA00` and on. */
export function remediated(count: number, properties: object = {}, behaviour: Partial<ConfigBehaviour> = {}) {
  const local = localRule([], behaviour);
  const ids = Array.from({ length: count }, (_, index) => `AIDA${String(index).padStart(2, '0')}`);
  local.config.putRemediation(remediationProperties(properties));
  local.rule.verdicts = Object.fromEntries(ids.map((id) => [id, 'NON_COMPLIANT']));
  const evaluate = async () => {
    await local.config.evaluate(RULE);
    await local.clock.runUntilIdle();
  };
  return { ...local, ids, evaluate };
}

export function rates(ConcurrentExecutionRatePercentage: number, ErrorPercentage: number): object {
  return { ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage, ErrorPercentage } } };
}
