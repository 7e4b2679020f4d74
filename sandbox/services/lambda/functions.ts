import type { Account, Ids } from '../../core/account';
import type { SandboxClock } from '../../core/clock';
import { AwsError } from '../../core/aws-error';
import type { CredentialStore } from '../../endpoint/credentials';
import type { Invocation } from '../cloudwatch/cloudwatch';
import type { Caller } from '../../policy/caller';
import type { Logs } from '../logs/logs';
import { authorize } from '../../policy/authorize';
import type { RoleStore } from '../../policy/role-store';
import type {
  ExecutionEnvironment,
  FunctionDefinition,
  FunctionPermission,
  FunctionResult,
  StartEnvironment,
} from './lambda';
import { environmentVariables } from './variables';

/** Environments of one function that run at once; Lambda has up to 1,000, and new accounts 10. */
const MOST_ENVIRONMENTS = 4;
/** Milliseconds before each attempt of an asynchronous invocation. */
const ASYNC_DELAYS = [0, 60_000, 120_000] as const;

interface FunctionsContext {
  readonly clock: SandboxClock;
  readonly account: Account;
  readonly ids: Ids;
  readonly roles: Pick<RoleStore, 'assume'>;
  readonly credentials: CredentialStore;
  readonly logs: Logs;
  /** Where the functions' AWS calls go; a loopback URL. */
  readonly endpointUrl: () => string;
  readonly startEnvironment: StartEnvironment;
  /** Called with each invocation that has ended, for the metrics. */
  readonly invoked: (invocation: Invocation) => void;
}

interface DeployedFunction {
  readonly arn: string;
  readonly definition: FunctionDefinition;
  readonly permissions: Map<string, FunctionPermission>;
  readonly environments: Set<ExecutionEnvironment>;
  readonly idle: ExecutionEnvironment[];
  readonly waiting: ((environment: ExecutionEnvironment) => void)[];
}

/** Lambda: functions with inline code, their resource policies, and their execution environments. */
export class Functions {
  private readonly functions = new Map<string, DeployedFunction>();
  /** Functions that were changed or deleted: their invocations may be in progress. */
  private readonly retired = new Set<DeployedFunction>();

  constructor(private readonly context: FunctionsContext) {}

  /** @returns the function's ARN @throws AwsError ResourceConflictException */
  createFunction(definition: FunctionDefinition): string {
    const { partition, region, accountId } = this.context.account;
    const arn = `arn:${partition}:lambda:${region}:${accountId}:function:${definition.name}`;
    if (this.functions.has(definition.name)) {
      throw new AwsError('ResourceConflictException', `Function already exist: ${definition.name}`, 409);
    }
    this.functions.set(definition.name, deployed(arn, definition));
    return arn;
  }

  /** The next invocation runs the new code; those in progress end with the old. @returns the function's ARN */
  updateFunction(definition: FunctionDefinition): string {
    const { arn, permissions } = this.retire(definition.name);
    this.functions.set(definition.name, deployed(arn, definition, permissions));
    return arn;
  }

  /** Invocations in progress end. @throws AwsError ResourceNotFoundException */
  deleteFunction(name: string): void {
    this.retire(name);
    this.functions.delete(name);
  }

  addPermission(permission: FunctionPermission): void {
    this.find(permission.functionArn).permissions.set(permission.id, permission);
  }

  removePermission(functionArn: string, id: string): void {
    this.find(functionArn).permissions.delete(id);
  }

  /** Whether the function exists and its resource policy lets this service invoke it. */
  mayInvokeByService(service: InvokingService, functionArn: string): boolean {
    return [...(this.byArn(functionArn)?.permissions.values() ?? [])].some(
      ({ principal, sourceAccount = service.sourceAccount, sourceArn = service.sourceArn }) =>
        principal === service.principal && sourceAccount === service.sourceAccount && sourceArn === service.sourceArn,
    );
  }

  /** The function's resource policy decides. @throws AwsError AccessDeniedException, ResourceNotFoundException */
  async invokeByService(service: InvokingService, functionArn: string, event: unknown): Promise<FunctionResult> {
    const target = this.find(functionArn);
    if (!this.mayInvokeByService(service, functionArn)) {
      throw new AwsError(
        'AccessDeniedException',
        `User: ${service.principal} is not authorized to perform: lambda:InvokeFunction on resource: ${target.arn} because no resource-based policy allows the lambda:InvokeFunction action`,
        403,
      );
    }
    return await this.run(target, event);
  }

