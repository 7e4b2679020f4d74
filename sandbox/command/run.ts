import { once } from 'node:events';
import { setTimeout as realSleep } from 'node:timers/promises';
import { LocalAws, type LocalAwsOptions } from '../index';
import type { Chunks } from '../../audit/credential-report/decode';
import { loadCredentialReport } from './credential-report';
import { systemCodeOf, textOf, UsageError } from './errors';
import { type Options, parseCommandLine } from './options';
import { Progress, type ProgressStream } from './progress';
import { summary } from './render/summary';
import { paintFor, widthOf } from './render/text';
import { verbose } from './render/verbose';
import type { ScenarioResult } from './result';
import { sampleAccount } from './sample-account';
import { runScenario } from './scenario';
import { exportLines, hints, realTime, serve } from './serve';
import { synthesize } from './synthesize';

/** How long the local AWS may take to close after a signal. */
const GRACE_MS = 500;

/** What the command uses of its process. */
interface Surroundings {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly machineTime: () => number;
  /** Milliseconds, never decreasing. */
  readonly uptime: () => number;
  readonly stdin: Chunks;
  readonly stdout: ProgressStream;
  readonly stderr: ProgressStream;
  /** Calls with each line of standard input from now on. */
  readonly onLine: (take: (line: string) => void) => void;
  /** Aborted by SIGINT and SIGTERM from the first call on. */
  readonly stopSignal: () => AbortSignal;
}

/** @returns the exit status: 0 done, 1 something failed, 2 wrong usage or unreadable input */
export async function runCommand(surroundings: Surroundings): Promise<0 | 1 | 2> {
  const { args, stdout, stderr, environment } = surroundings;
  try {
    const commandLine = parseCommandLine(args);
    if ('options' in commandLine) return await runUntilStopped(commandLine.options, surroundings);
    stdout.write(commandLine.help);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`error: ${error.message}\n`);
      return 2;
    }
    stderr.write(`failed: ${textOf(error, Boolean(environment['DEBUG']))}\n`);
    return 1;
  }
}

/** With --serve, a signal ends the command at once and with success, whatever it is doing. */
async function runUntilStopped(options: Options, surroundings: Surroundings): Promise<0 | 1> {
  if (options.serve === undefined) return await runAccount(options, surroundings);
  const signal = surroundings.stopSignal();
  const stopped = once(signal, 'abort').then(() => realSleep(GRACE_MS));
  try {
    await Promise.race([runAccount(options, surroundings, signal), stopped]);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return 0;
}

async function runAccount(options: Options, surroundings: Surroundings, signal?: AbortSignal): Promise<0 | 1> {
  const { environment, machineTime, uptime, stdin, stdout, stderr } = surroundings;
  const progress = new Progress(stderr);
  const time = realTime(uptime);
  const now = Math.floor((options.now ?? machineTime()) / 1000) * 1000;
  const population =
    options.credentialReport === undefined
      ? sampleAccount(now)
      : // npm runs scripts in the project's folder, and names the folder that it was called from.
        await loadCredentialReport(options.credentialReport, {
          stdin,
          folder: environment['INIT_CWD'] ?? process.cwd(),
          now,
        });
  const aws = await start({ now, account: population.account, drift: time.passed }, options.serve);
  try {
    progress.watch('synthesizing the stack');
    const template = await synthesize(environment, signal);
    const parameters = { ...population.parameters, ...parametersOf(options) };
    const stack = await aws.deploy(template, parameters, 'InactiveIamUsers');
    population.load(aws, Number(stack.parameters['MaxIdleDays']));
    const result = await runScenario(aws, stack, population, progress.watch);
    progress.end();
    if (signal) {
      stdout.write(exportLines(aws));
      stderr.write(hints(result, aws.url));
    } else {
      stdout.write(output(result, options, surroundings));
    }
    for (const failure of result.failures) stderr.write(`failed: ${failure}\n`);
    if (signal) {
      time.start();
      await serve(aws, result.stack.ruleName, signal, surroundings);
    }
    return result.failures.length > 0 ? 1 : 0;
  } finally {
    progress.end();
    await aws.close();
  }
}

function output(result: ScenarioResult, options: Options, { stdout, environment }: Surroundings): string {
  if (options.json) return `${JSON.stringify(result, null, 2)}\n`;
  const paint = paintFor(stdout, environment);
  return options.verbose ? verbose(result, paint) : summary(result, { width: widthOf(stdout), paint });
}

/** @throws UsageError if the port cannot be used */
async function start(options: LocalAwsOptions, port: Options['serve']): Promise<LocalAws> {
  try {
    return await LocalAws.start({ ...options, ...(typeof port === 'number' && { port }) });
  } catch (error) {
    const code = systemCodeOf(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is in use' : 'is not allowed for this user';
    throw new UsageError(`--serve: port ${port} ${why}; give another, or none for a free one`, { cause: error });
  }
}

function parametersOf({ maxIdleDays, maxRemovals, remediation }: Options): Record<string, string> {
  return {
    AutomaticRemediation: String(remediation),
    NotificationEmail: 'security@example.com',
    ...(maxIdleDays !== undefined && { MaxIdleDays: String(maxIdleDays) }),
    ...(maxRemovals !== undefined && { MaxRemovals: String(maxRemovals) }),
  };
}
