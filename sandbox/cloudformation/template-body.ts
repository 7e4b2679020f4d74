import { AwsError, NotModelled } from '../core/aws-error';
import { membersOf, parseJson } from '../core/json';
import { parseTemplate } from './template';
import { templateError } from './template-error';

/** AWS: "CreateStack" and "CreateStackSet", CloudFormation API Reference. */
const MAX_BODY_BYTES = 51_200;

/**
 * The template in a request, with the capabilities that it needs.
 * @throws AwsError ValidationError, InsufficientCapabilitiesException; NotModelled for a body in YAML, or by name
 */
export function parseTemplateBody(templateBody: string, capabilities: readonly string[]): unknown {
  const bytes = Buffer.byteLength(templateBody);
  if (bytes < 1 || bytes > MAX_BODY_BYTES) {
    throw templateError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length from 1 to ${MAX_BODY_BYTES}, got ${bytes} bytes`,
    );
  }
  const template = parseJson(templateBody);
  if (template === undefined) throw new NotModelled('a TemplateBody that is not JSON');
  // AWS: "Acknowledging IAM resources in CloudFormation templates": a custom name needs the other capability.
  const iam = parseTemplate(template).resources.filter(({ type }) => type.startsWith('AWS::IAM::'));
  const named = iam.some(({ type, properties }) =>
    membersOf(properties)?.has(`${type.slice('AWS::IAM::'.length)}Name`),
  );
  const enough = ['CAPABILITY_NAMED_IAM', ...(named ? [] : ['CAPABILITY_IAM'])];
  if (iam.length > 0 && !enough.some((capability) => capabilities.includes(capability))) {
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${enough.at(-1)}]`);
  }
  return template;
}
