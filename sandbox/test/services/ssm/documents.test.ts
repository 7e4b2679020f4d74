import { harness, nap, runbook } from './harness';

const put = (local: ReturnType<typeof harness>, overrides: object = {}) =>
  local.ssm.putDocument({
    name: 'Remediation',
    documentFormat: 'JSON',
    content: runbook([nap('rest')]),
    ...overrides,
  });

it.each([
  'aws-remediation',
  'AWS-Remediation',
  'AWSEC2-X',
  'AWSConfigRemediation-X',
  'AWSSupport-X',
  'AmazonX',
  'amzn_x',
])('refuses the reserved name %s', (name) => {
  expect(() => put(harness(), { name })).toThrow(/begins with one of aws, amazon, amzn/);
});

describe('putDocument', () => {
  it('refuses a name with a slash', () => {
    expect(() => put(harness(), { name: 'a/b' })).toThrow(/does not match/);
  });

  it('accepts JSON text', () => {
    expect(() => put(harness(), { content: JSON.stringify(runbook([nap('rest')])) })).not.toThrow();
  });

  it('refuses text that is not JSON', () => {
    expect(() => put(harness(), { content: '{' })).toThrow(/the content is no JSON/);
  });

  it('accepts an object as YAML too: its JSON is YAML', () => {
    expect(() => put(harness(), { documentFormat: 'YAML' })).not.toThrow();
  });

  it.each<[string, unknown]>([
    ['an object', runbook([nap('rest')], { description: 'x'.repeat(64 * 1024) })],
    ['a text', `${JSON.stringify(runbook([nap('rest')]))}${' '.repeat(64 * 1024)}`],
  ])('refuses more than 64 KB of %s', (_, content) => {
    expect(() => put(harness(), { content })).toThrow(expect.objectContaining({ code: 'MaxDocumentSizeExceeded' }));
  });

  it('refuses to replace a document', () => {
    const local = harness();
    put(local);
    expect(() => put(local)).toThrow(expect.objectContaining({ code: 'DocumentAlreadyExists' }));
  });
});
