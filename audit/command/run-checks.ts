import type { Progress } from '../../rule/account/judge-account';
import { SYSTEM_TIME, type Time } from '../../rule/account/time';
import { type Check, renderChecks } from '../checks/checks';
import { preflight } from '../preflight/preflight';
import { verify } from '../verify/verify';
import { clientsOf } from './clients';
import { look } from './look';
import type { AccountOptions, AuditOptions } from './options';
import { progressLine } from './progress';

/** `inactive-iam-users preflight`. @returns the exit status */
export async function runPreflight(options: AuditOptions): Promise<0 | 1> {
  const { profile: [profile] = [], ...others } = options;
  const { region, ...clients } = clientsOf({ ...others, ...(profile !== undefined && { profile }) });
  return await check(region, async (target) => await preflight(clients, { ...options, ...target }));
}

/** `inactive-iam-users verify`. @returns the exit status */
export async function runVerify(options: AccountOptions): Promise<0 | 1> {
  const { region, ...clients } = clientsOf(options);
  return await check(region, async (target) => await verify(clients, { ...options, ...target }));
}

/** Runs checks, counts the regions that they have looked at, and prints them. */
async function check(
  region: () => Promise<string>,
  run: (options: { readonly region: string; readonly time: Time; readonly progress: Progress }) => Promise<Check[]>,
): Promise<0 | 1> {
  const progress = progressLine(process.stderr, 'reading regions');
  const checks = await run({ region: await region(), time: SYSTEM_TIME, progress: progress.show }).finally(() =>
    progress.stop(),
  );
  process.stdout.write(renderChecks(checks, look()));
  return checks.every(({ ok }) => ok) ? 0 : 1;
}
