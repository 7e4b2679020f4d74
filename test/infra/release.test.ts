import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { changelogSection } from '../../infra/release/changelog';
import { refusals } from '../../infra/release/refusals';
import { verifyTemplate } from '../../infra/release/verify-template';
import { workflowSteps } from '../../infra/release/workflow-steps';
import { checkTemplateSize, MOST_BYTES, templateSizes } from '../../infra/template-size';
import { version as VERSION } from '../../package.json';
import { objectOf, PREVIOUS, SYNTHESIZED } from './fixtures/templates';

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

  it('is the version in the commands of the README and of docs/', () => {
    const versions = ['README.md', 'docs/deploy.md', 'docs/reading-the-template.md'].flatMap(
      (file) => read(file).match(/(?<=(download\/|checkout )v|inactive-iam-users@)\d+\.\d+\.\d+/g) ?? [],
    );

    expect([versions.length > 3, new Set(versions)]).toEqual([true, new Set([VERSION])]);
  });

  it('calls the AWS APIs that docs/reading-the-template.md lists', () => {
    const calls = SYNTHESIZED.match(/\.(paginate[A-Za-z]+|[A-Za-z]+Command)\b/g) ?? [];

    expect(read('docs', 'reading-the-template.md')).toContain(`\n${[...new Set(calls)].toSorted().join('\n')}\n`);
  });
});

describe('The account template', () => {
  it('leaves 1,000 bytes of a request free, as the JSON that is written and as the YAML that cdk deploy makes of it', () => {
    const { json, yaml } = templateSizes(SYNTHESIZED);

    expect(json).toBeLessThan(50_200);
    expect(yaml).toBeLessThan(50_200);
  });
});

describe('A template', () => {
  /** A template of this many bytes as JSON; its YAML is shorter, because its lines are plain. */
  const ofBytes = (bytes: number): string => `{"a":"${'x'.repeat(bytes - 8)}"}`;
  /** Lists in lists: YAML indents each of its lines, and is longer than the JSON. */
  const nested = (count: number): string => JSON.stringify(Array.from({ length: count }, () => [[[[1, 1, 1]]]]));

  it('as large as CloudFormation allows is accepted', () => {
    expect(checkTemplateSize(ofBytes(MOST_BYTES))).toBeUndefined();
  });

  it('that CloudFormation would refuse fails by name, and says what to do', () => {
    expect(() => checkTemplateSize(ofBytes(MOST_BYTES + 1))).toThrow(
      expect.objectContaining({
        name: 'TemplateTooLarge',
        message: expect.stringMatching(/has 51201 bytes.*at most 51200.*leave out fewer accounts/),
      }),
    );
  });

  it('that only cdk deploy would refuse is accepted, with a remark that says what to do', () => {
    const template = nested(2200);
    const { json, yaml } = templateSizes(template);
    expect(json).toBeLessThan(MOST_BYTES);
    expect(yaml).toBeGreaterThan(MOST_BYTES);

    expect(checkTemplateSize(template)).toBe(
      `This template has ${yaml} bytes as YAML, and "cdk deploy" sends at most 51200: deploy the JSON file by "aws cloudformation deploy".`,
    );
  });
});

describe('npm run template', () => {
  // That a rebuilt template is the same is a part of the dry run of a release: see library.test.ts.
  it('--verify names the version of a file that this checkout does not build', () => {
    const loader = pathToFileURL(require.resolve('tsx')).href;
    const file = join(PROJECT, 'test', 'infra', 'fixtures', '0.1.0.template.json');
    const args = ['--import', loader, join(PROJECT, 'infra', 'template.ts'), '--verify', file];

    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });

    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `${file} is of version 0.1.0, and this checkout is ${VERSION}: run "git checkout v0.1.0 && npm ci", and verify again.\n`,
    });
  }, 60_000);
});

