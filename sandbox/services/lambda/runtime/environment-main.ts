import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { type Handler, loadHandler } from './handler';
import { errorLine, faultOf, installJsonConsole } from './json-log';
import { allowLoopbackOnly } from './loopback-only';
import type { EnvironmentSetup, FromEnvironment, ToEnvironment } from './messages';
import { installStdout, Lines } from './stdout';
import { VirtualTime } from './virtual-time';

/**
 * An execution environment of Lambda, inside a worker thread: it loads the function's code as the Node runtime does and
 * answers one invocation at a time. It watches the work that the code starts: the sandbox's clock may go on only when
 * nothing but timers is left.
 */

const setup: EnvironmentSetup = workerData;
let requestId = '';
let running = false;
let openRequests = 0;
let checkScheduled = false;
let asleepUntil: number | undefined;

const time = new VirtualTime(setup.now, scheduleCheck);
const logContext = {
  now: () => time.now,
  requestId: () => requestId,
  write: (line: string) => say({ kind: 'log', line }),
};

allowLoopbackOnly();
time.install();
installJsonConsole(logContext);
const stdout = new Lines(logContext.write);
installStdout((text) => {
  stdout.add(text);
  return true;
});
subscribe('http.client.request.start', (message) => {
  const request = typeof message === 'object' && message !== null && 'request' in message ? message.request : undefined;
  if (!(request instanceof ClientRequest)) return;
  openRequests += 1;
  request.once('close', () => {
    openRequests -= 1;
    scheduleCheck();
  });
});
let handler: Handler | undefined;

parentPort?.on('message', (message: ToEnvironment) => {
  if (message.kind === 'invoke') void invoke(message.requestId, message.event, message.now);
  else void wake(message.now);
});

async function invoke(id: string, event: unknown, now: number): Promise<void> {
  requestId = id;
  running = true;
  asleepUntil = undefined;
  await time.advanceTo(now);
  try {
    // As in Lambda, the code is loaded before its first invocation, and its globals stay.
    handler ??= loadHandler(setup);
    const result = await handler(event, { awsRequestId: id });
    finish(JSON.stringify(result) ?? 'null', false);
  } catch (error) {
    say({ kind: 'log', line: errorLine(logContext, error) });
    finish(JSON.stringify(faultOf(error)), true);
  }
}

async function wake(now: number): Promise<void> {
  asleepUntil = undefined;
  await time.advanceTo(now);
  scheduleCheck();
}

function finish(payload: string, failed: boolean): void {
  running = false;
  stdout.flush();
  say({ kind: 'done', payload, failed });
}

/** A few turns of the event loop later: code that just got an answer may send another request first, or finish. */
function scheduleCheck(): void {
  if (checkScheduled || !running) return;
  checkScheduled = true;
  setImmediate(() => setImmediate(() => setImmediate(check)));
}

function check(): void {
  checkScheduled = false;
  const until = time.next();
  if (!running || openRequests > 0 || until === undefined || until === asleepUntil) return;
  asleepUntil = until;
  say({ kind: 'asleep', until });
}

function say(message: FromEnvironment): void {
  parentPort?.postMessage(message);
}
