/** Takes what is written to stdout; says whether it was its own to take. */
type Take = (text: string) => boolean;

/** Collects text until a line is whole: each line of stdout becomes one line of the function's log, as it is. */
export class Lines {
  private rest = '';

  constructor(private readonly write: (line: string) => void) {}

  /** Takes any text. */
  add(text: string): true {
    const lines = `${this.rest}${text}`.split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') this.write(line);
    return true;
  }

  /** The invocation is over: what has no line break is a line too. */
  flush(): void {
    if (this.rest !== '') this.write(this.rest);
    this.rest = '';
  }
}

/**
 * Hands all that the process writes to stdout to `take`, and leaves to the process what is not taken. Lambda's JSON log
 * format wraps what goes through the console, and nothing else: a line of process.stdout.write arrives as it is. AWS:
 * "Log and monitor Node.js Lambda functions".
 */
export function installStdout(take: Take): void {
  const original: unknown = Reflect.get(process.stdout, 'write');
  Reflect.set(process.stdout, 'write', (chunk: string | Uint8Array, ...rest: unknown[]): unknown => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    if (!take(text)) return typeof original === 'function' && Reflect.apply(original, process.stdout, [chunk, ...rest]);
    const written = rest.at(-1);
    if (typeof written === 'function') process.nextTick(() => Reflect.apply(written, undefined, []));
    return true;
  });
}
