import { type ConfigServiceClient, DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { STSClient } from '@aws-sdk/client-sts';
import { isNamed } from '../rule/errors';
import { canRecordIam } from '../rule/iam-recording-regions';
import type { RuleParameters } from '../rule/parameters';
import type { Time } from '../rule/time';
import { checkCaller } from './caller';
import type { Check } from './checks';
import { unlessDenied } from './denial';
import { checkInventory } from './preflight-inventory';
import { checkPermissions } from './preflight-permissions';
import { checkRecorder } from './preflight-recorder';
import { parametersInWords } from './words';

export interface PreflightOptions {
  readonly region: string;
  readonly ruleName: string;
  /** What the rule is to be deployed with. */
  readonly parameters: RuleParameters;
  readonly time: Time;
}

/**
 * Whether an account and region are ready for the deployment, and the caller for the audit. Reads only.
 *
 * @throws the SDK's errors, but for denied calls: those are checks that are not ok
 */
export async function preflight(
  { iam, config, sts }: { iam: IAMClient; config: ConfigServiceClient; sts: STSClient },
  { region, ruleName, parameters, time }: PreflightOptions,
): Promise<Check[]> {
  const caller = await checkCaller(sts, region);
  const permissions = await checkPermissions(iam);
  return [
    caller,
    checkRegion(region),
    await unlessDenied('What Config records', checkRecorder(config, region)),
    await unlessDenied("Config's inventory", checkInventory(config, permissions.users, { region, now: time.now() })),
    await unlessDenied(`Whether a rule is named ${ruleName}`, checkName(config, ruleName, parameters)),
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

async function checkName(config: ConfigServiceClient, ruleName: string, wanted: RuleParameters): Promise<Check> {
  const free: Check = { ok: true, title: `The rule's name is free: ${ruleName}` };
  try {
    const { ConfigRules: [rule] = [] } = await config.send(
      new DescribeConfigRulesCommand({ ConfigRuleNames: [ruleName] }),
    );
    if (!rule) return free;
    return {
      ok: false,
      title: `There is a rule named ${ruleName} already`,
      details: [
        `it is ${rule.Source?.Owner ?? 'unknown'}, ${rule.Source?.SourceIdentifier ?? 'of an unknown source'}`,
        `its parameters: ${rule.InputParameters ?? '(none)'}; wanted: ${parametersInWords(wanted)}`,
      ],
      remedy:
        'Where it is this product, update its stack, and check it with the command verify. Else deploy with another RuleName.',
    };
  } catch (error) {
    if (isNamed(error, 'NoSuchConfigRuleException')) return free;
    throw error;
  }
}
