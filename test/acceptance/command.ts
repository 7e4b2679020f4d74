import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { errorText, isBug, UnreadableInput } from '../../audit/aws/errors';
import { renderChecks } from '../../audit/checks/checks';
import { refuseEmpty } from '../../audit/command/contradictions';
import { parseRegion } from '../../audit/command/options';
import { look } from '../../audit/text/look';
import { printable } from '../../audit/text/printable';
import { oneLine } from '../../audit/text/text';
import type { Context } from './context';
import { begin, clean, finish } from './phases';
import { Refusal, StepFailed } from './errors';
import { refuseOtherAccount } from './refusals';
import { AcceptanceRun, type Surroundings } from './acceptance-run';

const EXIT_STATUS = `
Exit status:
  0  all checks passed
  1  a check failed
  2  refused before anything was made or changed, or wrong usage
  3  AWS answered with an error: start the same command again, and it goes on with that step
  70 a bug`;

interface Options {
  readonly account?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Clients with the credentials of the profile, in the region. */
export type Clients = Omit<Context, 'time' | 'accountId' | 'region' | 'partition' | 'tell'> & {
  readonly region: () => Promise<string>;
};

/** What the command finds outside of itself. */
export interface CommandSurroundings extends Surroundings {
  readonly clientsOf: (options: Options) => Promise<Clients>;
  readonly time: Context['time'];
  /** Shows the question and waits for a line. @returns undefined if there is no terminal */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly stderr: { write(text: string): unknown };
}

/** `npm run acceptance`. @returns the exit status @throws bugs */
export async function acceptance(args: readonly string[], surroundings: CommandSurroundings): Promise<0 | 1 | 2 | 3> {
  let status: 0 | 1 = 0;
  const program = configured(new Command('npm run acceptance --'), surroundings)
    .description('Proves the product in an empty AWS account; see docs/acceptance.md.')
    .hook('preAction', (_program, called) => refuseEmpty(called));
  const add = (name: string, description: string, phase: (run: AcceptanceRun) => Promise<0 | 1>) =>
    configured(program.command(name), surroundings)
      .description(description)
      .option('--account <id>', 'the account, to be sure that it is the right one (default: asks for it)', parseAccount)
      .option('--profile <name>', 'AWS profile (default: the default credential chain)')
      .option('--region <region>', 'AWS region (default: from the profile or AWS_REGION)', parseRegion)
      .addHelpText('after', EXIT_STATUS)
      .action(async (options: Options) => void (status = await phase(await runFor(options, surroundings))));
  add('begin', 'Makes users and two stacks, and checks what can be seen within an hour or two.', begin);
  add('finish', 'A day later: lets the runbook delete passwords, checks all of it, and removes what was made.', finish);
  add('clean', 'Removes what was made. Safe at any time.', clean);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    return statusOf(error, surroundings);
  }
}

function configured(command: Command, { stdout, stderr }: CommandSurroundings): Command {
  return command.exitOverride().configureOutput({
    outputError: () => undefined,
    writeOut: (text) => void stdout.write(text),
    writeErr: (text) => void stderr.write(text),
  });
}

/** @throws Refusal if the credentials are another account's */
async function runFor(options: Options, surroundings: CommandSurroundings): Promise<AcceptanceRun> {
  const { region: regionOf, ...clients } = await surroundings.clientsOf(options);
  // First, because it refuses a profile that does not exist.
  const region = await regionOf();
  const { time, stderr, ask } = surroundings;
  const { accountId, partition } = await refuseOtherAccount(clients.sts, options.account, ask);
  const tell = (line: string) => void stderr.write(`${line}\n`);
  return new AcceptanceRun({ ...clients, time, accountId, partition, region, tell }, surroundings);
}

/** Says what was thrown. @returns the exit status @throws bugs */
function statusOf(error: unknown, { stdout, stderr, environment }: CommandSurroundings): 0 | 2 | 3 {
  const say = (message: string) => void stderr.write(`${printable(oneLine(message))}\n`);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // Without a command, commander has shown the help.
    if (error.code !== 'commander.help') say(error.message);
    return 2;
  }
  if (error instanceof Refusal) {
    if (error.checks.length > 0) stdout.write(renderChecks(error.checks, look(stdout, environment)));
    say(`refused: ${error.message}`);
    return 2;
  }
  if (error instanceof UnreadableInput) {
    say(`error: ${error.message}`);
    return 2;
  }
  const cause = error instanceof StepFailed ? error.cause : error;
  if (isBug(cause)) throw cause;
  const where = error instanceof StepFailed ? `${error.message}; start the same command again to repeat it: ` : '';
  say(`${where}${errorText(cause)}`);
  return 3;
}

function parseAccount(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('It must be an account id of 12 digits.');
  return text;
}
