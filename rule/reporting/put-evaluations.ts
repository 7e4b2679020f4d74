import { type ConfigServiceClient, type Evaluation, PutEvaluationsCommand } from '@aws-sdk/client-config-service';
import { OperationFailed } from '../decision/errors';
import type { Time } from '../account/time';

/** The most evaluations in one PutEvaluations call. */
const BATCH = 100;
/** Before each further attempt. */
const RETRY_DELAYS = [1_000, 5_000, 15_000] as const;

/**
 * Puts evaluations to Config in as few calls as possible. An empty list makes no call, because AWS does not document
 * whether Config accepts one.
 *
 * @throws OperationFailed if Config has refused an evaluation four times
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

/** @returns the evaluations that Config refused */
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
