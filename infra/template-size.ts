import { stringify } from 'yaml';

/** CloudFormation's most, in bytes, for a template in a request. AWS: "CloudFormation quotas". */
export const MOST_BYTES = 51_200;

/** How large a template is, in bytes: as the JSON that is written, and as the YAML that `cdk deploy` makes of it. */
export function templateSizes(json: string): { readonly json: number; readonly yaml: number } {
  const template: unknown = JSON.parse(json);
  // As aws-cdk does: toolkit-lib, util/yaml-cfn.ts.
  const yaml = stringify(template, { schema: 'yaml-1.1', lineWidth: 0 });
  return { json: Buffer.byteLength(json), yaml: Buffer.byteLength(yaml) };
}

/**
 * @returns a remark if `cdk deploy` would refuse the template, and the AWS CLI would not
 * @throws TemplateTooLarge if CloudFormation would refuse it in a request
 */
export function checkTemplateSize(json: string): string | undefined {
  const sizes = templateSizes(json);
  if (sizes.json > MOST_BYTES) throw new TemplateTooLarge(sizes.json);
  if (sizes.yaml <= MOST_BYTES) return undefined;
  return `This template has ${sizes.yaml} bytes as YAML, and "cdk deploy" sends at most ${MOST_BYTES}: deploy the JSON file by "aws cloudformation deploy".`;
}

/** The organization's template carries the ids of the accounts that are left out. */
export class TemplateTooLarge extends Error {
  override readonly name = 'TemplateTooLarge';

  constructor(bytes: number) {
    super(
      `the organization's template has ${bytes} bytes, and CloudFormation takes at most ${MOST_BYTES} in a request: leave out fewer accounts (context excludedAccounts); move those to be left out into a unit of their own that is not a target`,
    );
  }
}
