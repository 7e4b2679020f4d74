import type { AccountClient } from '@aws-sdk/client-account';
import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Progress } from '../../rule/account/judge-account';
import { canRecordIam } from '../../rule/iam-recording-regions';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { Time } from '../../rule/account/time';
import { checkCaller } from '../checks/caller';
import type { Check, Target } from '../checks/checks';
import { unlessDenied } from '../checks/denied';
import { checkInventory } from './inventory';
import { checkName } from './name';
import { checkPermissions } from './permissions';
import { checkRecorder } from './recorder';
import { attempt, isEnabled, readRegions, type Regions } from '../aws/regions';
import { checkSecondDeployment } from '../checks/second-deployment';

interface PreflightOptions extends Target {
  /** For the rule that will be deployed. */
  readonly parameters: RuleParameters;
  readonly time: Time;
  readonly progress?: Progress;
}

interface Clients {
  readonly account: AccountClient;
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly configIn: (region: string) => ConfigServiceClient;
  readonly sts: STSClient;
}

/**
 * Checks, read-only, whether the account and the region are ready for the deployment and the caller may run the audit. A
 * denied call is a failed check.
 */
export async function preflight(
  { account, iam, config, configIn, sts }: Clients,
  { region, ruleName, parameters, time, progress }: PreflightOptions,
): Promise<Check[]> {
  const caller = await checkCaller(sts, region);
  const regions = await attempt(readRegions(account));
  const permissions = await checkPermissions(iam);
  return [
    caller,
    checkRegion(region, regions.value),
    await unlessDenied("Config's recorder", checkRecorder(config, region)),
    await unlessDenied("Config's inventory", checkInventory(config, permissions.users, { region, now: time.now() })),
    await unlessDenied(`Whether a rule is named ${ruleName}`, checkName(config, ruleName, parameters)),
    await checkSecondDeployment(configIn, regions, { region, ruleName }, progress),
    ...permissions.checks,
  ];
}

/** @param regions undefined if they could not be listed: the check for another deployment says so */
function checkRegion(region: string, regions: Regions | undefined): Check {
  if (!canRecordIam(region)) {
    return {
      ok: false,
      title: `AWS Config cannot record IAM users in ${region}`,
      details: [
        'Config supports this only in regions that it reached before February 2022. The rule would work; each run of the runbook would fail.',
      ],
      remedy: 'Deploy in one of the older regions, e.g. us-east-1. IAM is global, so one region covers the account.',
    };
  }
  if (regions && !regions.has(region)) {
    return {
      ok: false,
      title: `AWS has no region ${region}`,
      details: [`its regions here are ${[...regions.keys()].join(', ')}`],
      remedy: 'Correct --region or AWS_REGION.',
    };
  }
  if (regions && !isEnabled(regions.get(region))) {
    return {
      ok: false,
      title: `The region ${region} is not enabled in this account: it is ${regions.get(region) ?? 'of unknown status'}`,
      remedy: 'Enable it (account page of the AWS console, AWS Regions), or deploy in another region.',
    };
  }
  return { ok: true, title: `AWS Config can record IAM users in ${region}` };
}
