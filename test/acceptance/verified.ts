import type { Check } from '../../audit/checks/checks';
import { verify } from '../../audit/verify/verify';
import { checkOf } from './check-of';
import { type Context, NAME } from './context';

/** All checks of `npm run verify` as one. */
export async function checkVerify(context: Context): Promise<Check> {
  const { region, time } = context;
  const checks = await verify(context, { region, ruleName: NAME, time });
  const failed = checks.filter(({ ok }) => !ok);
  return checkOf(
    `The ${checks.length} checks of npm run verify pass`,
    failed.flatMap(({ title, details = [] }) => [title, ...details]),
  );
}
