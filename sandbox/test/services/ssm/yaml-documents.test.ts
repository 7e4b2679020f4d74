import { DOCUMENT_NAME, harness, ROLE_ARN, statuses } from './harness';

/** A runbook in YAML; the input Limit is what a test is about. */
const yaml = (limit: string) => `
schemaVersion: "0.3"
assumeRole: "${ROLE_ARN}"
description: |-
  # In Markdown
  Two lines.
parameters:
  ResourceId: { type: String, default: AIDA1 }
mainSteps:
  - name: find # a comment
    action: aws:executeAwsApi
    maxAttempts: 2
    isCritical: false
    onFailure: step:rest
    inputs:
      Service: config
      Api: ListDiscoveredResources
      resourceType: AWS::IAM::User
      resourceIds: ["{{ ResourceId }}"]
      limit: ${limit}
      includeDeletedResources: true
  - name: rest
    action: aws:sleep
    inputs: { Duration: PT1S }
    isEnd: true
`;

function put(content: string) {
  const local = harness();
  local.ssm.putDocument({ name: DOCUMENT_NAME, documentFormat: 'YAML', content });
  return local;
}

describe('a document in YAML', () => {
  it('runs, with a number as an input', async () => {
    const local = put(yaml('7'));
    local.ssm.start({ documentName: DOCUMENT_NAME, parameters: {}, startedBy: 'the test' });
    await local.clock.runUntilIdle();
    expect(local.ssm.executions().map(statuses)).toEqual(['find:Success rest:Success']);
    expect(local.calls).toMatchObject([{ input: { resourceIds: ['AIDA1'], limit: 7, includeDeletedResources: true } }]);
  });

  it.each([
    ['no YAML', 'mainSteps: [', 'InvalidDocumentContent'],
    ['a key twice', 'schemaVersion: "0.3"\nschemaVersion: "0.3"', 'InvalidDocumentContent'],
    ['no map', 'schemaVersion', 'InvalidDocumentContent'],
  ])('is refused with %s', (_, content, code) => {
    expect(() => put(content)).toThrow(expect.objectContaining({ code }));
  });

  it.each(['yes', '010', '2026-11-24'])('is not modelled with %s, which YAML 1.1 and 1.2 read differently', (word) => {
    expect(() => put(yaml(word))).toThrow(/not modelled.*YAML 1.1 and 1.2 read differently/);
  });
});
