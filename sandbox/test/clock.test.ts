import { SandboxClock } from '../core/clock';

describe('The sandbox’s clock', () => {
  it('rings alarms by time, and alarms of the same time in the order in which they were set', async () => {
    const clock = new SandboxClock(0);
    const seen: string[] = [];
    const note = async (name: string, time: number) => {
      await clock.sleepUntil(time);
      seen.push(`${name} at ${clock.now()}`);
    };
    for (const [name, time] of [
      ['c', 300],
      ['a', 100],
      ['b', 100],
    ] as const)
      clock.spawn(() => note(name, time));

    await clock.runUntilIdle();

    expect(seen).toEqual(['a at 100', 'b at 100', 'c at 300']);
  });

  it('does not move while something computes', async () => {
    const clock = new SandboxClock(0);
    const release = clock.hold();
    let rang = false;
    void clock.sleepUntil(10).then(() => {
      rang = true;
    });
    const run = clock.runUntilIdle();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([rang, clock.now()]).toEqual([false, 0]);

    release();
    await run;

    expect([rang, clock.now()]).toEqual([true, 10]);
  });

  it('stops at the time that it was asked to run to, and rings no later alarm', async () => {
    const clock = new SandboxClock(0);
    let rang = 0;
    for (const time of [10, 20, 30]) {
      void clock.sleepUntil(time).then(() => {
        rang += 1;
      });
    }

    await clock.runUntil(25);

    expect([rang, clock.now()]).toEqual([2, 25]);
  });

  it('is idle when only background alarms are left', async () => {
    const clock = new SandboxClock(0);
    const daily = clock.alarm(1000, { background: true });
    void clock.sleepUntil(10);

    await clock.runUntilIdle();

    expect(clock.now()).toBe(10);
    daily.cancel();
  });

  it('rings no background alarm while work takes real time, and then goes on with the work', async () => {
    const clock = new SandboxClock(0);
    const daily = clock.alarm(1000, { background: true });
    const work = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const before = clock.now();
      await clock.sleep(10);
      return [before, clock.now()];
    };

    expect(await clock.runUntilSettled(work())).toEqual([0, 10]);
    daily.cancel();
  });

  it('rings background alarms that come due while work waits for it', async () => {
    const clock = new SandboxClock(0);
    const rung = clock.alarm(5, { background: true }).reached.then(() => clock.now());
    await clock.runUntilSettled(clock.sleep(10));

    expect(await rung).toBe(5);
  });

  it('does not ring an alarm that was cancelled', async () => {
    const clock = new SandboxClock(0);
    const alarm = clock.alarm(10);
    alarm.cancel();

    await clock.runUntilIdle();

    expect(clock.now()).toBe(0);
  });

  it('fails if work that it started fails', async () => {
    const clock = new SandboxClock(0);
    clock.spawn(() => Promise.reject(new Error('lost')));

    await expect(clock.runUntilIdle()).rejects.toThrow('lost');
  });
});
