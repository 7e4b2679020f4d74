/** The clock, passed in as a dependency for tests. */
export interface Time {
  now(): Date;
  sleep(milliseconds: number): Promise<void>;
}

export const SYSTEM_TIME: Time = {
  now: () => new Date(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
