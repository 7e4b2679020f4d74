import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXIT_STATUS } from '../../audit/command/failure';
import { policyDocument } from '../../audit/aws/policy';

const ROOT = join(__dirname, '..', '..');
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const PAGES = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  'sandbox/README.md',
];

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

describe('The documentation', () => {
  it('shows the very policy that the audit needs', () => {
    const [, shown] = /The permissions that it needs:\s+```json\n(.*?)```/s.exec(read('docs/audit.md')) ?? [];

    expect(JSON.parse(shown ?? '')).toEqual(policyDocument());
  });

  it('lists the exit statuses of --help', () => {
    const [, table = ''] = /## Exit status\n(.*?)\n## /s.exec(read('docs/audit.md')) ?? [];

    expect([...table.matchAll(/^\| (\d+)/gm)].map(([, status]) => status)).toEqual(
      [...EXIT_STATUS.matchAll(/^ {2}(\d+)/gm)].map(([, status]) => status),
    );
  });

  it.each(PAGES)('links in %s lead to a file and a heading that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, target))) return true;
      const headings = anchor === undefined ? [] : [...read(target).matchAll(/^#+ (.*)$/gm)];
      return anchor !== undefined && !headings.some(([, heading = '']) => anchorOf(heading) === anchor);
    });

    expect(broken.map(([link]) => link)).toEqual([]);
  });

  it.each(PAGES)('sources named in %s exist', (page) => {
    const named = [...read(page).matchAll(/`((?:rule|remediation|infra|audit|sandbox|test)\/[\w/-]+\.ts)`/g)];
    const missing = named.filter(([, file = '']) => !existsSync(join(ROOT, file)));

    expect(missing.map(([, file]) => file)).toEqual([]);
  });
});
