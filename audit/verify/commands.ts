import type { RemediationException } from '@aws-sdk/client-config-service';
import type { Target } from '../checks/checks';

/** The AWS CLI command that evaluates the rule now. */
export function evaluateCommand({ region, ruleName }: Target): string {
  return `aws configservice start-config-rules-evaluation --region ${region} --config-rule-names ${quoted(ruleName)}`;
}

/** The AWS CLI command that clears a user's remediation exception. */
export function clearCommand(
  { region, ruleName }: Target,
  { ResourceId: id, ResourceType: type }: Pick<RemediationException, 'ResourceId' | 'ResourceType'>,
): string {
  return (
    `aws configservice delete-remediation-exceptions --region ${region} ` +
    `--config-rule-name ${quoted(ruleName)} --resource-keys ${quoted(`ResourceType=${type},ResourceId=${id}`)}`
  );
}

/** One argument of a POSIX shell command. */
function quoted(argument: string): string {
  return /^[\w.,:=@/+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
