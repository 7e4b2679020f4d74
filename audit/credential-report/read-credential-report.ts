import { parseHeader, partsOf } from './columns';
import { type Chunks, decode } from './decode';
import { eachLine } from './lines';
import { Rows } from './rows';
import { Place } from './unreadable-report';
import { Users, type Visitor } from './users';

/**
 * Reads a saved credential report, or several that are joined in one file: CSV in UTF-8 or UTF-16, the output of the AWS
 * CLI, or Base64. Memory stays flat whatever the size of the file.
 *
 * @param name of the file, for errors
 * @param now the time of the verdicts: later times in the report show that it, or the machine's clock, is wrong
 * @returns when AWS made the oldest report, if the file tells that
 * @throws UnreadableReport that names line, column and value if the file is not wholly as AWS made it
 */
export async function readCredentialReport(
  chunks: Chunks,
  { name, now }: { readonly name: string; readonly now: Date },
  visitor: Visitor,
): Promise<{ generated?: Date }> {
  const times: Date[] = [];
  const users = new Users(name, visitor);
  const csv = decode(chunks, name, (time) => void times.push(time));
  let rows: Rows | undefined;
  await eachLine(csv, name, (bytes, from, to, number) => {
    if (rows?.readFast(bytes, from, to) === true) return users.add(rows, number);
    const place = new Place(name, number);
    const line = bytes.toString('utf8', from, to).replace(/^\ufeff/, '');
    const [row, header] = rows ? partsOf(line) : ['', line];
    if (rows && row !== '') {
      rows.read(row, place);
      users.add(rows, number);
    }
    if (header !== '') rows = new Rows(parseHeader(header, place), now);
  });
  if (users.accounts === 0) {
    throw new Place(name, 2).fault("must be the root user's row or a user's, but there are no rows");
  }
  const [generated] = times.toSorted((a, b) => a.getTime() - b.getTime());
  return generated ? { generated } : {};
}
