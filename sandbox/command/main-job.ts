import { once } from 'node:events';
import { setTimeout as realSleep } from 'node:timers/promises';
import { LocalAws } from '../index';
import { readCredentialReport } from './credential-report-file';
import { messageOf, stackOf, systemCodeOf } from './error-text';
import { type Options, parseCommandLine } from './options';
import { Progress, type ProgressStream } from './progress';
import { paintFor } from './render/paint';
import { report } from './render/report';
import type { ScenarioResult } from './result';
import { sampleAccount } from './sample-account';
import { runScenario } from './scenario';
import { exportLines, hints, keepAlive, RealTime } from './serve';
import { synthesize } from './synthesize';
import { UsageError } from './usage-error';

/** How long a local AWS that is told to stop may take to close. */
const GRACE_MS = 500;

/** The process around the main job. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly machineTime: () => number;
  /** Milliseconds, never going back. */
  readonly uptime: () => number;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
  /** Aborted by SIGINT and SIGTERM from the first call on. */
  readonly stopSignal: () => AbortSignal;
}

/** @returns the exit status: 0 done, 1 something failed, 2 wrong usage or unreadable input */
export async function runMain(surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { args, stdout, stderr, environment } = surroundings;
  try {
    const commandLine = parseCommandLine(args);
    if ('options' in commandLine) return await new MainJob(commandLine.options, surroundings).run();
    stdout.write(commandLine.help);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`error: ${error.message}\n`);
      return 2;
    }
    stderr.write(`failed: ${environment['DEBUG'] ? stackOf(error) : messageOf(error)}\n`);
    return 1;
  }
}

class MainJob {
  private readonly progress: Progress;
  private readonly time: RealTime;

  constructor(
    private readonly options: Options,
    private readonly surroundings: Surroundings,
  ) {
    this.progress = new Progress(surroundings.stderr);
    this.time = new RealTime(surroundings.uptime);
  }

  async run(): Promise<0 | 1> {
    if (this.options.serve === undefined) return await this.work();
    const signal = this.surroundings.stopSignal();
    const stopped = once(signal, 'abort').then(() => realSleep(GRACE_MS));
    try {
      await Promise.race([this.work(signal), stopped]);
    } catch (error) {
      // What it was at when it was told to stop does not matter any more.
      if (!signal.aborted) throw error;
    }
    return 0;
  }

  private async work(signal?: AbortSignal): Promise<0 | 1> {
    const { credentialReport, now } = this.options;
    const wholeNow = Math.floor((now ?? this.surroundings.machineTime()) / 1000) * 1000;
    const population =
      credentialReport === undefined
        ? sampleAccount(wholeNow)
        : await readCredentialReport(credentialReport, this.folder(), wholeNow);
    const aws = await this.start(wholeNow, population.account);
    try {
      this.progress.watch('synthesizing the stack');
      const template = await synthesize(this.surroundings.environment, signal);
      const stack = await aws.deploy(template, { ...population.parameters, ...this.parameters() }, 'InactiveIamUsers');
      population.load(aws, Number(stack.parameters['MaxIdleDays']));
      const result = await runScenario(aws, stack, population, this.progress.watch);
      this.progress.end();
      this.show(result, aws);
      if (signal) await this.serve(aws, signal);
      return result.failures.length > 0 ? 1 : 0;
    } finally {
      this.progress.end();
      await aws.close();
    }
  }

  /** Where the user is: npm runs its scripts in the project's folder, and says where it was called. */
  private folder(): string {
    return this.surroundings.environment['INIT_CWD'] ?? process.cwd();
  }

  /** @throws UsageError where the port cannot be had */
  private async start(now: number, account: LocalAws['account']): Promise<LocalAws> {
    const { serve } = this.options;
    const drift = this.time.passed;
    try {
      return await LocalAws.start({ now, account, drift, ...(typeof serve === 'number' && { port: serve }) });
    } catch (error) {
      const code = systemCodeOf(error);
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
      const why = code === 'EADDRINUSE' ? 'is taken' : 'may not be used by this user';
      throw new UsageError(`--serve: the port ${serve} ${why}; give another, or none for one that is free`, {
        cause: error,
      });
    }
  }

  private parameters(): Record<string, string> {
    const { maxIdleDays, maxRemovals, remediation } = this.options;
    return {
      AutomaticRemediation: String(remediation),
      NotificationEmail: 'security@example.com',
      ...(maxIdleDays !== undefined && { MaxIdleDays: String(maxIdleDays) }),
      ...(maxRemovals !== undefined && { MaxRemovals: String(maxRemovals) }),
    };
  }

  private show(result: ScenarioResult, aws: LocalAws): void {
    const { stdout, stderr, environment } = this.surroundings;
    const { json, serve } = this.options;
    if (serve !== undefined) {
      stdout.write(exportLines(aws));
      stderr.write(hints(result, aws.url));
    } else {
      stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : report(result, paintFor(stdout, environment)));
    }
    for (const failure of result.failures) stderr.write(`failed: ${failure}\n`);
  }

  private async serve(aws: LocalAws, signal: AbortSignal): Promise<void> {
    this.time.start();
    await keepAlive(aws, signal, (error) => this.surroundings.stderr.write(`failed: ${messageOf(error)}\n`));
  }
}
