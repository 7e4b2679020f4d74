import { make } from '../../cloudformation/one-resource';

const YAML = 'schemaVersion: "0.3"\nassumeRole: "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Name}"\n';
const RESOLVED = 'schemaVersion: "0.3"\nassumeRole: "arn:aws:iam::111122223333:role/Remediation"\n';
const parameters = { Name: { Type: 'String', Default: 'Remediation' } };

describe('AWS::SSM::Document', () => {
  it.each<[string, object, string, unknown]>([
    ['YAML by Fn::Sub', { DocumentFormat: 'YAML', Content: { 'Fn::Sub': YAML } }, 'YAML', RESOLVED],
    ['YAML text', { DocumentFormat: 'YAML', Content: RESOLVED }, 'YAML', RESOLVED],
    ['JSON text', { Content: '{"schemaVersion":"0.3"}' }, 'JSON', '{"schemaVersion":"0.3"}'],
    ['an object', { Content: { schemaVersion: '0.3' } }, 'JSON', { schemaVersion: '0.3' }],
  ])('hands its content to SSM as %s', async (_, properties, documentFormat, content) => {
    const { given } = await make(
      'AWS::SSM::Document',
      { Name: 'Runbook', DocumentType: 'Automation', ...properties },
      parameters,
    );
    expect(given.documents).toMatchObject([{ documentFormat, content }]);
  });
});
