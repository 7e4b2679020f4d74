import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { isRecord, parseJson } from '../../../rule/decision/json';
import type { ProcessCosts } from './hook';

/** What a whole process takes, from its start to its end. */
export interface Costs extends ProcessCosts {
  readonly seconds: number;
}

/**
 * Runs Node with these arguments.
 *
 * @param hook the compiled hook.ts
 * @param output the file for standard output
 * @throws Error with what the process wrote to stderr, if its exit status is not in `statuses`
 */
export async function measure(
  args: readonly string[],
  { hook, output, statuses = [0] }: { hook: string; output: string; statuses?: readonly number[] },
): Promise<Costs> {
  const stdout = openSync(output, 'w');
  try {
    const started = performance.now();
    const child = spawn(process.execPath, ['--require', hook, ...args], { stdio: ['ignore', stdout, 'pipe', 'pipe'] });
    const ended = once(child, 'close');
    const [, , stderr, costs] = child.stdio;
    if (!stderr || !costs || !('read' in stderr) || !('read' in costs)) throw new Error('the process has no pipes');
    const [complaint, told, [status]] = await Promise.all([text(stderr), text(costs), ended]);
    const seconds = (performance.now() - started) / 1000;
    if (!statuses.includes(Number(status)))
      throw new Error(`status ${String(status)} of ${args.join(' ')}: ${complaint}`);
    return { seconds, ...parseCosts(told) };
  } finally {
    closeSync(stdout);
  }
}

function parseCosts(json: string): ProcessCosts {
  const costs = parseJson(json);
  const number = (name: keyof ProcessCosts) => Number(isRecord(costs) ? costs[name] : undefined);
  return { cpuSeconds: number('cpuSeconds'), peakBytes: number('peakBytes') };
}
