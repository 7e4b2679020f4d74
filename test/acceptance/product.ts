import { DEFAULT_PARAMETERS } from '../../rule/decision/default-parameters';
import { DAY } from '../../rule/decision/dates';
import type { RuleParameters } from '../../rule/decision/parameters';
import { NAME } from './context';
import { Refusal } from './errors';
import { EXEMPT_USERS } from './users';

/** The rule's parameters in `begin`: whatever the users do, no password is deleted. */
export const PARAMETERS: RuleParameters = {
  ...DEFAULT_PARAMETERS,
  maxIdleDays: 1,
  warnDays: [],
  maxRemovals: 0,
  exemptUsers: [EXEMPT_USERS],
};

/** How old a password must be for its user to be inactive, in milliseconds. */
export const IDLE_AFTER = PARAMETERS.maxIdleDays * DAY;

/** The stack's parameters in `begin`. */
export const STACK_PARAMETERS = {
  RuleName: NAME,
  MaxIdleDays: String(PARAMETERS.maxIdleDays),
  WarnDays: '0',
  MaxRemovals: String(PARAMETERS.maxRemovals),
  ExemptUsers: EXEMPT_USERS,
  AutomaticRemediation: 'true',
  EvaluationFrequency: 'One_Hour',
} as const;

/** The product's template, as the file contains it. */
export interface ProductTemplate {
  readonly text: string;
  /** The hash that ends the name of its runbook. */
  readonly hash: string;
}

const HEADING = 'Delete the console password of an inactive IAM user';

/** @throws Refusal for another template */
export function productTemplate(text: string): ProductTemplate {
  const [found, ...others] = text.matchAll(/"-([0-9a-f]{8})"/g);
  if (!found?.[1] || others.length > 0 || text.split(HEADING).length !== 2) {
    throw new Refusal('the template is not one of this product: run npm run template');
  }
  return { text, hash: found[1] };
}

/** The template of a release whose runbook differs: another description in the document, and another hash in its name. */
export function changedTemplate({ text, hash }: ProductTemplate): ProductTemplate {
  const changed = hash.replaceAll(/./g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16));
  return {
    text: text.replace(`"-${hash}"`, `"-${changed}"`).replace(HEADING, `${HEADING} (changed by the acceptance run)`),
    hash: changed,
  };
}
