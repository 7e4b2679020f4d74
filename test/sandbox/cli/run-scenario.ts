import type { Population } from '../../../sandbox/cli/population';
import type { ScenarioResult } from '../../../sandbox/cli/result';
import { sampleAccount } from '../../../sandbox/cli/sample-account';
import { runScenario } from '../../../sandbox/cli/scenario';
import { LocalAws } from '../../../sandbox/local-aws';
import { NOW, synthesizedTemplate } from '../../support/deployed-account';

interface Given {
  readonly population?: Population;
  readonly now?: number;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What to do to the account before it is evaluated. */
  readonly prepare?: (aws: LocalAws) => void;
}

/** What the main job finds, run within this process. */
export async function scenario({
  now = NOW,
  population = sampleAccount(now),
  parameters = {},
  prepare,
}: Given = {}): Promise<ScenarioResult> {
  const aws = await LocalAws.start({ now, account: population.account });
  try {
    const stack = await aws.deploy(synthesizedTemplate(), { ...population.parameters, ...parameters });
    population.load(aws, Number(stack.parameters['MaxIdleDays']));
    prepare?.(aws);
    return await runScenario(aws, stack, population, () => undefined);
  } finally {
    await aws.close();
  }
}
