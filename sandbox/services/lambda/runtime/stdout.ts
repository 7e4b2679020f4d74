/** Takes text written to stdout, or returns false to decline it. */
type Take = (text: string) => boolean;

/** Collects text until a line is complete: each line of stdout becomes one unchanged line of the function's log. */
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

  /** The invocation is over: text without a line break is a line too. */
  flush(): void {
    if (this.rest !== '') this.write(this.rest);
    this.rest = '';
  }
}

/**
 * Passes everything that the process writes to stdout to `take`, and text that `take` declines to the process. Lambda's
 * JSON log format wraps only console output: a line of process.stdout.write arrives unchanged. AWS: "Log and monitor
 * Node.js Lambda functions".
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
