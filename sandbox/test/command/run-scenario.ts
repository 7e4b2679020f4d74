import type { Population } from '../../command/population';
import type { ScenarioResult } from '../../command/result';
import { sampleAccount } from '../../command/sample-account';
import { runScenario } from '../../command/scenario';
import { LocalAws } from '../../index';
import { NOW, synthesizedTemplate } from '../../../test/support/deployed-account';
import { productInProcess } from '../../../test/support/product-in-process';

interface Given {
  readonly population?: Population;
  readonly now?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What to do to the account before it is evaluated. */
  readonly prepare?: (aws: LocalAws) => void;
}

/** What `npm start` reports, but run in this process. */
export async function scenario({
  now = NOW,
  population = sampleAccount(now),
  parameters = {},
  prepare,
}: Given = {}): Promise<ScenarioResult> {
  const { template, startEnvironment } = productInProcess(synthesizedTemplate(), () => aws.endpoint);
  const aws: LocalAws = await LocalAws.start({ now, account: population.account, startEnvironment });
  try {
    const stack = await aws.deploy(template, { ...population.parameters, ...parameters });
    population.load(aws, Number(stack.parameters['MaxIdleDays']));
    prepare?.(aws);
    return await runScenario(aws, stack, population, () => undefined);
  } finally {
    await aws.close();
  }
}
