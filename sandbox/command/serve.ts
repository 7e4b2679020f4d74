import { setTimeout as realSleep } from 'node:timers/promises';
import type { LocalAws } from '../index';
import { count } from './render/text';
import type { ScenarioResult } from './result';

/** How soon work that a call has started goes on. */
const TICK_MS = 50;

/** Real time that has passed since `start`: none before, so that a scenario is the same on any machine. */
export class RealTime {
  private started: number | undefined;

  /** @param uptime in milliseconds, never going back */
  constructor(private readonly uptime: () => number) {}

  readonly passed = (): number => (this.started === undefined ? 0 : this.uptime() - this.started);

  start(): void {
    this.started ??= this.uptime();
  }
}

/** The lines that point the AWS CLI and the SDKs at the local AWS; nothing that an `eval` could stumble over. */
export function exportLines(aws: LocalAws): string {
  const { accessKeyId, secretAccessKey, sessionToken } = aws.operatorCredentials();
  const variables = {
    AWS_ENDPOINT_URL: aws.url,
    // Where the shell says otherwise, the CLI would take these keys to the real AWS.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: aws.account.region,
    // Version 1 of the AWS CLI and boto3 read this one only.
    AWS_DEFAULT_REGION: aws.account.region,
  };
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${value}\n`)
    .join('');
}

/** For whoever reads along: what is there, and what to try. */
export function hints({ users, remediations, stack }: ScenarioResult, url: string): string {
  const deleted = remediations.filter(({ outcome }) => outcome === 'password deleted').length;
  return `
The local AWS is up at ${url}: ${count(users.length, 'user')} evaluated,
${count(deleted, 'password')} deleted by the runbook. Run the export lines in another shell, then e.g.

  aws iam list-users
  aws configservice get-compliance-details-by-config-rule \\
    --config-rule-name ${stack.ruleName}
  aws ssm describe-automation-executions
  aws securityhub get-findings

Its clock follows the real one, and jumps over the waits of runbooks.
Ctrl-C ends it.
`;
}

/**
 * Keeps the account alive until it is told to stop: the schedule and whatever a call has started go on by themselves.
 * @param onFailure is told what the local AWS could not do; it stays up
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
