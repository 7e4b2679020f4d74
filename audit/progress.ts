import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../rule/account/judge-account';

/** A bar of what has been read, e.g. `reading users`; on a terminal only, so that a log holds no control characters. */
export function progressBar(stream: NodeJS.WriteStream, what: string): { show: Progress; stop(): void } {
  const bar = new SingleBar(
    {
      format: `${what} {bar} {value}/{total}`,
      stream,
      noTTYOutput: false,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  return {
    show: (read, of) => {
      if (!stream.isTTY) return;
      if (!bar.isActive) bar.start(of, 0);
      bar.update(read);
    },
    stop: () => bar.stop(),
  };
}
