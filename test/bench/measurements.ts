import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { isRecord } from '../../rule/json';
import { EVALUATION_MILLS } from '../../sandbox/cli/cost';
import { type EvaluationCost, SimulatedAccount } from './simulated-account';

export const SIZES = [100, 1_000, 5_000] as const;
export const INACTIVE_PERCENTS = [1, 10] as const;

export type Kind = 'first' | 'unchanged' | 'next day' | 'per user';

/** One row of the table. */
export interface Measurement extends EvaluationCost {
  readonly kind: Kind;
  readonly users: number;
  readonly inactivePercent: number;
  /** ⌈N/1000⌉ + 2 + 3c IAM calls: what one has to ask at least; of our own evaluations only. */
  readonly lowerBound: number | undefined;
  readonly costUsd: number;
}

/** Every account's evaluations, one after the other: ours three times, and the baseline's. */
export async function measureAll(template: unknown, watch: (what: string) => void): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const baseline = withCode(template, perUserCode());
  for (const users of SIZES) {
    for (const inactivePercent of INACTIVE_PERCENTS) {
      const take = (kind: Kind, cost: EvaluationCost) => {
        measurements.push({ ...cost, kind, users, inactivePercent, ...priceOf(users, cost) });
      };
      await withAccount(template, users, inactivePercent, async (account) => {
        for (const kind of ['first', 'unchanged', 'next day'] as const) {
          watch(`${users} users, ${inactivePercent} % inactive: ${kind}`);
          if (kind === 'next day') await account.passDay();
          take(kind, await account.evaluate());
        }
      });
      if (inactivePercent !== 1) continue;
      watch(`${users} users, ${inactivePercent} % inactive: one user at a time, as the baseline does`);
      await withAccount(baseline, users, inactivePercent, async (account) =>
        take('per user', await account.evaluate()),
      );
    }
  }
  return measurements;
}

async function withAccount(
  template: unknown,
  users: number,
  inactivePercent: number,
  work: (account: SimulatedAccount) => Promise<void>,
): Promise<void> {
  const account = await SimulatedAccount.create(template, users, inactivePercent);
  try {
    await work(account);
  } finally {
    await account.close();
  }
}

function priceOf(users: number, { candidates, recorded }: EvaluationCost) {
  return {
    lowerBound: candidates === undefined ? undefined : Math.ceil(users / 1000) + 2 + 3 * candidates,
    costUsd: (recorded * EVALUATION_MILLS) / 1000,
  };
}

/** The same stack, the same role, other code. */
function withCode(template: unknown, code: string): unknown {
  const copy: unknown = structuredClone(template);
  const resources = isRecord(copy) && isRecord(copy['Resources']) ? Object.values(copy['Resources']) : [];
  const found = resources.find((resource) => isRecord(resource) && resource['Type'] === 'AWS::Lambda::Function');
  const properties = isRecord(found) ? found['Properties'] : undefined;
  if (!isRecord(properties)) throw new Error('the template has no AWS::Lambda::Function to put the baseline into');
  Object.assign(properties, { Code: { ZipFile: code } });
  return copy;
}

function perUserCode(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'per-user-rule.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['@aws-sdk/*'],
  });
  return outputFiles[0]?.text ?? '';
}
