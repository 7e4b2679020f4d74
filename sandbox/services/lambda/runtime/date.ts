/** Replaces the global `Date` with one that reads the given current time, in ms since the epoch. */
export function installDate(currentTime: () => number): void {
  const MachineDate = Date;
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, args, newTarget): object =>
      Reflect.construct(target, args.length === 0 ? [currentTime()] : args, newTarget),
    apply: () => new MachineDate(currentTime()).toString(),
    get: (target, key): unknown => (key === 'now' ? currentTime : Reflect.get(target, key)),
  });
}
