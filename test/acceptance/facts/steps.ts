import type { Step } from '../context';
import { automationSteps } from './automation-steps';
import { documentVersion } from './document-version';
import { newPassword } from './new-password';
import { repeatedNonCompliant, repeatedPut } from './repetitions';
import { reportQuoting } from './report-quoting';
import { sourceArn } from './source-arn';

/**
 * Find what AWS does not document, in this order. The probe's stack must be deployed, and the users must be there. They
 * take minutes if Config starts runs, and up to an hour if it ignores what is repeated.
 */
export const FACT_STEPS_OF_BEGIN: readonly Step[] = [
  automationSteps,
  sourceArn,
  repeatedPut,
  repeatedNonCompliant,
  documentVersion,
  newPassword,
];

/** Four hours or more after the users were made. */
export const FACT_STEPS_OF_FINISH: readonly Step[] = [reportQuoting];