describe('The verification of a template', () => {
  const verify = async (released: string) =>
    await verifyTemplate('their.json', Buffer.from(released), VERSION, async () => Promise.resolve([SYNTHESIZED]));

  it('accepts the same bytes', async () => {
    await expect(verify(SYNTHESIZED)).resolves.toMatchObject({ isSame: true });
  });

  it('shows where a file first differs', async () => {
    const { isSame, message } = await verify(SYNTHESIZED.replace('"iam:ListUsers"', '"iam:*\u009b"'));

    expect(isSame).toBe(false);
    expect(message).toMatch(/^ {2}file: {2}.*"iam:\*\?+"/m);
    expect(message).toMatch(/^ {2}built: .*"iam:ListUsers"/m);
    expect(message).toContain(`They first differ at byte ${SYNTHESIZED.indexOf('iam:ListUsers') + 'iam:'.length} `);
  });

  it.each([
    ['that ends earlier', SYNTHESIZED.slice(0, -1), 'does not name a version'],
    ['with one more byte', `${SYNTHESIZED}\n`, `They first differ at byte ${SYNTHESIZED.length} `],
    ['of another version', PREVIOUS, 'is of version 0.1.0, and this checkout is 0.2.0: run "git checkout v0.1.0'],
    ['of another product', '{"Resources":{}}', 'their.json does not name a version of inactive-iam-users'],
    ['with a version that is a command', PREVIOUS.replaceAll('"0.1.0"', '"0.1.0; id"'), 'does not name a version'],
  ])('refuses a file %s', async (_what, released, message) => {
    const found = await verify(released);

    expect(found.isSame).toBe(false);
    expect(found.message).toContain(message);
  });
});

describe('A release is refused', () => {
  const MANIFEST = { version: '1.2.3', repository: { type: 'git', url: 'git+https://github.com/o/r.git' } };

  it.each<[string, object, string | undefined, string[]]>([
    ['for nothing', MANIFEST, 'v1.2.3', []],
    ['for nothing in a dry run', MANIFEST, undefined, []],
    ['without a repository', { version: '1.2.3' }, 'v1.2.3', ['package.json has no repository']],
    ['if the package is private', { ...MANIFEST, private: true }, 'v1.2.3', ['package.json is private']],
    ['with another tag', MANIFEST, 'v1.2.4', ['The tag is v1.2.4 and package.json has version 1.2.3']],
  ])('%s', (_what, manifest, tag, expected) => {
    expect(refusals(manifest, tag)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  it('without its section in the changelog', () => {
    const changelog = '# Changelog\n\n## [Unreleased]\n\n- new\n\n## [1.2.3] - 2026-11-26\n\n### Added\n\n- old\n';

    expect(changelogSection(changelog, '1.2.3')).toBe('### Added\n\n- old\n');
    expect(() => changelogSection(changelog, '1.2.4')).toThrow('no heading "## [1.2.4] - YYYY-MM-DD"');
  });
});

describe('The release’s workflow', () => {
  const WORKFLOW = read('.github', 'workflows', 'release.yml');

  it('pins each action by commit, with its version', () => {
    const uses = WORKFLOW.match(/uses: .*/g) ?? [];

    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  it('publishes after everything else, and only what the build made', () => {
    const steps = workflowSteps(WORKFLOW);

    expect(steps).toEqual(
      expect.arrayContaining([
        'test (node 20, 22, 24): npm ci && npm start',
        'test (node 20, 22, 24): npm ci && npm test',
        'measure: npm run soak -- --days 5000 --seed "$GITHUB_RUN_ID"',
        'measure: npm run bench',
        'build: npm audit --omit=dev --audit-level=high',
        'build: npm run release -- --tag "$GITHUB_REF_NAME"',
      ]),
    );
    expect(steps.slice(-4).map((step) => step.split(' ').slice(0, 4).join(' '))).toEqual([
      'publish: attest the provenance',
      'publish: gh release create',
      'publish: npm publish ./inactive-iam-users-*.tgz',
      'publish: gh release edit',
    ]);
  });
});
