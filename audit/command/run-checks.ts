import type { Progress } from '../../rule/account/judge-account';
import { SYSTEM_TIME, type Time } from '../../rule/account/time';
import { type Check, checksJson, renderChecks } from '../checks/checks';
import { preflight } from '../preflight/preflight';
import { verify } from '../verify/verify';
import { clientsOf } from './clients';
import { look } from '../text/look';
import type { PreflightOptions, VerifyOptions } from './options';
import { progressLine } from './progress';
import { proxyAgents } from './proxy';

type Clients = Omit<ReturnType<typeof clientsOf>, 'region'>;

/** `inactive-iam-users preflight`. @returns the exit status */
export async function runPreflight(options: PreflightOptions): Promise<0 | 1> {
  return await check(options, async (clients, target) => await preflight(clients, { ...options, ...target }));
}

/** `inactive-iam-users verify`. @returns the exit status */
export async function runVerify(options: VerifyOptions): Promise<0 | 1> {
  return await check(options, async (clients, target) => await verify(clients, { ...options, ...target }));
}

/** Runs checks, counts the regions that they have looked at, and prints them. */
async function check(
  options: VerifyOptions,
  run: (
    clients: Clients,
    target: { readonly region: string; readonly time: Time; readonly progress: Progress },
  ) => Promise<Check[]>,
): Promise<0 | 1> {
  const { region, ...clients } = clientsOf(options, await proxyAgents(process.env));
  const progress = progressLine(process.stderr, 'reading regions');
  const checks = await run(clients, { region: await region(), time: SYSTEM_TIME, progress: progress.show }).finally(
    () => progress.stop(),
  );
  process.stdout.write(
    options.format === 'json' ? checksJson(checks) : renderChecks(checks, look(process.stdout, process.env)),
  );
  return checks.every(({ ok }) => ok) ? 0 : 1;
}
