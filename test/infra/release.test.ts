import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkTemplateSize, MOST_BYTES, templateSizes } from '../../infra/template-size';
import { version as VERSION } from '../../package.json';
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
  it('writes the account template and the messages template, each as one file', () => {
    const loader = pathToFileURL(require.resolve('tsx')).href;
    const args = ['--import', loader, join(PROJECT, 'infra', 'template.ts')];

    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });

    const messages = 'inactive-iam-users-messages.template.json';
    expect({ status, files: stdout.trim().split('\n') }).toEqual({
      status: 0,
      files: ['dist/inactive-iam-users.template.json', `dist/${messages}`],
    });
    expect(read('dist', 'inactive-iam-users.template.json')).toBe(SYNTHESIZED);
    const sizes = templateSizes(read('dist', messages));
    expect(Math.max(sizes.json, sizes.yaml)).toBeLessThan(MOST_BYTES);
  }, 60_000);
});
