import { setTimeout as realSleep } from 'node:timers/promises';
import type { LocalAws } from '../index';
import { textOf } from './errors';
import { isoTime } from './iso-time';
import { Journal } from './journal';
import type { ProgressStream } from './progress';
import { count, shownTime } from './render/text';
import type { ScenarioResult } from './result';

/** How soon work that a call started continues. */
const TICK_MS = 50;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MOVE_DAYS = 366;
const MOVES = `to move the clock, type for example +30d or +12h, at most +${LONGEST_MOVE_DAYS}d`;

/** Where moves of the clock are typed, and what happens is printed. */
interface Console {
  readonly stderr: ProgressStream;
  /** Calls with each line of standard input from now on. */
  readonly onLine: (take: (line: string) => void) => void;
}

interface Turns {
  /** How far to move the clock next, in milliseconds. */
  readonly takeMove: () => number | undefined;
  /** Gets each failure of the local AWS, which keeps running. */
  readonly onFailure: (error: unknown) => void;
  /** After everything that was due has happened. */
  readonly onTurn: (move: number | undefined) => void;
}

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

Its clock follows the real one, but skips the waits of runbooks. To move it, type
for example +30d or +12h here and press Enter: what happens meanwhile is printed.
Ctrl-C stops it.
`;
}

/**
 * Keeps the account running until the signal, and prints what happens, one line each.
 *
 * A typed line such as `+30d` moves the clock. There is no API call for it: a web page or another program on this machine
 * cannot reach it, whatever it sends to the local AWS.
 */
export async function serve(aws: LocalAws, ruleName: string, signal: AbortSignal, console: Console): Promise<void> {
  const print = (line: string) => void console.stderr.write(`${line}\n`);
  const journal = new Journal(aws, ruleName);
  const moves: number[] = [];
  console.onLine((line) => {
    if (line.trim() === '') return;
    const move = parseMove(line);
    if (move === undefined) print(`error: ${JSON.stringify(line)}: ${MOVES}`);
    else moves.push(move);
  });
  await keepAlive(aws, signal, {
    takeMove: () => moves.shift(),
    onFailure: (error) => print(`failed: ${textOf(error)}`),
    onTurn: (move) => {
      for (const { time, what } of journal.take()) print(`${shownTime(time)} ${what}`);
      if (move !== undefined) print(`The clock is at ${shownTime(isoTime(aws.clock.now()))}.`);
    },
  });
}

/** In milliseconds; undefined for anything that is not a move from one hour to 366 days ahead. */
export function parseMove(text: string): number | undefined {
  const [, digits, unit] = /^\s*\+([1-9][0-9]{0,3})([dh])\s*$/.exec(text) ?? [];
  const milliseconds = Number(digits) * (unit === 'd' ? DAY_MS : HOUR_MS);
  return milliseconds <= LONGEST_MOVE_DAYS * DAY_MS ? milliseconds : undefined;
}

/**
 * Runs the account until the signal: the schedule, and the work that calls have started. Everything that comes due while
 * the clock moves happens in order.
 */
export async function keepAlive(
  { clock, config }: Pick<LocalAws, 'clock' | 'config'>,
  signal: AbortSignal,
  { takeMove, onFailure, onTurn }: Turns,
): Promise<void> {
  config.startSchedule();
  while (!signal.aborted) {
    const move = takeMove();
    try {
      await clock.runUntil(clock.now() + (move ?? 0));
      await clock.runUntilIdle();
    } catch (error) {
      onFailure(error);
    }
    onTurn(move);
    await realSleep(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
}
