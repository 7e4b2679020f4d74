import type { ParameterName } from '../../rule/decision/parameters';

/** Characters, for all of a rule's parameters as JSON. AWS: "ConfigRule", InputParameters, AWS Config API Reference. */
export const MOST_INPUT_PARAMETERS = 1024;

/** AWS does not document how CloudFormation writes the JSON, so this counts a space after each colon and comma. */
export function inputParametersLength(parameters: { readonly [Name in ParameterName]: string }): number {
  return JSON.stringify(parameters).length + 2 * Object.keys(parameters).length;
}

/** What remains for ExemptUsers if every other parameter is at its longest. */
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
