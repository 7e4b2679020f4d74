import { Command, InvalidArgumentError, Option } from 'commander';
import type { OrganizationOptions } from '../accounts/organization';
import { FORMATS, type Format } from '../formats/report-writer';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME } from '../../rule/decision/default-parameters';
import { InvalidParameter } from '../../rule/decision/errors';
import { parseParameter, type RuleParameters } from '../../rule/decision/parameters';
import { parseTime } from '../credential-report/time';
import { refuseContradictions, refuseEmpty } from './contradictions';
import { EXIT_STATUS } from './failure';

export interface AccountOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly ruleName: string;
}

export interface AuditOptions extends Omit<AccountOptions, 'profile'>, Omit<OrganizationOptions, 'roleName'> {
  readonly profile?: readonly string[];
  /** Files and folders; `-` for standard input. */
  readonly credentialReport?: readonly string[];
  /** With --organization only. */
  readonly roleName?: string;
  /** The name of a Config aggregator. */
  readonly aggregator?: string;
  /** The parameters that were given. */
  readonly overrides: Partial<RuleParameters>;
  /** The same with the defaults. */
  readonly parameters: RuleParameters;
  readonly ownerTag?: string;
  readonly now?: Date;
  readonly format: Format;
  /** Files that the answer is also written to. */
  readonly save?: readonly string[];
  readonly excel: boolean;
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
    .hook('preAction', (_program, called) => refuseEmpty(called))
    .configureOutput({ outputError: () => undefined });
  withParameters(
    withAccount(
      command
        .command('audit')
        .description(
          'Shows who would be affected: in one account or in many, or by saved credential reports. Read-only.',
        ),
      new Option('--profile <names...>', 'AWS profiles, an account each (default: the default credential chain)'),
    )
      .option(
        '--credential-report <files...>',
        'read downloaded credential reports, or folders of them; - for standard input',
      )
      .option('--organization', "read all active accounts of the caller's organization, with a role in each")
      .option('--role-name <name>', 'the name of that role')
      .option('--external-id <id>', "the external id that the role's trust policy asks for")
      .option('--session-name <name>', "the name of the role's sessions", 'inactive-iam-users-audit')
      .option('--accounts <ids>', 'only the accounts with these ids, comma-separated', parseAccountIds)
      .option('--exclude <ids>', 'not the accounts with these ids, comma-separated', parseAccountIds)
      .option('--aggregator <name>', "read what Config's aggregator stores of the deployed rule in all accounts"),
    (name) => `the deployed rule's, or ${String(DEFAULT_PARAMETERS[name])}`,
  )
    .option(
      '--max-removals <n>',
      `the cap, 0 to 5000 (default: the deployed rule's, or ${DEFAULT_PARAMETERS.maxRemovals})`,
    )
    .option('--owner-tag <key>', "show the value of this tag, e.g. to name a user's owner")
    .option('--now <time>', 'time of the verdicts, ISO 8601 (default: now)', parseNow)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('table'))
    .option('--save <files...>', 'also write the answer to files, in the formats that .html, .md, .json and .csv name')
    .option('--excel', 'begin the CSV with a byte-order mark, without which Excel misreads UTF-8', false)
    .addOption(
      new Option('--fail-on <what>', 'what exits with 1: inactive users, or none')
        .choices(['inactive', 'none'])
        .default('inactive'),
    )
    .addOption(new Option('--preflight').hideHelp())
    .action((raw: RawAudit, audit: Command) => {
      if (raw.preflight) audit.error('error: audit --preflight is now a command of its own: preflight');
      refuseContradictions(audit);
      if ((raw.roleName ?? raw.aggregator) !== undefined && (raw.profile?.length ?? 0) > 1) {
        audit.error('error: --organization and --aggregator need one --profile: the one that calls');
      }
      return actions.audit({ ...raw, ...parametersOf(raw, audit) });
    });
  withParameters(
    withChecks(
      command
        .command('preflight')
        .description('Checks before a deployment whether account and region are ready for it. Read-only.'),
    ),
  ).action((raw: RawPreflight, preflight: Command) => actions.preflight({ ...raw, ...parametersOf(raw, preflight) }));
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
  readonly maxRemovals?: string;
}

type RawAudit = Omit<AuditOptions, 'parameters' | 'overrides'> & RawParameters & { readonly preflight?: boolean };
type RawPreflight = VerifyOptions & RawParameters;

function withAccount(
  command: Command,
  profile = new Option('--profile <name>', 'AWS profile (default: the default credential chain)'),
): Command {
  return command
    .addOption(profile)
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

function withParameters(
  command: Command,
  defaultOf = (name: keyof RuleParameters) => String(DEFAULT_PARAMETERS[name]),
): Command {
  return command
    .option('--max-idle-days <n>', `days without activity, 1 to 3650 (default: ${defaultOf('maxIdleDays')})`)
    .option('--exempt-tag-key <key>', `key of the exemption tag (default: ${defaultOf('exemptTagKey')})`)
    .option('--exempt-users <list>', 'names or path/name patterns, comma-separated, e.g. break-glass/*');
}

/** Parsed as the rule does. Without warnDays, because the audit has its own notion of upcoming users. */
function parametersOf(raw: RawParameters, command: Command): Pick<AuditOptions, 'parameters' | 'overrides'> {
  const { maxIdleDays, exemptTagKey, exemptUsers, maxRemovals } = raw;
  try {
    const overrides = {
      ...(maxIdleDays !== undefined && { maxIdleDays: parseParameter('maxIdleDays', maxIdleDays) }),
      ...(exemptTagKey !== undefined && { exemptTagKey: parseParameter('exemptTagKey', exemptTagKey) }),
      ...(exemptUsers !== undefined && { exemptUsers: parseParameter('exemptUsers', exemptUsers) }),
      ...(maxRemovals !== undefined && { maxRemovals: parseParameter('maxRemovals', maxRemovals) }),
    };
    return { overrides, parameters: { ...DEFAULT_PARAMETERS, warnDays: [], ...overrides } };
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    return command.error(`error: ${error.message.replace(/^\w+/, flagOf)}`);
  }
}

/** An option as it is typed: `maxIdleDays` is `--max-idle-days`. */
function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function parseAccountIds(text: string): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (!ids.every((id) => /^\d{12}$/.test(id))) {
    throw new InvalidArgumentError('It must be account ids of 12 digits, comma-separated.');
  }
  return [...new Set(ids)];
}

/** Only its form: whether AWS has the region is AWS's to say. */
export function parseRegion(text: string): string {
  if (!/^[a-z]+(-[a-z]+)+-\d+$/.test(text)) throw new InvalidArgumentError('It must be a region such as eu-west-1.');
  return text;
}

function parseNow(text: string): Date {
  const [, day = '', time = 'T00:00', seconds = ':00', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(?:(T\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(text) ?? [];
  const now = parseTime(day + time + seconds + zone);
  if (now === undefined) throw new InvalidArgumentError('It must be a time such as 2026-11-24T08:00:00Z.');
  return new Date(now);
}
