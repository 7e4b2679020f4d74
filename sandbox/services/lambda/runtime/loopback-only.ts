import { isIP, Socket } from 'node:net';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/** Refuses every connection of this thread that leaves the machine, however the code is configured. */
export function allowLoopbackOnly(): void {
  const connect: unknown = Reflect.get(Socket.prototype, 'connect');
  if (typeof connect !== 'function') throw new TypeError('this Node has no Socket.connect to guard');
  Reflect.set(Socket.prototype, 'connect', function guarded(this: Socket, ...args: unknown[]): unknown {
    const host = hostOf(args);
    if (!LOOPBACK.test(host)) throw new Error(`the sandbox connects to the loopback interface only, not to ${host}`);
    return Reflect.apply(connect, this, args);
  });
}

/** Node normalizes its arguments to one list, options first, before it calls this from net.connect. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = args;
  const options: unknown = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object' && options !== null) {
    if ('path' in options && typeof options.path === 'string') return `the socket ${options.path}`;
    return 'host' in options && typeof options.host === 'string' ? options.host : 'localhost';
  }
  return typeof second === 'string' && (isIP(second) > 0 || second !== '') ? second : 'localhost';
}