  /**
   * An asynchronous invocation: after an error of the function, two more. Then, or if the function is gone, the event
   * is dropped.
   * AWS: "How Lambda handles errors and retries with asynchronous invocation", Lambda Developer Guide.
   * @throws as invokeByService
   */
  async invokeAsync(service: InvokingService, functionArn: string, event: unknown): Promise<void> {
    for (const delay of ASYNC_DELAYS) {
      if (delay > 0) {
        await this.context.clock.sleep(delay);
        if (!this.byArn(functionArn)) return;
      }
      const { functionError } = await this.invokeByService(service, functionArn, event);
      if (functionError === undefined) return;
    }
  }

  /** The caller's identity policies decide. @throws AwsError AccessDeniedException, ResourceNotFoundException */
  async invokeByCaller(caller: Caller, functionNameOrArn: string, event: unknown): Promise<FunctionResult> {
    const target = this.find(functionNameOrArn);
    authorize(caller, 'lambda', 'lambda:InvokeFunction', [{ arn: target.arn }]);
    return await this.run(target, event);
  }

  /** Ends every environment, even in the middle of an invocation. */
  async close(): Promise<void> {
    for (const { environments, waiting } of [...this.functions.values(), ...this.retired]) {
      waiting.length = 0;
      await Promise.all([...environments].map((environment) => environment.stop()));
    }
  }

  private async run(target: DeployedFunction, event: unknown): Promise<FunctionResult> {
    const environment = await this.acquire(target);
    const time = this.context.clock.now();
    try {
      const result = await environment.invoke(this.context.ids.uuid(), event);
      this.context.invoked({ functionName: target.definition.name, time, failed: result.functionError !== undefined });
      this.writeLog(target, result.log);
      return result;
    } finally {
      this.giveBack(target, environment);
    }
  }

  private async acquire(target: DeployedFunction): Promise<ExecutionEnvironment> {
    const idle = target.idle.pop();
    if (idle) return idle;
    if (target.environments.size < MOST_ENVIRONMENTS) return this.startEnvironment(target);
    return await new Promise((resolve) => target.waiting.push(resolve));
  }

  private giveBack(target: DeployedFunction, used: ExecutionEnvironment): void {
    if (used.isGone) target.environments.delete(used);
    const next = target.waiting.shift();
    if (next) next(used.isGone ? this.startEnvironment(target) : used);
    else if (this.retired.has(target)) this.context.clock.spawn(() => used.stop());
    else if (!used.isGone) target.idle.push(used);
  }

  private retire(name: string): DeployedFunction {
    const target = this.find(name);
    this.retired.add(target);
    for (const environment of target.idle.splice(0)) this.context.clock.spawn(() => environment.stop());
    return target;
  }

  private startEnvironment(target: DeployedFunction): ExecutionEnvironment {
    const { credentials, account, endpointUrl, clock } = this.context;
    const { definition, environments } = target;
    const caller = this.assumeRole(target);
    const variables = environmentVariables(definition, account, credentials.issue(caller), endpointUrl());
    const environment = this.context.startEnvironment(definition, variables, clock, caller);
    environments.add(environment);
    return environment;
  }

  private assumeRole({ arn, definition: { roleArn, name } }: DeployedFunction): Caller {
    const { roles, account } = this.context;
    const by = { service: 'lambda.amazonaws.com', sourceAccount: account.accountId, sourceArn: arn };
    return roles.assume(roleArn, by, name);
  }

  /** Lambda writes the log as the function's role, and reports nothing if the role may not. */
  private writeLog(target: DeployedFunction, lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.context.logs.write(this.assumeRole(target), target.definition.logGroup, 'sandbox', lines);
  }

  private byArn(wanted: string): DeployedFunction | undefined {
    return [...this.functions.values()].find(({ arn }) => arn === wanted);
  }

  private find(nameOrArn: string): DeployedFunction {
    const name = nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1);
    const found = this.functions.get(name);
    if (found && (nameOrArn === name || nameOrArn === found.arn)) return found;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
  }
}

function deployed(
  arn: string,
  definition: FunctionDefinition,
  permissions: DeployedFunction['permissions'] = new Map(),
): DeployedFunction {
  return { arn, definition, permissions, environments: new Set(), idle: [], waiting: [] };
}

/** An AWS service that invokes a function, as the function's resource policy sees it. */
export interface InvokingService {
  readonly principal: string;
  readonly sourceAccount: string;
  readonly sourceArn: string;
}
