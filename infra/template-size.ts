import { stringify } from 'yaml';

/** Bytes of a template in a request. AWS: "Understand CloudFormation quotas", CloudFormation User Guide. */
export const MOST_BYTES = 51_200;

/** Bytes as JSON, and as the YAML that `cdk deploy` sends. */
export function templateSizes(json: string): { readonly json: number; readonly yaml: number } {
  const template: unknown = JSON.parse(json);
  // As aws-cdk does: toolkit-lib, util/yaml-cfn.ts.
  const yaml = stringify(template, { schema: 'yaml-1.1', lineWidth: 0 });
  return { json: Buffer.byteLength(json), yaml: Buffer.byteLength(yaml) };
}

/**
 * @returns a warning if only the JSON fits into a request: the AWS CLI can deploy it, `cdk deploy` cannot
 * @throws TemplateTooLarge if the JSON does not fit
 */
export function checkTemplateSize(json: string): string | undefined {
  const sizes = templateSizes(json);
  if (sizes.json > MOST_BYTES) throw new TemplateTooLarge(sizes.json);
  if (sizes.yaml <= MOST_BYTES) return undefined;
  return `This template has ${sizes.yaml} bytes as YAML, and "cdk deploy" sends at most ${MOST_BYTES}: deploy the JSON file by "aws cloudformation deploy".`;
}

export class TemplateTooLarge extends Error {
  override readonly name = 'TemplateTooLarge';

  constructor(bytes: number) {
    super(
      `the organization's template has ${bytes} bytes, and CloudFormation takes at most ${MOST_BYTES} in a request: leave out fewer accounts (context excludedAccounts); move those to be left out into a unit of their own that is not a target`,
    );
  }
}
