import { Command, InvalidArgumentError, Option } from 'commander';
import { FORMATS, type Format } from '../formats/report-writer';
import type { OrganizationOptions } from '../accounts/organization';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME, parameterTexts } from '../../rule/decision/default-parameters';
import { parseRuleParameters, type RuleParameters } from '../../rule/decision/parameters';

export interface AccountOptions {
  readonly profile?: string;
  readonly region?: string;
  readonly ruleName: string;
}

export interface AuditOptions extends Omit<AccountOptions, 'profile'>, OrganizationOptions {
  readonly profile?: readonly string[];
  /** Files and folders; `-` for standard input. */
  readonly credentialReport?: readonly string[];
  readonly organization: boolean;
  /** The name of a Config aggregator. */
  readonly aggregator?: string;
  readonly parameters: RuleParameters;
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
      .description(
        'Shows who would be affected: in one account, in all accounts of an organization, or in saved credential reports. Read-only.',
      ),
    new Option('--profile <names...>', 'AWS profiles, an account each (default: the default credential chain)'),
  )
    .option(
      '--credential-report <files...>',
      'use downloaded credential reports, or folders of them, instead of the account; - for standard input',
    )
    .addOption(
      new Option('--organization', "read all active accounts of the caller's organization, with a role in each")
        .default(false)
        .conflicts(['credentialReport', 'aggregator', 'preflight']),
    )
    .option('--role-name <name>', 'with --organization: the role in each account', AUDIT_ROLE)
    .option('--session-name <name>', "with --organization: the name of the role's sessions", AUDIT_ROLE)
    .option('--external-id <id>', "with --organization: the external id that the role's trust policy asks for")
    .addOption(
      new Option(
        '--aggregator <name>',
        "read what Config's aggregator stores of a deployed rule, without a role in any account",
      ).conflicts(['credentialReport', 'preflight', 'maxIdleDays', 'exemptTagKey', 'exemptUsers', 'now']),
    )
    .option('--accounts <ids>', 'with --organization or --aggregator: only these, comma-separated', parseAccountIds)
    .option('--exclude <ids>', 'with --organization or --aggregator: not these, comma-separated', parseAccountIds)
    .option('--max-idle-days <n>', `days without activity, 1 to 3650 (default: ${DEFAULT_PARAMETERS.maxIdleDays})`)
    .option('--exempt-tag-key <key>', `key of the exemption tag (default: ${DEFAULT_PARAMETERS.exemptTagKey})`)
    .option('--exempt-users <list>', 'names or path/name patterns, comma-separated, e.g. break-glass/*')
    .option('--now <time>', 'time of the verdicts, ISO 8601 (default: now)', parseTime)
    .addOption(new Option('--format <format>', 'output format').choices(FORMATS).default('table'))
    .option('--preflight', 'check instead whether account and region are ready for the deployment', false)
    .addHelpText('after', EXIT_STATUS)
    .action((raw: RawAudit, audit: Command) => {
      refuseIdle(raw, audit);
      return actions.audit({ ...raw, parameters: parametersOf(raw) });
    });
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

/** The name of the role in docs/audit-role.template.yaml, if its parameter does not change it. */
const AUDIT_ROLE = 'inactive-iam-users-audit';

const EXIT_STATUS = `
Exit status: 0 nobody is inactive (or all checks passed), 1 somebody is inactive (or a check failed),
2 wrong usage or unreadable input, 3 an account could not be read (the others have been printed),
130 stopped by Ctrl-C (what had been read has been printed).`;

interface RawAudit extends Omit<AuditOptions, 'parameters'> {
  readonly maxIdleDays?: string;
  readonly exemptTagKey?: string;
  readonly exemptUsers?: string;
}

function withAccount(
  command: Command,
  profile = new Option('--profile <name>', 'AWS profile (default: the default credential chain)'),
): Command {
  return command
    .addOption(profile)
    .option('--region <region>', 'AWS region (default: from the profile or AWS_REGION)')
    .option('--rule-name <name>', 'name of the Config rule', DEFAULT_RULE_NAME)
    .exitOverride();
}

/** Parsed as the rule does. Without warnDays, because the audit has its own notion of upcoming users. */
function parametersOf({ maxIdleDays, exemptTagKey, exemptUsers }: RawAudit): RuleParameters {
  const defaults = parameterTexts({ ...DEFAULT_PARAMETERS, warnDays: [] });
  return parseRuleParameters(
    JSON.stringify({
      ...defaults,
      maxIdleDays: maxIdleDays ?? defaults.maxIdleDays,
      exemptTagKey: exemptTagKey ?? defaults.exemptTagKey,
      exemptUsers: exemptUsers ?? defaults.exemptUsers,
    }),
  );
}

/** Options without the one that gives them a meaning would be ignored. */
function refuseIdle(raw: RawAudit, audit: Command): void {
  const isGiven = (name: string) => audit.getOptionValueSource(name) === 'cli';
  const needed: readonly [names: readonly string[], by: string, isMet: boolean][] = [
    [['roleName', 'sessionName', 'externalId'], '--organization', raw.organization],
    [['accounts', 'exclude'], '--organization or --aggregator', raw.organization || raw.aggregator !== undefined],
  ];
  for (const [names, by, isMet] of needed) {
    const idle = audit.options.find(
      (option) => names.includes(option.attributeName()) && isGiven(option.attributeName()),
    );
    if (idle && !isMet) audit.error(`error: ${idle.long} needs ${by}`);
  }
  if ((raw.organization || raw.aggregator !== undefined) && (raw.profile ?? []).length > 1) {
    audit.error('error: with --organization or --aggregator there can be one --profile: the one that calls');
  }
}

function parseAccountIds(text: string): readonly string[] {
  const ids = text.split(',').map((id) => id.trim());
  if (!ids.every((id) => /^\d{12}$/.test(id))) {
    throw new InvalidArgumentError('It must be account ids of 12 digits, comma-separated.');
  }
  return [...new Set(ids)];
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
