/** The clock and the sleep, given to whatever needs them. */
export interface Time {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

/** The machine's own. */
export const SYSTEM_TIME: Time = {
  now: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
