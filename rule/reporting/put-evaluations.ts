import { type ConfigServiceClient, type Evaluation, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import { OperationFailed } from '../decision/errors';
import type { Time } from '../account/time';

/** Config's most for one call. */
const BATCH = 100;
/** Delays before the second, third and last try of evaluations that Config did not take. */
const RETRY_DELAYS = [1_000, 5_000, 15_000] as const;

/**
 * Reports evaluations to Config, in as few calls as it takes; none for none, since whether Config takes an empty list is
 * not documented. With TestMode Config checks and stores nothing.
 *
 * @throws OperationFailed where Config, asked four times, has not taken each of them
 */
export async function putEvaluations(
  config: ConfigServiceClient,
  resultToken: string,
  evaluations: readonly Evaluation[],
  time: Time,
): Promise<void> {
  for (let start = 0; start < evaluations.length; start += BATCH) {
    let batch = await putBatch(config, resultToken, evaluations.slice(start, start + BATCH));
    for (const delay of RETRY_DELAYS) {
      if (batch.length === 0) break;
      await time.sleep(delay);
      batch = await putBatch(config, resultToken, batch);
    }
    if (batch.length > 0) {
      const ids = batch.map(({ ComplianceResourceId }) => ComplianceResourceId).join(', ');
      throw new OperationFailed(`Config did not record the evaluations of ${ids} (FailedEvaluations)`);
    }
  }
}

/** @returns the evaluations that Config did not take */
async function putBatch(config: ConfigServiceClient, resultToken: string, batch: Evaluation[]): Promise<Evaluation[]> {
  const { FailedEvaluations = [] } = await config.send(
    new PutEvaluationsCommand({
      ResultToken: resultToken,
      Evaluations: batch,
      TestMode: resultToken === 'TESTMODE',
    }),
  );
  return FailedEvaluations;
}
