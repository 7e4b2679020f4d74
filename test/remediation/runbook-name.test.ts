import { isRunbookName, ruleOfRunbook, runbookName } from '../../remediation/runbook-name';

describe('A document is a runbook of this product if it is named', () => {
  it.each([
    ['DeleteLoginProfile-inactive-iam-users', true],
    ['DeleteLoginProfile-inactive-iam-users-0a1b2c3d', true],
    ['DeleteLoginProfile-x', true],
    ['DeleteLoginProfile', false],
    ['deleteloginprofile-inactive-iam-users', false],
    ['My-DeleteLoginProfile-inactive-iam-users', false],
    ['AWSConfigRemediation-RevokeUnusedIAMUserCredentials', false],
  ])('%s: %s', (name, is) => {
    expect(isRunbookName(name)).toBe(is);
  });
});

describe('The rule of a runbook', () => {
  it.each([
    ['DeleteLoginProfile-inactive-iam-users-0a1b2c3d', 'inactive-iam-users'],
    [runbookName('my-rule-12345678', '0a1b2c3d'), 'my-rule-12345678'],
    ['DeleteLoginProfile-inactive-iam-users', undefined],
    ['DeleteLoginProfile-inactive-iam-users-0a1b2c3', undefined],
    ['DeleteLoginProfile-inactive-iam-users-0A1B2C3D', undefined],
    ['DeleteLoginProfile-0a1b2c3d', undefined],
    ['My-DeleteLoginProfile-inactive-iam-users-0a1b2c3d', undefined],
    ['DeleteLoginProfile-inactive-iam-users-0a1b2c3d-copy', undefined],
  ])('by the document’s name %s is %s', (document, rule) => {
    expect(ruleOfRunbook(document)).toBe(rule);
  });
});
