import { NOBODY, type RuleParameters } from './parameters';

/** Default name of the Config rule. */
export const DEFAULT_RULE_NAME = 'inactive-iam-users';

/** For the stack and the audit. The Lambda has no defaults: if the rule lacks a parameter, somebody has removed it. */
export const DEFAULT_PARAMETERS: RuleParameters = {
  maxIdleDays: 90,
  exemptTagKey: 'inactive-iam-users:exempt',
  exemptUsers: [],
  warnDays: [14],
  maxRemovals: 10,
};

/** The parameters as strings, as Config stores them. */
export function parameterTexts(parameters: RuleParameters): { readonly [Name in keyof RuleParameters]: string } {
  return {
    maxIdleDays: String(parameters.maxIdleDays),
    exemptTagKey: parameters.exemptTagKey,
    exemptUsers: parameters.exemptUsers.join(',') || NOBODY,
    warnDays: parameters.warnDays.join(',') || '0',
    maxRemovals: String(parameters.maxRemovals),
  };
}
