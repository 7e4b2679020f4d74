/** Config's most for all of a rule's parameters as one JSON text. AWS: "ConfigRule", InputParameters. */
const INPUT_PARAMETERS = 1024;

/** How many characters are left for ExemptUsers if every other parameter is at its longest. */
export function longestExemptUsers(exemptTagKey: string): number {
  const longest = {
    maxIdleDays: '3650',
    exemptTagKey,
    exemptUsers: '',
    warnDays: Array(5).fill('3650').join(','),
    maxRemovals: '5000',
  };
  // How CloudFormation writes the JSON is not documented: count a space after each colon and each comma.
  const spaces = 2 * Object.keys(longest).length;
  return INPUT_PARAMETERS - JSON.stringify(longest).length - spaces;
}
