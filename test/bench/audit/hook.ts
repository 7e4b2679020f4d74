import { writeSync } from 'node:fs';
import { peakMemory } from '../peak-memory';

/** Loaded into each measured process: it tells the process's costs on file descriptor 3. */

export interface ProcessCosts {
  /** Seconds of all threads. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  const costs: ProcessCosts = { cpuSeconds: (user + system) / 1e6, peakBytes: peakMemory() };
  writeSync(3, JSON.stringify(costs));
});
