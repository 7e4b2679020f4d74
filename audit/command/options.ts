import { Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS, type Format } from '../formats/report-writer';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME, parameterTexts } from '../../rule/decision/default-parameters';
import { InvalidParameter } from '../../rule/decision/errors';
import { parseRuleParameters, type RuleParameters } from '../../rule/decision/parameters';
import { refuseContradictions } from './contradictions';
import { EXIT_STATUS } from './failure';

export interface AccountOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly ruleName: string;
}

export interface AuditOptions extends AccountOptions {
  readonly credentialReport?: string;
  readonly parameters: RuleParameters;
  readonly now?: Date;
  readonly format: Format;
  /** What exit status 1 means. */
  readonly failOn: 'inactive' | 'none';
}

export interface VerifyOptions extends AccountOptions {
  readonly format: 'table' | 'json';
}

export interface PreflightOptions extends VerifyOptions {
  readonly parameters: RuleParameters;
}

interface Actions {
  audit(options: AuditOptions): Promise<void>;
  preflight(options: PreflightOptions): Promise<void>;
  verify(options: VerifyOptions): Promise<void>;
  /** The local AWS has options of its own. */
  sandbox(args: readonly string[]): Promise<void>;
}

/** Wrong usage throws a CommanderError, which failure.ts makes a line of. */
export function program(version: string, actions: Actions): Command {
  const command = new Command('inactive-iam-users')
    .description('Finds IAM users with an unused console password; see the README.')
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  withParameters(
    withAccount(
      command
        .command('audit')
        .description('Shows who would be affected, from a live account or a saved credential report. Read-only.'),
    ).option(
      '--credential-report <file>',
      'use a downloaded credential report instead of the account; - for standard input',
    ),
  )
    .option('--now <time>', 'time of the verdicts, ISO 8601 (default: now)', parseTime)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('table'))
    .addOption(
      new Option('--fail-on <what>', 'what exits with 1: inactive users, or none')
        .choices(['inactive', 'none'])
        .default('inactive'),
    )
    .addOption(new Option('--preflight').hideHelp())
    .action((raw: RawAudit, audit: Command) => {
      if (raw.preflight) audit.error('error: audit --preflight is now a command of its own: preflight');
      refuseContradictions(audit);
      return actions.audit({ ...raw, parameters: parametersOf(raw, audit) });
    });
  withParameters(
    withChecks(
      command
        .command('preflight')
        .description('Checks before a deployment whether account and region are ready for it. Read-only.'),
    ),
  ).action((raw: RawPreflight, preflight: Command) =>
    actions.preflight({ ...raw, parameters: parametersOf(raw, preflight) }),
  );
  withChecks(
    command.command('verify').description('Checks after the deployment whether rule and remediation work. Read-only.'),
  ).action((raw: VerifyOptions) => actions.verify(raw));
  command
    .command('sandbox')
    .description('Runs the stack in a local AWS with a sample account; sandbox --help shows its options.')
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action((args: string[]) => actions.sandbox(args));
  return command;
}

interface RawParameters {
  readonly maxIdleDays?: string;
  readonly exemptTagKey?: string;
  readonly exemptUsers?: string;
}

type RawAudit = Omit<AuditOptions, 'parameters'> & RawParameters & { readonly preflight?: boolean };
type RawPreflight = VerifyOptions & RawParameters;

function withAccount(command: Command): Command {
  return command
    .option('--profile <name>', 'AWS profile (default: the default credential chain)')
    .option('--region <region>', 'AWS region (default: from the profile or AWS_REGION)', parseRegion)
    .option('--rule-name <name>', 'name of the Config rule', DEFAULT_RULE_NAME)
    .option('--debug', 'show the stack of a bug')
    .addHelpText('after', EXIT_STATUS);
}

function withChecks(command: Command): Command {
  return withAccount(command).addOption(
    new Option('--format <format>', 'output format').choices(['table', 'json']).default('table'),
  );
}

function withParameters(command: Command): Command {
  return command
    .option('--max-idle-days <n>', `days without activity, 1 to 3650 (default: ${DEFAULT_PARAMETERS.maxIdleDays})`)
    .option('--exempt-tag-key <key>', `key of the exemption tag (default: ${DEFAULT_PARAMETERS.exemptTagKey})`)
    .option('--exempt-users <list>', 'names or path/name patterns, comma-separated, e.g. break-glass/*');
}

/** Parsed as the rule does. Without warnDays, because the audit has its own notion of upcoming users. */
function parametersOf({ maxIdleDays, exemptTagKey, exemptUsers }: RawParameters, command: Command): RuleParameters {
  const defaults = parameterTexts({ ...DEFAULT_PARAMETERS, warnDays: [] });
  const texts = {
    ...defaults,
    maxIdleDays: maxIdleDays ?? defaults.maxIdleDays,
    exemptTagKey: exemptTagKey ?? defaults.exemptTagKey,
    exemptUsers: exemptUsers ?? defaults.exemptUsers,
  };
  try {
    return parseRuleParameters(JSON.stringify(texts));
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    return command.error(`error: ${error.message.replace(/^\w+/, flagOf)}`);
  }
}

/** An option as it is typed: `maxIdleDays` is `--max-idle-days`. */
function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Only its form: whether AWS has the region is AWS's to say. */
function parseRegion(text: string): string {
  if (!/^[a-z]+(-[a-z]+)+-\d+$/.test(text)) throw new InvalidArgumentError('It must be a region such as eu-west-1.');
  return text;
}

function parseTime(text: string): Date {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? new Date(text)
    : undefined;
  if (!time || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('It must be a time such as 2026-11-24T08:00:00Z.');
  }
  return time;
}
