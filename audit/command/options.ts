import { Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS, type Format } from '../formats/report-writer';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME } from '../../rule/decision/default-parameters';
import { parseParameter, type RuleParameters } from '../../rule/decision/parameters';

export interface AccountOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly ruleName: string;
}

export interface AuditOptions extends AccountOptions {
  readonly credentialReport?: string;
  /** The parameters that were given. */
  readonly overrides: Partial<RuleParameters>;
  /** The same with the defaults. */
  readonly parameters: RuleParameters;
  readonly ownerTag?: string;
  readonly now?: Date;
  readonly format: Format;
  readonly preflight: boolean;
}

interface Actions {
  audit(options: AuditOptions): Promise<void>;
  verify(options: AccountOptions): Promise<void>;
  /** The local AWS has options of its own. */
  sandbox(args: readonly string[]): Promise<void>;
}

/** Wrong usage throws a CommanderError: see failure.ts. */
export function program(version: string, actions: Actions): Command {
  const command = new Command('inactive-iam-users')
    .description('Finds IAM users with an unused console password; see the README.')
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError(false);
  withAccount(
    command
      .command('audit')
      .description('Shows who would be affected, from a live account or a saved credential report. Read-only.'),
  )
    .option(
      '--credential-report <file>',
      'use a downloaded credential report instead of the account; - for standard input',
    )
    .option('--max-idle-days <n>', `days without activity, 1 to 3650 (default: ${ruleOr('maxIdleDays')})`)
    .option('--exempt-tag-key <key>', `key of the exemption tag (default: ${ruleOr('exemptTagKey')})`)
    .option('--exempt-users <list>', "names or path/name patterns, comma-separated (default: the deployed rule's)")
    .option('--max-removals <n>', `the cap, 0 to 5000 (default: ${ruleOr('maxRemovals')})`)
    .option('--owner-tag <key>', "show the value of this tag, e.g. to name a user's owner")
    .option('--now <time>', 'time of the verdicts, ISO 8601 (default: now)', parseTime)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('table'))
    .option('--preflight', 'check instead whether account and region are ready for the deployment', false)
    .addHelpText('after', EXIT_STATUS)
    .action((raw: RawAudit) => actions.audit({ ...raw, ...parametersOf(raw) }));
  withAccount(
    command.command('verify').description('Checks after the deployment whether rule and remediation work. Read-only.'),
  )
    .addHelpText('after', EXIT_STATUS)
    .action((raw: AccountOptions) => actions.verify(raw));
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

const EXIT_STATUS = `
Exit status: 0 nobody is inactive (or all checks passed), 1 somebody is inactive (or a check failed),
2 wrong usage or unreadable input, 3 the account could not be read.`;

function ruleOr(name: keyof RuleParameters): string {
  return `the deployed rule's, or ${String(DEFAULT_PARAMETERS[name])}`;
}

interface RawAudit extends Omit<AuditOptions, 'parameters' | 'overrides'> {
  readonly maxIdleDays?: string;
  readonly exemptTagKey?: string;
  readonly exemptUsers?: string;
  readonly maxRemovals?: string;
}

function withAccount(command: Command): Command {
  return command
    .option('--profile <name>', 'AWS profile (default: the default credential chain)')
    .option('--region <region>', 'AWS region (default: from the profile or AWS_REGION)')
    .option('--rule-name <name>', 'name of the Config rule', DEFAULT_RULE_NAME)
    .exitOverride();
}

/** Parsed as the rule does. Without warnDays, because the audit has its own notion of upcoming users. */
function parametersOf(raw: RawAudit): Pick<AuditOptions, 'parameters' | 'overrides'> {
  const { maxIdleDays, exemptTagKey, exemptUsers, maxRemovals } = raw;
  const overrides = {
    ...(maxIdleDays !== undefined && { maxIdleDays: parseParameter('maxIdleDays', maxIdleDays) }),
    ...(exemptTagKey !== undefined && { exemptTagKey: parseParameter('exemptTagKey', exemptTagKey) }),
    ...(exemptUsers !== undefined && { exemptUsers: parseParameter('exemptUsers', exemptUsers) }),
    ...(maxRemovals !== undefined && { maxRemovals: parseParameter('maxRemovals', maxRemovals) }),
  };
  return { overrides, parameters: { ...DEFAULT_PARAMETERS, warnDays: [], ...overrides } };
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
