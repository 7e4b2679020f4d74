import fs, { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedFile } from '../../../audit/command/save';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'save-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('A file that the answer is saved to', () => {
  it.each([
    ['audit.html', 'html'],
    ['Audit.JSON', 'json'],
    ['audit.csv', 'csv'],
    ['audit.md', 'markdown'],
  ])('has the format of its ending: %s is %s', (name, format) => {
    const file = savedFile(join(folder, name));
    file.write('one, ');
    file.write('two');
    file.close();

    expect(file.format).toBe(format);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('one, two');
  });

  it.each([
    ['has no known ending', 'audit.pdf', /audit\.pdf: the name must end in \.csv, \.html, \.json, \.md$/],
    ['cannot be written', join('missing', 'audit.html'), /audit\.html: the file cannot be written: ENOENT/],
  ])('is refused if it %s', (_why, name, message) => {
    expect(() => savedFile(join(folder, name))).toThrow(message);
  });

  it('is not one of the files that are read, by whatever name', () => {
    const report = join(folder, 'report.csv');
    writeFileSync(report, 'user,arn');
    symlinkSync(report, join(folder, 'link.csv'));

    expect(() => savedFile(join(folder, 'link.csv'), [join(folder, 'other.csv'), report])).toThrow(
      /link\.csv: the audit reads this file as a credential report: give another name$/,
    );
    expect(readFileSync(report, 'utf8')).toBe('user,arn');
  });

  it('says at its end that it could not be written, so that the others are complete', () => {
    jest.spyOn(fs, 'writeSync').mockImplementationOnce(() => {
      throw new Error('ENOSPC: no space left on device');
    });
    const file = savedFile(join(folder, 'full.csv'));
    file.write('one');
    file.write('two');

    expect(() => file.close()).toThrow(/full\.csv: the answer could not be written: ENOSPC/);
    expect(readFileSync(join(folder, 'full.csv'), 'utf8')).toBe('');
  });
});
