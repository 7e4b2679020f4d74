import { findDeployments } from '../../audit/aws/deployments';
import { isEnabled, readRegions } from '../../audit/aws/regions';
import { mapLimited } from '../../rule/account/map-limited';
import { canRecordIam } from '../../rule/iam-recording-regions';
import { type Context, NAME } from './context';
import { Refusal } from './errors';

const REGIONS_AT_ONCE = 5;

/**
 * Users are global: without them, a run that was begun in another region would go on to evaluate the account, perhaps with
 * the raised cap.
 * @throws Refusal if the run's rule is in another enabled region; errors of AWS if a region cannot be read
 */
export async function refuseElsewhere({
  account,
  configIn,
  region,
}: Pick<Context, 'account' | 'configIn' | 'region'>): Promise<void> {
  const regions = [...(await readRegions(account))]
    .filter(([name, status]) => name !== region && isEnabled(status) && canRecordIam(name))
    .map(([name]) => name);
  const found = await mapLimited(regions, REGIONS_AT_ONCE, async (name) => {
    const deployments = await findDeployments(configIn(name));
    return deployments.some(({ ruleName }) => ruleName === NAME) ? [name] : [];
  });
  const [other] = found.flat();
  if (other === undefined) return;
  throw new Refusal(`the stack ${NAME} is in ${other}, not in ${region}: give --region ${other}`);
}
