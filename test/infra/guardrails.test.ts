import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CfnGuardValidator, type CfnGuardValidatorProps } from '@cdklabs/cdk-validator-cfnguard';
import { testApp } from '../support/app';
import { resolved } from './fixtures/resolved';
import { type JsonObject, objectOf, SYNTHESIZED } from './fixtures/templates';

const PACKAGE = '@cdklabs/cdk-validator-cfnguard';
const TEMPLATE = objectOf(SYNTHESIZED);
const GUIDE = readFileSync(join(__dirname, '..', '..', 'docs', 'guardrails.md'), 'utf8');
const CONTROL = /CT\.\w+\.PR\.\d+/g;
/** Every resource of the template, as CloudFormation hands it to a hook. */
const DEPLOYED = { NotificationEmail: 'security@example.com', 'AWS::AccountId': '111122223333' };
const KEY_ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The rules of one service, because all of them take a second. */
const rulesOf = (service: string): CfnGuardValidatorProps => ({
  controlTowerRulesEnabled: false,
  rules: [join(dirname(require.resolve(`${PACKAGE}/package.json`)), 'rules', 'control-tower', 'cfn-guard', service)],
});

/** Each control that would refuse a resource, with the types of these resources. */
function refusals(template: JsonObject, rules: CfnGuardValidatorProps = {}): Record<string, string[]> {
  const resources = objectOf(template['Resources']);
  const folder = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
  try {
    const file = join(folder, 'template.json');
    writeFileSync(file, JSON.stringify(template));
    const { violations } = new CfnGuardValidator(rules).validate({ templatePaths: [file], appConstruct: testApp() });
    return Object.fromEntries(
      violations.map(({ description, violatingResources }) => [
        description.match(CONTROL)?.[0] ?? description,
        violatingResources.map(({ resourceLogicalId: id }) => String(objectOf(resources[id])['Type'])),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// CloudFormation Guard has no program for Windows in this package.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('The proactive controls of Control Tower', () => {
  it('accept the template, except what docs/guardrails.md explains', () => {
    const found = refusals(resolved(TEMPLATE, DEPLOYED));

    expect(found).toEqual({
      'CT.CLOUDWATCH.PR.1': Array(3).fill('AWS::CloudWatch::Alarm'),
      'CT.CLOUDWATCH.PR.3': ['AWS::Logs::LogGroup'],
      'CT.LAMBDA.PR.3': ['AWS::Lambda::Function'],
    });
    expect(GUIDE.match(CONTROL)).toEqual(expect.arrayContaining(Object.keys(found)));
  });

  it('accept the log group with LogGroupKeyArn', () => {
    const encrypted = resolved(TEMPLATE, { ...DEPLOYED, LogGroupKeyArn: KEY_ARN });

    expect(Object.keys(refusals(encrypted, rulesOf('cloudwatch')))).toEqual(['CT.CLOUDWATCH.PR.1']);
  });

  it('refuse a key that lets anybody create grants', () => {
    const open = objectOf(SYNTHESIZED.replace('kms:CreateGrant', 'kms:RetireGrant'));

    expect(refusals(resolved(open, DEPLOYED), rulesOf('keymanagementservice'))).toEqual({
      'CT.KMS.PR.3': ['AWS::KMS::Key'],
    });
  });
});
