import { setTimeout as realSleep } from 'node:timers/promises';
import type { LocalAws } from '../index';
import { count } from './render/text';
import type { ScenarioResult } from './result';

/** How soon work that a call started continues. */
const TICK_MS = 50;

/**
 * Real time since `start`, in milliseconds. Before that, no time passes: a scenario is the same on every machine.
 * @param uptime in milliseconds, never decreasing
 */
export function realTime(uptime: () => number): { readonly passed: () => number; readonly start: () => void } {
  let started: number | undefined;
  return {
    passed: () => (started === undefined ? 0 : uptime() - started),
    start: () => void (started ??= uptime()),
  };
}

/** The lines that point the AWS CLI and the SDKs at the local AWS, safe to `eval`. */
export function exportLines(aws: LocalAws): string {
  const { accessKeyId, secretAccessKey, sessionToken } = aws.operatorCredentials();
  const variables = {
    AWS_ENDPOINT_URL: aws.url,
    // If the shell sets it to true, the CLI would send these keys to the real AWS.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: aws.account.region,
    // Version 1 of the AWS CLI and boto3 read only this one.
    AWS_DEFAULT_REGION: aws.account.region,
  };
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${value}\n`)
    .join('');
}

/** What is in the local AWS, and what to try. */
export function hints({ users, remediations, stack }: ScenarioResult, url: string): string {
  const deleted = remediations.filter(({ outcome }) => outcome === 'password deleted').length;
  return `
The local AWS runs at ${url}.
It has evaluated ${count(users.length, 'user')}, and the runbook has deleted ${count(deleted, 'password')}.
Run the export lines in another shell, then for example:

  aws iam list-users
  aws configservice get-compliance-details-by-config-rule \\
    --config-rule-name ${stack.ruleName}
  aws ssm describe-automation-executions
  aws securityhub get-findings

Its clock follows the real one, but skips the waits of runbooks.
Ctrl-C stops it.
`;
}

/**
 * Runs the account until the signal: the schedule, and the work that calls have started.
 * @param onFailure gets each failure of the local AWS, which keeps running
 */
export async function keepAlive(
  { clock, config }: Pick<LocalAws, 'clock' | 'config'>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<void> {
  config.startSchedule();
  while (!signal.aborted) {
    try {
      await clock.runUntilIdle();
      await clock.runUntil(clock.now());
    } catch (error) {
      onFailure(error);
    }
    await realSleep(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}
