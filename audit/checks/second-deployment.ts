import type { AccountClient } from '@aws-sdk/client-account';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { canRecordIam } from '../../rule/iam-recording-regions';
import { mapLimited } from '../../rule/account/map-limited';
import { readRegions } from './account-regions';
import type { Check } from './checks';
import { type Denial, denialIn } from './denial';
import { errorText } from '../failure';
import type { Progress } from '../report/live-account';
import { type Deployment, findDeployments } from './remediations';
import { countOf } from './words';

/** What the account's regions are read with. */
export interface RegionalClients {
  readonly account: AccountClient;
  readonly configIn: (region: string) => ConfigServiceClient;
}

/** The deployment that is verified, or about to be made: it is not another. */
interface Own {
  readonly region: string;
  readonly ruleName: string;
}

const REGIONS_AT_ONCE = 5;

/** Why something could not be read. */
interface Failure {
  readonly words: string;
  readonly denial: Denial | undefined;
}

type Look = { readonly region: string } & (
  { readonly deployments: readonly Deployment[]; readonly failure?: undefined } | { readonly failure: Failure }
);

/**
 * Whether the account has another deployment of this product, in any region: IAM is global, so each deletes the passwords
 * of users whom only the other exempts. A region that cannot be read is part of the answer, and no error.
 */
export async function checkSecondDeployment(
  clients: RegionalClients,
  own: Own,
  progress: Progress = () => undefined,
): Promise<Check> {
  const listed = await attempt(readRegions(clients.account));
  const regions = [...new Set([own.region, ...(listed.value ?? [])])].filter(canRecordIam);
  let looked = 0;
  progress(looked, regions.length);
  const looks = await mapLimited(regions, REGIONS_AT_ONCE, async (region): Promise<Look> => {
    const { value, failure } = await attempt(findDeployments(clients.configIn(region)));
    looked += 1;
    progress(looked, regions.length);
    return failure ? { region, failure } : { region, deployments: value };
  });
  return verdictOn(looks, listed.failure, own);
}

type Attempt<T> =
  { readonly value: T; readonly failure?: undefined } | { readonly failure: Failure; readonly value?: undefined };

async function attempt<T>(answer: Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await answer };
  } catch (error) {
    return { failure: { words: errorText(error), denial: denialIn(error) } };
  }
}

function verdictOn(looks: readonly Look[], unlisted: Failure | undefined, own: Own): Check {
  const others = looks.flatMap(({ region, ...look }) =>
    look.failure
      ? []
      : look.deployments
          .filter(({ ruleName }) => !(region === own.region && ruleName === own.ruleName))
          .map(({ ruleName, runbook }) => `${region}: rule ${ruleName}, runbook ${runbook}`),
  );
  const failed = looks.flatMap(({ region, ...look }) => (look.failure ? [{ region, ...look.failure }] : []));
  const unread = failed.filter(({ denial }) => denial?.byServiceControlPolicy !== true);
  const seen = countOf(looks.length - failed.length, 'region');
  const details = [...others, ...notLookedAt(failed), ...(unlisted ? [notListed(unlisted, own)] : [])];
  if (others.length > 0) {
    return {
      ok: false,
      title: `This product is deployed elsewhere in this account too (looked in ${seen})`,
      details,
      remedy:
        'Keep one deployment: delete the other stack, or do without the one here. IAM is global: each deletes the ' +
        'passwords of users whom only the other exempts.',
    };
  }
  if (unlisted || unread.length > 0) {
    return {
      ok: false,
      title: `Another deployment in this account cannot be ruled out (looked in ${seen})`,
      details,
      remedy: remedyFor([...(unlisted ? [unlisted] : []), ...unread]),
    };
  }
  return { ok: true, title: `There is no other deployment in this account (looked in ${seen})`, details };
}

/** A line for each reason: most often it is the same in all regions. */
function notLookedAt(failed: readonly ({ readonly region: string } & Failure)[]): string[] {
  const byReason = new Map<string, { readonly words: string; readonly regions: string[] }>();
  for (const { region, words, denial } of failed) {
    const reason = denial ? `${denial.byServiceControlPolicy} ${denial.action}` : words;
    const same = byReason.get(reason) ?? { words, regions: [] };
    same.regions.push(region);
    byReason.set(reason, same);
  }
  return [...byReason.values()].map(({ words, regions }) => `not looked at: ${regions.join(', ')}: ${words}`);
}

function notListed({ words, denial }: Failure, { region }: Own): string {
  const why = denial ? `${denial.action ?? 'account:ListRegions'} is denied` : 'the regions cannot be listed';
  return `${why}, so ${region} alone was looked at: ${words}`;
}

function remedyFor(failures: readonly Failure[]): string {
  const actions = new Set(failures.flatMap(({ denial }) => denial?.action ?? []));
  if (actions.size === 0) return 'Try again; or look there yourself: AWS Config console, Rules.';
  return `Allow ${[...actions].join(' and ')}; the README has the whole policy.`;
}
