import { readFileSync } from 'node:fs';

/**
 * The peak of this process's resident memory, in bytes. Linux: getrusage(2) counts the parent's memory too, because a new
 * process begins as its copy; proc_pid_status(5) has the peak of the program alone.
 */
export function peakMemory(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : '';
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kilobytes) * 1024;
}
