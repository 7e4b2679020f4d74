import { CONTEXT_KEYS, checkContextKeys } from '../../infra/context';

describe('The keys of the CDK context', () => {
  it.each([
    ['organisation', 'organization'],
    ['organiaztion', 'organization'],
    ['Organization', 'organization'],
    ['exempt-tag-key', 'exemptTagKey'],
    ['organizationUnitIds', 'organizationalUnitIds'],
    ['excludedAcounts', 'excludedAccounts'],
    ['region', 'regions'],
    ['parameter', 'parameters'],
    ['callas', 'callAs'],
  ])('are refused if misspelled, with the right one: %s', (key, near) => {
    expect(() => checkContextKeys(['organization', key])).toThrow(`the context key must be ${near}; got "${key}"`);
  });

  it.each([
    ['ours', CONTEXT_KEYS],
    ["the CDK's flags", ['@aws-cdk/core:checkSecretUsage', 'aws:cdk:enable-path-metadata', 'cli-telemetry']],
    ["the CDK's look-ups", ['availability-zones:account=111122223333:region=us-east-1']],
    ["another program's", ['environment', 'stage', 'owner']],
  ])('are accepted: %s', (_, keys) => {
    expect(() => checkContextKeys(keys)).not.toThrow();
  });
});
