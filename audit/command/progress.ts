import type { Progress } from '../../rule/account/judge-account';
import type { Time } from '../../rule/account/time';
import type { AuditProgress } from '../accounts/audit-accounts';
import type { AccountSource } from '../accounts/source';
import { printable } from '../text/printable';

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const ERASE_LINE = '\r\u001b[2K';

/** Throttling of an action in an account is said at most this often. */
const SAY_AGAIN_AFTER = 10_000;

/** One line that counts what has been read, e.g. `reading users: 200 of 5000`; only on a terminal, never in a log. */
export function progressLine(stream: Stream, what: string): { show: Progress; stop(): void } {
  const write = (text: string) => void (stream.isTTY && stream.write(`${ERASE_LINE}${text}`));
  return { show: (read, of) => write(`${what}: ${read} of ${of}`), stop: () => write('') };
}

interface Users {
  readonly read: number;
  readonly of: number;
}

/** The progress of an audit of so many accounts: a line that is rewritten on a terminal, lines in a log. */
export class ProgressOfAccounts implements AuditProgress {
  private finished = 0;
  private readonly reading = new Map<AccountSource, Users>();
  private readonly said = new Map<string, number>();

  constructor(
    private readonly stream: Stream,
    private readonly time: Pick<Time, 'now'>,
    private readonly all: number,
  ) {}

  readonly users = (source: AccountSource): Progress => {
    return (read, of) => {
      this.reading.set(source, { read, of });
      this.show();
    };
  };

  readonly done = (source: AccountSource): void => {
    this.finished += 1;
    this.reading.delete(source);
    if (this.all === 1) return;
    if (this.stream.isTTY) this.show();
    else this.stream.write(`read ${printable(source.label)}: ${this.finished} of ${this.all}\n`);
  };

  /** @param label of the account @param action e.g. `iam:ListUsers` */
  throttled(label: string, action: string): void {
    const text = `AWS throttles ${action} in ${printable(label)}; retrying`;
    const now = this.time.now().getTime();
    if (now - (this.said.get(text) ?? -Infinity) < SAY_AGAIN_AFTER) return;
    this.said.set(text, now);
    this.erase();
    this.stream.write(`${text}\n`);
  }

  /** Before something else is written to the terminal. */
  erase(): void {
    if (this.stream.isTTY) this.stream.write(ERASE_LINE);
  }

  private show(): void {
    const users = [...this.reading.values()];
    const sum = (of: keyof Users) => users.reduce((total, each) => total + each[of], 0);
    const accounts = this.all === 1 ? [] : [`accounts: ${this.finished} of ${this.all}`];
    const reading = users.length === 0 ? [] : [`reading users: ${sum('read')} of ${sum('of')}`];
    if (this.stream.isTTY) this.stream.write(`${ERASE_LINE}${[...accounts, ...reading].join('; ')}`);
  }
}
