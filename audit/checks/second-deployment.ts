import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { Progress } from '../../rule/account/judge-account';
import { mapLimited } from '../../rule/account/map-limited';
import { canRecordIam } from '../../rule/iam-recording-regions';
import { allowRemedy } from '../aws/denial';
import type { Check, Target } from './checks';
import { type Deployment, findDeployments } from '../aws/deployments';
import { type Attempt, attempt, type Failure, isEnabled, type Regions } from '../aws/regions';
import { countOf } from '../text/text';

const REGIONS_AT_ONCE = 5;

type RegionAttempt = Attempt<readonly Deployment[]> & { readonly region: string };

/**
 * Looks for another deployment of this product in any region of the account. IAM is global, so each deployment deletes
 * the passwords of users that only the other exempts. A region that cannot be read is a finding, not an error.
 */
export async function checkSecondDeployment(
  configIn: (region: string) => ConfigServiceClient,
  listed: Attempt<Regions>,
  own: Target,
  progress: Progress = () => undefined,
): Promise<Check> {
  const enabled = [...(listed.value ?? [])].filter(([, status]) => isEnabled(status)).map(([name]) => name);
  const regions = [...new Set([own.region, ...enabled])].filter(canRecordIam);
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
  return allowRemedy(...actions);
}
