import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { reasonText } from '../../rule/decision/annotation';
import { fetchCredentialReport } from '../../rule/account/credential-report';
import { complianceOf } from '../../rule/decision/decide';
import { judgeAccount, refuseUnread } from '../../rule/account/judge-account';
import type { RuleParameters } from '../../rule/decision/parameters';
import { readStoredEvaluations, type StoredEvaluation } from '../../rule/reporting/stored-evaluations';
import type { Time } from '../../rule/account/time';
import type { UsersById } from '../../rule/decision/user-facts';
import type { Check, Target } from '../checks/checks';
import { countOf } from '../text/text';
import { evaluateCommand } from './commands';

/**
 * Compares the compliance that Config stores with the rule's decision now. Reasons are shown but not compared: they may
 * change while the compliance does not.
 *
 * @throws OperationFailed or the SDK's errors if the account cannot be read
 */
export async function checkCompliance(
  { iam, config }: { readonly iam: IAMClient; readonly config: ConfigServiceClient },
  listed: UsersById,
  parameters: RuleParameters,
  { time, ...target }: Target & { readonly time: Time },
): Promise<Check> {
  const stored = await readStoredEvaluations(config, target.ruleName);
  const live = await decideAll(iam, listed, parameters, time);
  const details = disagreements(live, stored, listed);
  if (details.length === 0) {
    const inactive = live.filter(({ compliance }) => compliance === 'NON_COMPLIANT').length;
    return {
      ok: true,
      title: `Config's stored compliance equals a live decision (${countOf(live.length, 'user')}, ${inactive} inactive)`,
    };
  }
  return {
    ok: false,
    title: `Config's stored compliance differs from a live decision for ${countOf(details.length, 'user')}`,
    details: stored.size === 0 ? ['Config has no evaluation of this rule at all'] : details,
    remedy: `Evaluate now, and verify again:\n${evaluateCommand(target)}`,
  };
}

interface Decided {
  readonly id: string;
  readonly name: string;
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly reason: string;
}

async function decideAll(
  iam: IAMClient,
  listed: UsersById,
  parameters: RuleParameters,
  time: Time,
): Promise<Decided[]> {
  const report = await fetchCredentialReport(iam, time);
  const { judged, unread } = await judgeAccount({ iam, time }, { listed, report }, { parameters, now: time.now() });
  refuseUnread(unread);
  return judged.map(({ facts: { id, name }, verdict }) => ({
    id,
    name,
    compliance: complianceOf(verdict),
    reason: reasonText(verdict, parameters),
  }));
}

function disagreements(
  live: readonly Decided[],
  stored: ReadonlyMap<string, StoredEvaluation>,
  present: UsersById,
): string[] {
  const differing = live.filter(({ id, compliance }) => stored.get(id)?.compliance !== compliance);
  const gone = [...stored].filter(([id]) => !present.has(id));
  return [
    ...differing.map(({ id, name, compliance, reason }) => {
      const before = stored.get(id)?.compliance ?? 'nothing';
      return `${name} (${id}): stored ${before}, live ${compliance}: ${reason}`;
    }),
    ...gone.map(([id, { compliance, annotation }]) => {
      return `${id}: stored ${compliance} (${annotation || 'no annotation'}), but the user no longer exists`;
    }),
  ];
}
