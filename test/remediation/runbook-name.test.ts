import { isRunbookName } from '../../remediation/runbook-name';

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
