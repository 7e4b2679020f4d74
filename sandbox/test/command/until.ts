import { setTimeout as realSleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Waits, in real time, until another process or thread has brought it about. @throws after 20 s */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`still waiting for ${what}`);
    await realSleep(20);
  }
}
