import { type AccountClient, paginateListRegions } from '@aws-sdk/client-account';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { Progress } from '../../rule/account/judge-account';
import { mapLimited } from '../../rule/account/map-limited';
import { canRecordIam } from '../../rule/iam-recording-regions';
import { errorText } from '../errors';
import type { Check, Target } from './checks';
import { type Denial, denialIn } from './denial';
import { type Deployment, findDeployments } from './deployments';
import { countOf } from './text';

export interface RegionalClients {
  readonly account: AccountClient;
  readonly configIn: (region: string) => ConfigServiceClient;
}

const REGIONS_AT_ONCE = 5;

interface Failure {
  readonly message: string;
  readonly denial: Denial | undefined;
}

type Attempt<T> =
  { readonly value: T; readonly failure?: undefined } | { readonly failure: Failure; readonly value?: undefined };

type RegionAttempt = Attempt<readonly Deployment[]> & { readonly region: string };

/**
 * Looks for another deployment of this product in any region of the account. IAM is global, so each deployment deletes
 * the passwords of users that only the other exempts. A region that cannot be read is a finding, not an error.
 */
export async function checkSecondDeployment(
  { account, configIn }: RegionalClients,
  own: Target,
  progress: Progress = () => undefined,
): Promise<Check> {
  const listed = await attempt(readRegions(account));
  const regions = [...new Set([own.region, ...(listed.value ?? [])])].filter(canRecordIam);
  let done = 0;
  progress(done, regions.length);
  const attempts = await mapLimited(regions, REGIONS_AT_ONCE, async (region): Promise<RegionAttempt> => {
    const found = await attempt(findDeployments(configIn(region)));
    done += 1;
    progress(done, regions.length);
    return { region, ...found };
  });
  return checkOf(attempts, listed.failure, own);
}

/** AWS: "ListRegions", Account Management API Reference: at most 50 a page. */
async function readRegions(account: AccountClient): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateListRegions(
    { client: account, pageSize: 50 },
    { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] },
  );
  for await (const { Regions = [] } of pages) names.push(...Regions.flatMap(({ RegionName: name }) => name ?? []));
  return names;
}

async function attempt<T>(call: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await call };
  } catch (error) {
    return { failure: { message: errorText(error), denial: denialIn(error) } };
  }
}

function checkOf(attempts: readonly RegionAttempt[], unlisted: Failure | undefined, own: Target): Check {
  const others = attempts.flatMap(({ region, value = [] }) =>
    value
      .filter(({ ruleName }) => !(region === own.region && ruleName === own.ruleName))
      .map(({ ruleName, runbook }) => `${region}: rule ${ruleName}, runbook ${runbook}`),
  );
  const failed = attempts.flatMap(({ region, failure }) => (failure ? [{ region, ...failure }] : []));
  const unread = failed.filter(({ denial }) => denial?.byServiceControlPolicy !== true);
  const looked = `looked in ${countOf(attempts.length - failed.length, 'region')}`;
  const details = [...others, ...failuresByReason(failed), ...(unlisted ? [unlistedText(unlisted, own)] : [])];
  if (others.length > 0) {
    return {
      ok: false,
      title: `This product is deployed elsewhere in this account too (${looked})`,
      details,
      remedy:
        'Keep one deployment: delete the other stack, or do not deploy here. IAM is global: each deletes the passwords ' +
        'of users that only the other exempts.',
    };
  }
  if (unlisted || unread.length > 0) {
    return {
      ok: false,
      title: `Another deployment in this account cannot be ruled out (${looked})`,
      details,
      remedy: remedyFor([...(unlisted ? [unlisted] : []), ...unread]),
    };
  }
  return { ok: true, title: `There is no other deployment in this account (${looked})`, details };
}

/** One line for each reason, because it is usually the same in all regions. */
function failuresByReason(failed: readonly ({ readonly region: string } & Failure)[]): string[] {
  const byReason = new Map<string, { readonly message: string; readonly regions: string[] }>();
  for (const { region, message, denial } of failed) {
    const reason = denial ? `${denial.byServiceControlPolicy} ${denial.action}` : message;
    const same = byReason.get(reason) ?? { message, regions: [] };
    same.regions.push(region);
    byReason.set(reason, same);
  }
  return [...byReason.values()].map(({ message, regions }) => `could not look in ${regions.join(', ')}: ${message}`);
}

function unlistedText({ message, denial }: Failure, { region }: Target): string {
  const why = denial ? `${denial.action ?? 'account:ListRegions'} is denied` : 'the regions cannot be listed';
  return `${why}, so the check looked in ${region} only: ${message}`;
}

function remedyFor(failures: readonly Failure[]): string {
  const actions = new Set(failures.flatMap(({ denial }) => denial?.action ?? []));
  if (actions.size === 0) return 'Try again, or look in the AWS Config console of each region, Rules.';
  return `Allow ${[...actions].join(' and ')}; docs/audit.md has the whole policy.`;
}
