import type { Time } from '../../rule/account/time';

/** How often to look, and for how long at most. In milliseconds. */
interface Patience {
  readonly every: number;
  readonly within: number;
}

/** Looks again and again until it sees something. @returns undefined if the time is up */
export async function poll<T>(
  time: Time,
  { every, within }: Patience,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const end = time.now().getTime() + within;
  for (;;) {
    const seen = await look();
    if (seen !== undefined || time.now().getTime() + every > end) return seen;
    await time.sleep(every);
  }
}
