import * as fc from 'fast-check';
import { readReportRows } from '../../../rule/account/credential-report-rows';
import { type Cells, HEADER, reportRow } from '../report-csv';
import { read } from './read';

const name = fc.constantFrom('dave', 'a,b', 'x+y=z', 'arn', 'true,N');
const path = fc.constantFrom('/', '/it/', '/a,b/', '/"/', '/x,"y"/', '/dave,2014-09-27T10:53:55Z,false/');
const flag = fc.constantFrom('true', 'false', 'TRUE', 'not_supported', '');
const mark = fc.constantFrom(
  'N/A',
  'no_information',
  'not_supported',
  '',
  '2026-02-30T00:00:00Z',
  '2016-02-29T24:00:00Z',
);
const zone = fc.constantFrom('Z', '+00:00', '-07:30', '.250Z', '');
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2026-11-24'), noInvalidDate: true });
const time = fc.oneof(
  mark,
  fc.tuple(day, zone).map(([date, suffix]) => date.toISOString().slice(0, 19) + suffix),
);
const cells = fc.record({
  user_creation_time: time,
  password_enabled: flag,
  password_last_changed: time,
  access_key_1_last_rotated: time,
  access_key_2_last_rotated: time,
});
const quoting = fc.constantFrom(
  (row: string) => row,
  unquoted,
  (row: string) => row.slice(0, -4),
);

describe('The reader of saved reports and the Lambda’s', () => {
  it('agree on every row that both understand, and the strict one understands no other', async () => {
    let both = 0;
    await fc.assert(
      fc.asyncProperty(name, path, cells, quoting, async (user, folder, others, quote) => {
        const row: Cells = { user, arn: `arn:aws:iam::111122223333:user${folder}${user}`, ...others };
        const csv = `${HEADER}\n${quote(reportRow(row))}`;

        const [strict] = await read(csv).then(
          ({ users }) => users,
          () => [],
        );

        if (!strict) return;
        both += 1;
        expect([...readReportRows(csv).byName]).toEqual([
          [
            strict.name,
            {
              arn: strict.arn,
              userCreated: strict.created,
              passwordEnabled: strict.passwordEnabled,
              passwordLastChanged: strict.passwordLastChanged,
              keysCreated: strict.keys.map(({ created }) => created),
              cell: expect.any(Function),
            },
          ],
        ]);
      }),
      { numRuns: 2000 },
    );
    expect(both).toBeGreaterThan(20);
  });
});

function unquoted(row: string): string {
  return row.replaceAll('""', '\0').replaceAll('"', '').replaceAll('\0', '"');
}
