import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError, LocalAws, type LocalAwsOptions, type SeedUser } from '../../../sandbox/index';
import { NOW, synthesizedTemplate } from '../../support/deployed-account';
import { productInProcess } from '../../support/product-in-process';
import type { Check } from '../../../audit/checks/checks';
import { acceptanceClients } from '../clients';
import { acceptance } from '../command';
import { NAME } from '../context';
import { PROBE_FUNCTION } from '../facts/probe-function';
import { PROBE } from '../facts/probe-template';
import { localContext } from './local-context';
import { ProbeInProcess } from './probe-in-process';
import { parseResults, type Results } from '../results';

/** An account of the local AWS in which the acceptance run is run, in this process and on its clock. */
export class AcceptanceAccount {
  readonly accountId: string;
  /** What is typed if the command asks; without it, there is no terminal. */
  typed: string | undefined;
  /** What the last command has written to standard output and to standard error. */
  output = '';
  errors = '';
  private readonly folder = mkdtempSync(join(tmpdir(), 'acceptance-'));

  private constructor(
    readonly aws: LocalAws,
    template: unknown,
  ) {
    this.accountId = aws.account.accountId;
    writeFileSync(this.fileOf('inactive-iam-users.template.json'), JSON.stringify(template));
  }

  static async create(
    users: readonly SeedUser[] = [],
    options: Partial<LocalAwsOptions> = {},
  ): Promise<AcceptanceAccount> {
    const { template, startEnvironment } = productInProcess(synthesizedTemplate(), () => aws.endpoint);
    const aws: LocalAws = await LocalAws.start({
      now: NOW,
      startEnvironment: (definition, variables, clock, caller) =>
        definition.code === PROBE_FUNCTION
          ? new ProbeInProcess(clock, aws.endpoint, caller)
          : startEnvironment(definition, variables, clock, caller),
      ...options,
    });
    aws.config.startSchedule();
    for (const user of users) aws.iam.seed(user);
    return new AcceptanceAccount(aws, template);
  }

  /** `npm run acceptance -- COMMAND --account ID`. @returns the exit status */
  async run(command: string, ...options: readonly string[]): Promise<number> {
    const account = options.includes('--account') ? [] : ['--account', this.accountId];
    return await this.start(command, ...account, ...options);
  }

  /** `npm run acceptance -- ARGS`. @returns the exit status */
  async start(...args: readonly string[]): Promise<number> {
    const { clock, account } = this.aws;
    this.output = '';
    this.errors = '';
    const {
      time,
      accountId: _id,
      partition: _partition,
      region: _region,
      tell: _tell,
      ...clients
    } = localContext(this.aws);
    const work = acceptance(args, {
      // A profile is for AWS.
      clientsOf: async ({ profile, region = account.region }) =>
        profile === undefined
          ? { ...clients, region: async () => region }
          : await acceptanceClients({ profile, region }, {}),
      time,
      ask: async (question) => {
        this.errors += question;
        return this.typed;
      },
      folder: this.folder,
      version: '1.2.3',
      stdout: { write: (text) => void (this.output += text), columns: 100 },
      stderr: { write: (text) => void (this.errors += text) },
      environment: {},
    });
    return await clock.runUntilSettled(work);
  }

  /** The exit status of the command, and what it has written to standard error: one line, as `saying` expects it. */
  async refusalOf(command: string, ...options: readonly string[]): Promise<{ status: number; errors: string }> {
    const status = await this.run(command, ...options);
    return { status, errors: this.errors };
  }

  /** An error of AWS that comes once, perhaps not before another operation has been called. */
  failOnce(operation: string, after?: string): void {
    const { endpoint, operator } = this.aws;
    let fails = after === undefined;
    endpoint.interceptors.push((call) => {
      if (call.operation === after) fails = true;
      if (!fails || call.operation !== operation || call.caller !== operator.arn) return;
      fails = false;
      throw new AwsError('InternalFailure', 'try again', 500);
    });
  }

  /** Lets time pass, and runs what comes due. */
  async pass(milliseconds: number): Promise<void> {
    const { clock } = this.aws;
    await clock.runUntil(clock.now() + milliseconds);
  }

  /** The results, as the JSON file has them. */
  results(): Results {
    const results = parseResults(readFileSync(this.resultsFile(), 'utf8'));
    if (!results) throw new Error('the command cannot read what it has written');
    return results;
  }

  /** The checks that have failed in either phase. */
  failedChecks(): readonly Check[] {
    return this.results().steps.flatMap(({ checks }) => checks.filter(({ ok }) => !ok));
  }

  /** What the run has made and is still there: stacks, users, roles, rules, documents and the queue. */
  present(): string[] {
    const { stacks, iam, roles, config, ssm, sqs } = this.aws;
    const documents = new Set(ssm.executions().map(({ documentName }) => documentName));
    return [
      ...stacks.all().map(({ name }) => `stack ${name}`),
      ...iam.users().map(({ path, userName }) => `user ${path}${userName}`),
      ...roles.all().map(({ arn }) => arn),
      ...[NAME, PROBE].filter((name) => config.hasRule(name)).map((name) => `rule ${name}`),
      ...[...documents].filter((name) => ssm.defaultVersion(name) !== undefined).map((name) => `document ${name}`),
      ...(sqs.has(sqs.arnOf(NAME)) ? [`queue ${NAME}`] : []),
    ];
  }

  resultsFile(extension: 'json' | 'md' = 'json'): string {
    return this.fileOf(`acceptance-${this.accountId}.${extension}`);
  }

  fileOf(name: string): string {
    return join(this.folder, name);
  }

  async close(): Promise<void> {
    rmSync(this.folder, { recursive: true });
    await this.aws.close();
  }
}

/** A refusal whose only line matches this. */
export function saying(text: string): object {
  return { status: 2, errors: expect.stringMatching(new RegExp(`^[^\\n]*${text}[^\\n]*\\n$`)) };
}
