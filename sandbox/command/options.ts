import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { parseIsoTime } from './iso-time';
import { UsageError } from './usage-error';

export interface Options {
  /** A file, or `-` for standard input; the sample account where absent. */
  readonly credentialReport?: string;
  /** The stack's default where absent. */
  readonly maxIdleDays?: number;
  /** The stack's default where absent. */
  readonly maxRemovals?: number;
  /** Milliseconds since the epoch; the machine's clock where absent. */
  readonly now?: number;
  readonly remediation: boolean;
  readonly json: boolean;
  /** To stay up: on this port, or on any that is free. */
  readonly serve?: number | 'any port';
}

/** Either what to do, or the help that was asked for. */
export type CommandLine = { readonly options: Options } | { readonly help: string };

/** The ranges of the stack's parameters: said before anything is synthesized. */
const MAX_IDLE_DAYS = { min: 1, max: 3650 } as const;
const MAX_REMOVALS = { min: 0, max: 5000 } as const;

/** @throws UsageError that names the option, the value and what is allowed */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let help = '';
  const command = describe().configureOutput({
    writeOut: (part) => {
      help += part;
    },
    writeErr: () => undefined,
    getOutHelpWidth: () => 80,
  });
  try {
    command.parse([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help };
    throw new UsageError(faultOf(error, command), { cause: error });
  }
  const [argument] = command.args;
  if (argument !== undefined) throw new UsageError(`unexpected argument ${shown(argument)}; ${allowed(command)}`);
  return { options: optionsOf(command.opts()) };
}

function describe(): Command {
  return new Command('npm start --')
    .usage('[options]')
    .description(
      'Deploys the synthesized stack into a local AWS, evaluates and remediates a sample account (or the users of a credential report), and shows what happened. No real account is contacted.',
    )
    .option(
      '--credential-report <file>',
      'load the users from a credential report as IAM makes it (CSV); - is stdin',
      fileName,
    )
    .option(
      '--max-idle-days <n>',
      "deploy with this MaxIdleDays, 1 to 3650 (default: the stack's own, 90)",
      wholeNumber(MAX_IDLE_DAYS),
    )
    .option(
      '--max-removals <n>',
      "deploy with this MaxRemovals, 0 to 5000; 0 stops every removal (default: the stack's own, 10)",
      wholeNumber(MAX_REMOVALS),
    )
    .option('--now <time>', 'when it is, ISO 8601, e.g. 2026-11-24T08:00:00Z (default: now)', time)
    .option('--no-remediation', 'deploy with AutomaticRemediation=false: evaluate only')
    .option('--json', 'print one JSON document instead of the text')
    .option('--serve [port]', 'then stay up for the AWS CLI on 127.0.0.1 (default: a free port)', port)
    .helpOption('-h, --help', 'show this')
    .showSuggestionAfterError(false)
    .allowExcessArguments()
    .exitOverride()
    .addHelpText(
      'after',
      '\nWith --json or --serve, "npm --silent start" keeps the lines of npm itself off\nthe output. Exit status: 0 done (inactive users are no error), 1 something\nfailed, 2 wrong usage or unreadable input.',
    );
}

function optionsOf(given: Record<string, unknown>): Options {
  const { credentialReport, maxIdleDays, maxRemovals, now, serve } = given;
  if (given['json'] === true && serve !== undefined) {
    throw new UsageError(
      "option '--json' cannot be used with '--serve', whose output is the export lines; give one of them",
    );
  }
  return {
    remediation: given['remediation'] !== false,
    json: given['json'] === true,
    ...(typeof credentialReport === 'string' && { credentialReport }),
    ...(typeof maxIdleDays === 'number' && { maxIdleDays }),
    ...(typeof maxRemovals === 'number' && { maxRemovals }),
    ...(typeof now === 'number' && { now }),
    ...(serve !== undefined && { serve: typeof serve === 'number' ? serve : ('any port' as const) }),
  };
}

function fileName(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must name a file, or be - for standard input.');
  return value;
}

function wholeNumber({ min, max }: { readonly min: number; readonly max: number }): (value: string) => number {
  return (value) => {
    const number = /^[0-9]{1,4}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= min && number <= max)) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return number;
  };
}

function time(value: string): number {
  const milliseconds = parseIsoTime(value);
  if (milliseconds === undefined || milliseconds < 0) {
    throw new InvalidArgumentError(
      'It must be an ISO 8601 time with its zone, e.g. 2026-11-24T08:00:00Z, or a date, from 1970 on.',
    );
  }
  return milliseconds;
}

function port(value: string): number {
  const number = /^[0-9]{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= 1 && number <= 65_535)) throw new InvalidArgumentError('It must be a port, 1 to 65535.');
  return number;
}

function faultOf({ code, message }: CommanderError, command: Command): string {
  const fault = message.replace(/^error: /, '').replaceAll(/\s+/g, ' ');
  if (code === 'commander.optionMissingArgument') return `${fault}; --help says what it takes`;
  return code === 'commander.unknownOption' ? `${fault}; ${allowed(command)}` : fault;
}

function allowed(command: Command): string {
  return `the options are ${[...command.options.map(({ long }) => long), '--help'].join(', ')}`;
}

function shown(value: string): string {
  return `'${value.replaceAll(/\s+/g, ' ')}'`;
}
