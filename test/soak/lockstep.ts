import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { Agent, ClientRequest } from 'node:http';
import { Chance } from './chance';

/**
 * Runs in an execution environment ahead of the function's code, and makes a seed always give the same run: the SDK's
 * random waits come from the seed, and of simultaneous requests each is sent when the one before has been answered.
 */

const waiting: { readonly request: ClientRequest; readonly send: () => void }[] = [];
let open: ClientRequest | undefined;
let onAnswered: () => void = () => undefined;
/** The invocation that may send and wait; undefined between two, when an environment is frozen. */
let running: object | undefined;
const timers: NodeJS.Timeout[] = [];
const invocations = new AsyncLocalStorage<object>();

const chance = new Chance(Number(process.env['SOAK_SEED']));
Math.random = () => chance.below(2 ** 32) / 2 ** 32;
keepTimers();
sendOneByOne();
subscribe('http.client.request.start', (message) => {
  const request = typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined;
  // 102: no answer will come. The runtime counts the request as over, and time goes on until the SDK gives up.
  if (request instanceof ClientRequest) request.once('information', () => request.emit('close'));
});

/** The handler, which ends when no request is open. What a failed invocation leaves behind never continues. */
export function inLockstep(handler: (...args: unknown[]) => unknown): (...args: unknown[]) => Promise<unknown> {
  return async (...args) => {
    const invocation = {};
    running = invocation;
    try {
      return await invocations.run(invocation, async () => await handler(...args));
    } finally {
      running = undefined;
      for (const { request } of waiting.splice(0)) request.destroy();
      for (const timer of timers.splice(0)) clearTimeout(timer);
      if (open) await new Promise<void>((resolve) => (onAnswered = resolve));
    }
  };
}

function keepTimers(): void {
  const set = globalThis.setTimeout;
  Reflect.set(globalThis, 'setTimeout', (run: () => void, delay?: number, ...args: []) => {
    const timer = set(run, delay, ...args);
    if (isRunning()) timers.push(timer);
    else clearTimeout(timer);
    return timer;
  });
}

function isRunning(): boolean {
  return running !== undefined && invocations.getStore() === running;
}

function sendOneByOne(): void {
  const addRequest: unknown = Reflect.get(Agent.prototype, 'addRequest');
  if (typeof addRequest !== 'function') throw new TypeError('this Node has no Agent.addRequest');
  Reflect.set(
    Agent.prototype,
    'addRequest',
    function add(this: Agent, request: ClientRequest, ...rest: unknown[]): void {
      if (!isRunning()) {
        request.destroy();
        return;
      }
      waiting.push({ request, send: () => void Reflect.apply(addRequest, this, [request, ...rest]) });
      sendNext();
    },
  );
}

function sendNext(): void {
  if (open) return;
  const next = waiting.shift();
  if (!next) return;
  open = next.request;
  next.request.once('close', () => {
    open = undefined;
    onAnswered();
    // A turn later its socket is free for the next.
    process.nextTick(sendNext);
  });
  if (next.request.destroyed) next.request.emit('close');
  else next.send();
}
