import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
});
