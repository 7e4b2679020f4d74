import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { parseIsoTime } from './iso-time';
import { UsageError } from './errors';

export interface Options {
  /** A file, or `-` for standard input; without it, the sample account. */
  readonly credentialReport?: string;
  /** Without it, the stack's default. */
  readonly maxIdleDays?: number;
  /** Without it, the stack's default. */
  readonly maxRemovals?: number;
  /** Milliseconds since the epoch; without it, the machine's clock. */
  readonly now?: number;
  readonly remediation: boolean;
  readonly json?: true;
  readonly verbose?: true;
  /** The port on which to keep running; true: any free one. */
  readonly serve?: number | true;
}

/** Either what to do, or the help that was asked for. */
type CommandLine = { readonly options: Options } | { readonly help: string };

/** @throws UsageError that names the option, the value and what is allowed */
export function parseCommandLine(args: readonly string[]): CommandLine {
  let help = '';
  const command = describe().configureOutput({
    writeOut: (part) => void (help += part),
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
  if (argument !== undefined) {
    throw new UsageError(`unexpected argument '${oneLine(argument)}'; ${allowed(command)}`);
  }
  return { options: command.opts<Options>() };
}

/** The ranges are those of the stack's parameters, checked before anything is synthesized. */
function describe(): Command {
  return new Command('npm start --')
    .usage('[options]')
    .description(
      'Deploys the synthesized stack into a local AWS, evaluates and remediates a sample account (or the users of a credential report) and shows what happened. It never contacts a real account.',
    )
    .option('--credential-report <file>', 'load the users from an IAM credential report (CSV); - is stdin', fileName)
    .option('--max-idle-days <n>', "the stack's MaxIdleDays, 1 to 3650 (default: 90)", wholeNumber(1, 3650))
    .option(
      '--max-removals <n>',
      "the stack's MaxRemovals, 0 to 5000; 0 deletes nothing (default: 10)",
      wholeNumber(0, 5000),
    )
    .option('--now <time>', "the local AWS's time, ISO 8601, e.g. 2026-11-24T08:00:00Z (default: now)", time)
    .option('--no-remediation', 'only evaluate: deploy with AutomaticRemediation=false')
    .addOption(new Option('--verbose', 'show every verdict, run, message and API call').conflicts(['json', 'serve']))
    .option('--json', 'print one JSON document')
    .addOption(
      new Option('--serve [port]', 'keep the local AWS running on 127.0.0.1 for the AWS CLI (default: a free port)')
        .argParser(wholeNumber(1, 65_535))
        .conflicts('json'),
    )
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments()
    .exitOverride()
    .addHelpText(
      'after',
      '\nWith --json or --serve, run "npm --silent start" to keep the lines of npm out of\nthe output. Exit status: 0 done (even if users are inactive), 1 something\nfailed, 2 wrong usage or unreadable input.',
    );
}

function fileName(value: string): string {
  if (value === '') throw new InvalidArgumentError('It must name a file, or be - for standard input.');
  return value;
}

function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = /^[0-9]{1,5}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

function time(value: string): number {
  const milliseconds = parseIsoTime(value);
  if (milliseconds !== undefined && milliseconds >= 0) return milliseconds;
  throw new InvalidArgumentError(
    'It must be a date, or an ISO 8601 time with its zone, e.g. 2026-11-24T08:00:00Z, from 1970 on.',
  );
}

/** On one line, with the option as it is typed: without the name of its value. */
function faultOf({ code, message }: CommanderError, command: Command): string {
  const fault = oneLine(message.replace(/^error: /, '').replaceAll(/(?<='--[\w-]+) [<[]\w+[>\]](?=')/g, ''));
  if (code === 'commander.optionMissingArgument') return `${fault}; see --help`;
  return code === 'commander.unknownOption' ? `${fault}; ${allowed(command)}` : fault;
}

function allowed(command: Command): string {
  return `the options are ${[...command.options.map(({ long }) => long), '--help'].join(', ')}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
