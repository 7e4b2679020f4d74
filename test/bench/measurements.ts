import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { isRecord } from '../../rule/decision/json';
import { EVALUATION_MILLS } from '../../sandbox/command/cost';
import { FEW, MANY, MIXED, type Population } from './population';
import { type EvaluationCost, SimulatedAccount } from './simulated-account';

/** IAM's quota of users. */
export const LARGEST = 5_000;
export const SIZES = [100, 1_000, LARGEST] as const;
/** The populations that the baseline evaluates too. */
export const COMPARED: readonly Population[] = [FEW, MIXED];

export type Kind = 'first' | 'unchanged' | 'next day' | 'per user';
const EVERY_KIND = ['first', 'unchanged', 'next day'] as const;
/** Many inactive users take time and nothing else: the first evaluation of the largest account shows how much. */
const FIRST = ['first'] as const;

/** One row of the table. */
export interface Measurement extends EvaluationCost {
  readonly kind: Kind;
  readonly users: number;
  readonly population: Population;
  readonly costUsd: number;
}

/** Every account's evaluations, one after the other: ours up to three times, and the baseline's. */
export async function measureAll(template: unknown, watch: (what: string) => void): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const baseline = withCode(template, perUserCode());
  for (const users of SIZES) {
    for (const population of users === LARGEST ? [...COMPARED, MANY] : COMPARED) {
      const take = (kind: Kind, cost: EvaluationCost) => {
        const costUsd = (cost.recorded * EVALUATION_MILLS) / 1000;
        measurements.push({ ...cost, kind, users, population, costUsd });
      };
      await withAccount(template, population, users, async (account) => {
        for (const kind of population === MANY ? FIRST : EVERY_KIND) {
          watch(`${users} users, ${population.name}: ${kind}`);
          if (kind === 'next day') await account.passDay();
          take(kind, await account.evaluate());
        }
      });
      if (!COMPARED.includes(population)) continue;
      watch(`${users} users, ${population.name}: one user at a time, as the baseline does`);
      await withAccount(baseline, population, users, async (account) => take('per user', await account.evaluate()));
    }
  }
  return measurements;
}

async function withAccount(
  template: unknown,
  population: Population,
  users: number,
  work: (account: SimulatedAccount) => Promise<void>,
): Promise<void> {
  const account = await SimulatedAccount.create(template, population, users);
  try {
    await work(account);
  } finally {
    await account.close();
  }
}

/** The same stack and role, with other code. */
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
