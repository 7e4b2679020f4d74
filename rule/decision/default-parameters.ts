import { NOBODY, type RuleParameters } from './parameters';

/** Name of the Config rule. */
export const DEFAULT_RULE_NAME = 'inactive-iam-users';

/** What the stack and the audit begin with. The Lambda knows no defaults: a rule without a parameter has lost it. */
export const DEFAULT_PARAMETERS: RuleParameters = {
  maxIdleDays: 90,
  exemptTagKey: 'inactive-iam-users:exempt',
  exemptUsers: [],
  warnDays: [14],
  maxRemovals: 10,
};

/** Parameters as Config stores them: one text each. */
export function parameterTexts(parameters: RuleParameters): { readonly [Name in keyof RuleParameters]: string } {
  const { maxIdleDays, exemptTagKey, exemptUsers, warnDays, maxRemovals } = parameters;
  return {
    maxIdleDays: String(maxIdleDays),
    exemptTagKey,
    exemptUsers: exemptUsers.join(',') || NOBODY,
    warnDays: warnDays.join(',') || '0',
    maxRemovals: String(maxRemovals),
  };
}
