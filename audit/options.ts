import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PARAMETERS, DEFAULT_RULE_NAME, parameterTexts } from '../rule/decision/default-parameters';
import { parseRuleParameters, type RuleParameters } from '../rule/decision/parameters';

export const FORMATS = ['table', 'json', 'csv', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** Where the AWS calls go. */
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
  readonly preflight: boolean;
}

export interface Actions {
  audit(options: AuditOptions): Promise<void>;
  verify(options: AccountOptions): Promise<void>;
  /** The local AWS has options of its own. */
  sandbox(args: readonly string[]): Promise<void>;
}

/** The command line. Wrong usage exits with 2 and one line; see commander's exitOverride in main.ts. */
export function program(version: string, actions: Actions): Command {
  const command = new Command('inactive-iam-users')
    .description('Finds IAM users whose console password nobody uses any more; see the README.')
    .version(version)
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError(false);
  withAccount(
    command
      .command('audit')
      .description('Whom would the rule hit? Read-only, over a live account or a saved credential report.'),
  )
    .option('--credential-report <file>', 'answer offline from a credential report as downloaded; - is stdin')
    .option('--max-idle-days <n>', 'days without activity, 1 to 3650 (default: 90)')
    .option('--exempt-tag-key <key>', 'the exemption tag (default: inactive-iam-users:exempt)')
    .option('--exempt-users <list>', 'names or path/name patterns, comma-separated, e.g. break-glass/*')
    .option('--now <time>', 'the time to judge at, ISO 8601 (default: now)', parseTime)
    .addOption(new Option('--format <format>', 'what is printed').choices(FORMATS).default('table'))
    .option('--preflight', 'check instead whether account and region are ready, and without another deployment', false)
    .addHelpText('after', EXIT_STATUS)
    .action((raw: RawAudit) => actions.audit({ ...raw, parameters: parametersOf(raw) }));
  withAccount(
    command
      .command('verify')
      .description(
        'After the deployment: does the rule work, does anybody wait for a run, and is it the only one in the account?',
      ),
  )
    .addHelpText('after', EXIT_STATUS)
    .action((raw: AccountOptions) => actions.verify(raw));
  command
    .command('sandbox')
    .description('The synthesized stack in a local AWS, with a sample account; sandbox --help shows its options.')
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action((args: string[]) => actions.sandbox(args));
  return command;
}

const EXIT_STATUS = `
Exit status: 0 nobody is inactive (or all is well), 1 somebody is (or something is not),
2 wrong usage or unreadable input, 3 the account could not be read.`;

interface RawAudit extends Omit<AuditOptions, 'parameters'> {
  readonly maxIdleDays?: string;
  readonly exemptTagKey?: string;
  readonly exemptUsers?: string;
}

function withAccount(command: Command): Command {
  return command
    .option('--profile <name>', 'the AWS profile (default: the default credential chain)')
    .option('--region <region>', 'the AWS region (default: that of the profile or AWS_REGION)')
    .option('--rule-name <name>', 'the name of the Config rule', DEFAULT_RULE_NAME)
    .exitOverride();
}

/**
 * By the rule's own parser; its error names the parameter, which is named like the option. Without notices: who is
 * upcoming the audit says of itself.
 */
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

function parseTime(text: string): Date {
  const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
    ? new Date(text)
    : undefined;
  if (!time || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('It must be a time such as 2026-11-24T08:00:00Z.');
  }
  return time;
}
