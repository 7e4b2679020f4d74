import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stringify } from 'yaml';
import { VERSION } from '../../infra/version';
import { objectOf, SYNTHESIZED } from './fixtures/templates';

const PROJECT = join(__dirname, '..', '..');
const read = (...path: string[]): string => readFileSync(join(PROJECT, ...path), 'utf8');

describe('A release', () => {
  it('is the newest in the changelog, with its date, below what is not released yet', () => {
    const headings = read('CHANGELOG.md').match(/^## .*$/gm) ?? [];

    expect(headings[0]).toBe('## [Unreleased]');
    expect(headings[1]).toMatch(new RegExp(`^## \\[${VERSION.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`));
  });

  it('is named in the template’s description and metadata', () => {
    const { Description, Metadata } = objectOf(SYNTHESIZED);

    expect(Description).toContain(`(inactive-iam-users ${VERSION})`);
    expect(Metadata).toHaveProperty(['inactive-iam-users', 'Version'], VERSION);
  });

  it('fits into a request as the YAML that cdk deploy makes of the account template', () => {
    const yaml = stringify(objectOf(SYNTHESIZED), { schema: 'yaml-1.1', lineWidth: 0 });

    expect(Buffer.byteLength(yaml)).toBeLessThan(51_200);
  });
});

describe('npm run template', () => {
  it('writes the account template as one file', () => {
    const loader = pathToFileURL(require.resolve('tsx')).href;
    const args = ['--import', loader, join(PROJECT, 'infra', 'template.ts')];

    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });

    expect({ status, file: stdout.trim() }).toEqual({ status: 0, file: 'dist/inactive-iam-users.template.json' });
    expect(read('dist', 'inactive-iam-users.template.json')).toBe(SYNTHESIZED);
  }, 60_000);
});
