import type { ParameterName } from '../../rule/decision/parameters';

/** Config's most for all of a rule's parameters as one JSON text. AWS: "ConfigRule", InputParameters. */
export const MOST_INPUT_PARAMETERS = 1024;

/**
 * How long the parameters are as one JSON text, at most: how CloudFormation writes it is not documented, so a space is
 * counted after each colon and each comma.
 */
export function inputParametersLength(parameters: { readonly [Name in ParameterName]: string }): number {
  return JSON.stringify(parameters).length + 2 * Object.keys(parameters).length;
}

/** How many characters are left for ExemptUsers if every other parameter is at its longest. */
export function longestExemptUsers(exemptTagKey: string): number {
  const others = {
    maxIdleDays: '3650',
    exemptTagKey,
    exemptUsers: '',
    warnDays: Array(5).fill('3650').join(','),
    maxRemovals: '5000',
  };
  return MOST_INPUT_PARAMETERS - inputParametersLength(others);
}
