import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alterAnswers } from './alter-answers';
import { DAY, HOUR } from './durations';
import { isRecord } from '../../rule/decision/json';
import {
  type EvaluationRun,
  type Execution,
  type FunctionResult,
  LocalAws,
  type LocalAwsOptions,
  type SeedUser,
  type Stack,
} from '../../sandbox/index';
import { productInProcess } from './product-in-process';

export const RULE = 'inactive-iam-users';
export const NOW = Date.parse('2026-11-24T08:00:00Z');
export { DAY, HOUR, MINUTE } from './durations';

const TEMPLATE_FILE = join(__dirname, '..', '..', 'cdk.out', 'InactiveIamUsers.template.json');

/** The template as `npm run synth` wrote it; see global-setup.ts. */
export function synthesizedTemplate(): unknown {
  const template: unknown = JSON.parse(readFileSync(TEMPLATE_FILE, 'utf8'));
  return template;
}

/** An inactive user; override what a test is about. */
export function inactiveUser(overrides: Partial<SeedUser> = {}): SeedUser {
  return {
    userName: 'dave',
    createDate: Date.parse('2014-09-27T10:53:55Z'),
    passwordLastUsed: Date.parse('2015-02-15T12:08:33Z'),
    loginProfile: { createDate: Date.parse('2014-09-27T10:54:00Z') },
    ...overrides,
  };
}

/** A user who signed in yesterday. */
export function activeUser(overrides: Partial<SeedUser> = {}): SeedUser {
  return inactiveUser({ userName: 'alice', passwordLastUsed: NOW - DAY, ...overrides });
}

export interface DeployOptions extends Partial<LocalAwsOptions> {
  readonly parameters?: Readonly<Record<string, string>>;
  /** Runs the template's bundle in a worker, which calls the local AWS over HTTP: slower. Else the sources run here. */
  readonly asDeployed?: boolean;
}

/** A local AWS account with the product deployed from its synthesized template. */
export class DeployedAccount {
  private constructor(
    readonly aws: LocalAws,
    readonly stack: Stack,
  ) {}

  static async create(
    users: readonly SeedUser[],
    { parameters = {}, asDeployed = false, ...options }: DeployOptions = {},
  ): Promise<DeployedAccount> {
    const synthesized = synthesizedTemplate();
    const { template, ...environments } = asDeployed
      ? { template: synthesized }
      : productInProcess(synthesized, () => aws.endpoint);
    const aws: LocalAws = await LocalAws.start({ now: NOW, ...environments, ...options });
    try {
      const stack = await aws.deploy(template, parameters);
      for (const user of users) aws.iam.seed(user);
      return new DeployedAccount(aws, stack);
    } catch (error) {
      await aws.close();
      throw error;
    }
  }

  /** The schedule fires: one evaluation, without the remediation that follows it. */
  async evaluate(): Promise<EvaluationRun> {
    return await this.aws.clock.runUntilSettled(this.aws.config.evaluate(RULE));
  }

  /** Users are evaluated; then something happens; then the remediation that Config started runs to its end. */
  async remediateAfter(happen: () => void | Promise<void>): Promise<void> {
    await this.evaluate();
    await happen();
    await this.settle();
  }

  /** Runs everything that was started to its end. @throws if that takes twelve hours: it would never end */
  async settle(): Promise<void> {
    const { clock } = this.aws;
    const limit = clock.alarm(clock.now() + 12 * HOUR, { background: true });
    clock.spawn(async () => {
      await limit.reached;
      throw new Error('12 hours later things still go on');
    });
    await clock.runUntilIdle();
    limit.cancel();
  }

  /** Lets time pass, and runs what comes due. */
  async pass(milliseconds: number): Promise<void> {
    await this.aws.clock.runUntil(this.aws.clock.now() + milliseconds);
  }

  /** Something that happens just before the product's own call of this operation; once. */
  meanwhile(operation: string, happen: () => void | Promise<void>): void {
    let happened = false;
    this.aws.endpoint.interceptors.push(async (call) => {
      if (happened || call.operation !== operation || call.caller === this.aws.operator.arn) return;
      happened = true;
      await happen();
    });
  }

