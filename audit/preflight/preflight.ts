import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { canRecordIam } from '../../rule/iam-recording-regions';
import type { RuleParameters } from '../../rule/decision/parameters';
import type { Time } from '../../rule/account/time';
import { checkCaller } from '../checks/caller';
import type { Check } from '../checks/checks';
import { unlessDenied } from '../checks/denial';
import type { Progress } from '../report/live-account';
import { checkInventory } from './inventory';
import { checkName } from './name';
import { checkPermissions } from './permissions';
import { checkRecorder } from './recorder';
import { checkSecondDeployment, type RegionalClients } from '../checks/second-deployment';

export interface PreflightOptions {
  readonly region: string;
  readonly ruleName: string;
  /** What the rule is to be deployed with. */
  readonly parameters: RuleParameters;
  readonly time: Time;
  /** Told of the regions that have been looked at. */
  readonly progress?: Progress;
}

interface Clients extends RegionalClients {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  readonly sts: STSClient;
}

/**
 * Whether an account and region are ready for the deployment, and the caller for the audit. Reads only.
 *
 * @throws the SDK's errors, but for denied calls: those are checks that are not ok
 */
export async function preflight(
  { iam, config, sts, ...regional }: Clients,
  { region, ruleName, parameters, time, progress }: PreflightOptions,
): Promise<Check[]> {
  const caller = await checkCaller(sts, region);
  const permissions = await checkPermissions(iam);
  return [
    caller,
    checkRegion(region),
    await unlessDenied('What Config records', checkRecorder(config, region)),
    await unlessDenied("Config's inventory", checkInventory(config, permissions.users, { region, now: time.now() })),
    await unlessDenied(`Whether a rule is named ${ruleName}`, checkName(config, ruleName, parameters)),
    await checkSecondDeployment(regional, { region, ruleName }, progress),
    ...permissions.checks,
  ];
}

function checkRegion(region: string): Check {
  if (canRecordIam(region)) return { ok: true, title: `AWS Config can record IAM users in ${region}` };
  return {
    ok: false,
    title: `AWS Config cannot record IAM users in ${region}`,
    details: ['It came to this region after February 2022. The rule would report; the runbook would find no user.'],
    remedy: 'Deploy in one of the older regions, e.g. us-east-1: IAM is global, one region covers the account.',
  };
}
