import type { LocalAwsOptions } from '../../../sandbox/index';
import type { FactName } from '../facts/facts';

/** How a local AWS does what AWS does not document. */
export interface Setting {
  readonly name: string;
  readonly options: Partial<LocalAwsOptions>;
  /** What must be found. */
  readonly facts: Required<Record<FactName, string>>;
}

export const BY_DEFAULT: Setting = {
  name: 'by default',
  options: {},
  facts: {
    lambdaString: 'bare',
    functionError: 'fails the step',
    outputOfStepNotRun: 'a sentence',
    sourceArn: 'yes',
    repeatedPut: 'starts a run',
    repeatedNonCompliant: 'starts a run',
    documentVersion: 'the default version',
    newPassword: 'not at all',
    reportQuoting: 'quoted',
  },
};
export const THE_OTHER_WAY: Setting = {
  name: 'the other way',
  options: {
    unconfirmed: {
      lambdaPayload: 'quoted',
      functionErrorFailsStep: false,
      outputOfStepNotRun: 'literal',
      sourceArnOfConfigRuns: 'absent',
    },
    config: { repeatedPut: 'ignored', repeatedNonCompliant: 'ignored', documentVersion: 'at put' },
    iam: { unmodifiableSeconds: 42, reportQuoting: 'never' },
  },
  facts: {
    lambdaString: 'quoted',
    functionError: 'does not fail the step',
    outputOfStepNotRun: 'the reference itself',
    sourceArn: 'no',
    repeatedPut: 'is ignored',
    repeatedNonCompliant: 'is ignored',
    documentVersion: 'the version when the remediation was put',
    newPassword: 'for a while',
    reportQuoting: 'not quoted',
  },
};