  /** Changes what AWS answers to each call of this operation. */
  alterAnswers(operation: string, alter: (output: object, input: unknown) => object): void {
    alterAnswers(this.aws.endpoint, operation, alter);
  }

  /** Somebody has saved this rule, on the product's function, in the Config console. */
  putRule(name: string, parameters: Readonly<Record<string, string>>): void {
    this.aws.config.putRule({
      ConfigRuleName: name,
      InputParameters: parameters,
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: this.functionArn(),
        SourceDetails: [
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: 'TwentyFour_Hours',
          },
        ],
      },
    });
  }

  /** An administrator's call. */
  async administer(operation: string, input: object): Promise<object> {
    return await this.aws.endpoint.call(this.aws.operator, 'iam', operation, input);
  }

  /** Config's stored results, by user name (the id, if the user is gone). */
  compliance(): Record<string, string> {
    const names = new Map(this.aws.iam.users().map(({ userId, userName }) => [userId, userName]));
    return Object.fromEntries(
      this.aws.config.compliance
        .ofRule(RULE)
        .map(({ resourceId, complianceType, annotation }) => [
          names.get(resourceId) ?? resourceId,
          `${complianceType} ${annotation}`,
        ]),
    );
  }

  hasPassword(userName: string): boolean {
    return this.aws.iam.find(userName)?.loginProfile !== undefined;
  }

  executions(): readonly Execution[] {
    return this.aws.ssm.executions();
  }

  /** The only run of the runbook so far. */
  theExecution(): Execution {
    const [execution, ...others] = this.executions();
    if (!execution || others.length > 0) throw new Error(`${others.length + (execution ? 1 : 0)} runs, not one`);
    return execution;
  }

  /** How often the product (not the administrator) has called each operation; with the error, if it failed. */
  calls(service?: string): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const call of this.aws.endpoint.calls) {
      if (call.caller === this.aws.operator.arn || (service !== undefined && call.service !== service)) continue;
      const name = call.error === undefined ? call.operation : `${call.operation} ${call.error}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  }

  /** The details of the events of this type that the product has put on the bus, oldest first. */
  events(detailType: string): Record<string, unknown>[] {
    return this.putEvents()
      .flat()
      .filter((entry) => entry['DetailType'] === detailType)
      .map((entry): Record<string, unknown> => JSON.parse(String(entry['Detail'])));
  }

  /** The entries of each PutEvents of the product that has been answered, oldest first. */
  putEvents(): Record<string, unknown>[][] {
    return this.aws.endpoint.calls
      .filter(({ operation, error }) => operation === 'PutEvents' && error === undefined)
      .map(({ input }) =>
        isRecord(input) && Array.isArray(input['Entries']) ? input['Entries'].filter(isRecord) : [],
      );
  }

  /** The lines that the product's Lambda has logged, parsed. */
  logs(): unknown[] {
    return Object.values(this.stack.resources)
      .filter(({ type }) => type === 'AWS::Logs::LogGroup')
      .flatMap(({ physicalId }) => this.aws.logs.lines(physicalId))
      .map((line): unknown => JSON.parse(line));
  }

  /** As Config invokes the product's Lambda, with an event that the test chooses. */
  async invokeFunction(event: unknown): Promise<FunctionResult> {
    const { aws } = this;
    const config = {
      principal: 'config.amazonaws.com',
      sourceAccount: aws.account.accountId,
      sourceArn: 'arn:aws:config',
    };
    return await aws.clock.runUntilSettled(aws.lambda.invokeByService(config, this.functionArn(), event));
  }

  functionArn(): string {
    const lambda = Object.values(this.stack.resources).find(({ type }) => type === 'AWS::Lambda::Function');
    return lambda?.attributes['Arn'] ?? '';
  }

  async close(): Promise<void> {
    await this.aws.close();
  }
}

/** The names of the steps that ran, each with its status. */
export function stepsOf(execution: Execution): string[] {
  return execution.steps.filter(({ status }) => status !== 'Pending').map(({ name, status }) => `${name} ${status}`);
}

/** The last confirmation's answer, if any gave one. */
export function answerOf({ steps }: Execution): string | undefined {
  return steps.findLast(({ name, status }) => name.startsWith('Confirm') && status === 'Success')?.outputs[
    'Payload'
  ]?.[0];
}
