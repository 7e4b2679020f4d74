import { printable } from '../text/printable';

export const TAKE_IT_AS_MADE =
  'take the file as AWS made it: aws iam get-credential-report --query Content --output text | base64 -d > report.csv';
export const SAVED_BY_A_SPREADSHEET = `it was saved by a spreadsheet: ${TAKE_IT_AS_MADE}`;

const LONGEST_SHOWN = 80;

/** A file that is not a credential report, or cannot be read. One line: the file, the place, the value, the remedy. */
export class UnreadableReport extends Error {
  override readonly name = 'UnreadableReport';

  /** The message without the file. */
  readonly fault: string;

  constructor(file: string, fault: string, options?: ErrorOptions) {
    super(`${printable(file)}${fault}`, options);
    this.fault = fault.replace(/^:? /, '');
  }
}

interface Fault {
  readonly column?: string;
  readonly got?: string;
  readonly remedy?: string;
}

/** Names the file, a line and perhaps a column of it, and what is wrong there. */
export class Place {
  constructor(
    private readonly file: string,
    private readonly line: number,
  ) {}

  /**
   * @param must e.g. `must be true or false`
   * @param got the value, which is shown printable and cut to length
   */
  fault(must: string, { column, got, remedy = TAKE_IT_AS_MADE }: Fault = {}): UnreadableReport {
    const where = column === undefined ? `line ${this.line}` : `line ${this.line}, column ${column}`;
    const value = got === undefined ? '' : `, got ${shown(got)}`;
    return new UnreadableReport(this.file, `: ${where}: ${must}${value}; ${remedy}`);
  }
}

function shown(value: string): string {
  const cut = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
  return JSON.stringify(printable(cut));
}
