import type {
  AggregatedSourceStatus,
  AggregateEvaluationResult,
  ConfigServiceClient,
} from '@aws-sdk/client-config-service';
import { mapLimited } from '../../rule/account/map-limited';
import type { Progress } from '../../rule/account/judge-account';
import { DAY, isoTime } from '../../rule/decision/dates';
import { isNamed, OperationFailed, required } from '../../rule/decision/errors';
import { isBug, UnreadableInput } from '../aws/errors';
import type { AccountResult } from '../report/result';
import { readRegions, readResults, readStatuses } from './aggregator-reads';
import type { AccountSelection, AccountSource, Question } from './source';
import { storedUsers } from './stored-results';
import { unreadAccount } from './unread';

/** Low, because the aggregator's other readers share Config's rate limits. */
const READS_IN_FLIGHT = 8;

export interface AggregatorOptions extends AccountSelection {
  readonly name: string;
  /** The aggregator's own. */
  readonly region: string;
  readonly ruleName: string;
}

/** What the aggregator knows of an account before its results are read. */
interface Aggregated {
  readonly accountId: string;
  /** Regions with results of the rule. */
  readonly regions: readonly string[];
  readonly statuses: readonly AggregatedSourceStatus[];
}

/**
 * The results that Config's aggregator has of the rule, in every account. It is the answer of each rule's last run; no
 * account is called. AWS: "Multi-Account Multi-Region Data Aggregation", AWS Config Developer Guide.
 */
export function aggregator(options: AggregatorOptions, config: ConfigServiceClient): AccountSource {
  return {
    label: `the aggregator ${options.name}`,
    read: async (question, progress) => {
      try {
        return await readAggregator(options, config, question, progress);
      } catch (error) {
        if (!isNamed(error, 'NoSuchConfigurationAggregatorException')) throw error;
        throw new UnreadableInput(
          `--aggregator ${options.name}: there is no such aggregator in ${options.region}; aws configservice describe-configuration-aggregators shows those that exist`,
          { cause: error },
        );
      }
    },
  };
}

async function readAggregator(
  options: AggregatorOptions,
  config: ConfigServiceClient,
  question: Question,
  progress: Progress,
): Promise<AccountResult[]> {
  const statuses = await readStatuses(config, options.name);
  const regions = await readRegions(config, options.name, options.ruleName);
  const ofAccounts = statuses.filter(({ SourceType: type }) => type === 'ACCOUNT');
  const others = statuses.filter((status) => status.SourceType !== 'ACCOUNT' && status.LastUpdateStatus === 'FAILED');
  const known = new Set([...ofAccounts.map(({ SourceId: id }) => required(id, 'SourceId')), ...regions.keys()]);
  const wanted = options.accounts ?? [...known].toSorted();
  const isListed = ofAccounts.length > 0 || options.accounts !== undefined;
  let done = 0;
  const results = await mapLimited(
    wanted.filter((accountId) => !options.exclude?.includes(accountId)),
    READS_IN_FLIGHT,
    async (accountId) => {
      const account = {
        accountId,
        regions: regions.get(accountId) ?? [],
        statuses: ofAccounts.filter(({ SourceId: id }) => id === accountId),
      };
      const result = await readAccount(account, { ...options, config, isListed }, question);
      done += 1;
      progress(done, wanted.length);
      return result;
    },
  );
  return [
    ...results,
    ...others.map((status) =>
      unreadAccount(failureOf(status), { label: `${options.name}: ${status.SourceId}`, remedy: () => SOURCES_REMEDY }),
    ),
  ];
}

const SOURCES_REMEDY =
  "Look at the aggregator's sources: aws configservice describe-configuration-aggregator-sources-status";

interface AggregatorRead extends AggregatorOptions {
  readonly config: ConfigServiceClient;
  /** Whether the aggregator lists its accounts, those without results too. */
  readonly isListed: boolean;
}

async function readAccount(account: Aggregated, read: AggregatorRead, question: Question): Promise<AccountResult> {
  const { accountId, regions, statuses } = account;
  try {
    const failed = statuses.find(
      ({ LastUpdateStatus: status, AwsRegion: of }) =>
        status === 'FAILED' && (regions.length === 0 || of === undefined || regions.includes(of)),
    );
    if (failed) throw failureOf(failed);
    const results: AggregateEvaluationResult[] = [];
    const rule = { ConfigurationAggregatorName: read.name, ConfigRuleName: read.ruleName, AccountId: accountId };
    for (const AwsRegion of regions) results.push(...(await readResults(read.config, { ...rule, AwsRegion })));
    // Also if the aggregator has just said that it has some: nobody read is not the same as nobody there.
    if (results.length === 0) throw new OperationFailed(`the aggregator has no result of the rule ${read.ruleName}`);
    const users = storedUsers(results, question);
    return {
      kind: 'audited',
      accountId,
      source: { kind: 'aggregator', name: read.name, region: read.region },
      ...users,
      whatIf: [],
      caveats: caveatsOf(account, users.evaluated, read, question.now),
    };
  } catch (error) {
    if (isBug(error)) throw error;
    return unreadAccount(error, { label: accountId, accountId, remedy: (cause) => remedyOf(cause, account, read) });
  }
}

function remedyOf(error: unknown, { regions, statuses }: Aggregated, { ruleName }: AggregatorRead): string | undefined {
  if (!(error instanceof OperationFailed)) return undefined;
  if (regions.length > 0) {
    return `Is ${ruleName} the name of this product's rule there? See --rule-name. Or read the account with --organization.`;
  }
  if (statuses.some(({ LastUpdateStatus: status }) => status === 'FAILED')) return SOURCES_REMEDY;
  return 'The account has no IAM users, the rule is not deployed there or has not run, or it has another name (--rule-name). Read the account with --organization, or leave it out with --exclude.';
}

/** Without a result for two days, the rule does not run: its longest period is one day. */
const STALE = 2 * DAY;

function caveatsOf(
  { regions, statuses }: Aggregated,
  evaluated: Date,
  { ruleName, name, isListed }: AggregatorRead,
  now: Date,
): string[] {
  const outdated = statuses.some(({ LastUpdateStatus: status }) => status === 'OUTDATED');
  return [
    `This is what Config stored when the rule ${ruleName} last ran: a user made since then does not show.`,
    ...(outdated ? ["Config says that the aggregator's data is outdated."] : []),
    ...(now.getTime() - evaluated.getTime() > STALE
      ? [`The rule has not run since ${isoTime(evaluated)}. Run npm run verify in the account.`]
      : []),
    ...(regions.length > 1
      ? [
          `The account has the rule in ${regions.join(' and ')}: each deletes passwords of users that the other one exempts. Keep one deployment.`,
        ]
      : []),
    "Config does not show the rule's exemptions, nor whether remediation is automatic.",
    "Users who become inactive soon show only if the rule's warnDays announces them.",
    ...(isListed ? [] : [`The aggregator ${name} does not list its accounts: one without results does not show.`]),
  ];
}

function failureOf({
  LastErrorCode: code = 'no error code',
  LastErrorMessage: message = 'no message',
}: AggregatedSourceStatus): OperationFailed {
  return new OperationFailed(`the aggregator could not read it: ${code}: ${message}`);
}
