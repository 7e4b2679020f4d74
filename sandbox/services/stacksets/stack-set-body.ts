import { AwsError, NotModelled } from '../../core/aws-error';
import { resolveParameters } from '../../cloudformation/parameters';
import { parseTemplate, type ResourceDeclaration } from '../../cloudformation/template';
import { objectAt, templateError } from '../../cloudformation/template-error';
import { itemsOf, membersOf } from '../../core/json';

/** AWS: "CreateStackSet", CloudFormation API Reference. */
const MAX_BODY_BYTES = 51_200;

/** AWS: "Acknowledging IAM resources in CloudFormation templates": the types, with the property that gives a custom name. */
const IAM_TYPES: ReadonlyMap<string, string | undefined> = new Map([
  ['AWS::IAM::AccessKey', undefined],
  ['AWS::IAM::Group', 'GroupName'],
  ['AWS::IAM::InstanceProfile', 'InstanceProfileName'],
  ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'],
  ['AWS::IAM::Policy', undefined],
  ['AWS::IAM::Role', 'RoleName'],
  ['AWS::IAM::User', 'UserName'],
  ['AWS::IAM::UserToGroupAddition', undefined],
]);

export interface StackSetBody {
  /** The TemplateBody, JSON. */
  readonly templateBody: string;
  readonly capabilities: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The template of a service-managed StackSet, checked as CreateStackSet checks it.
 * @throws AwsError ValidationError, InsufficientCapabilitiesException; NotModelled for a body in YAML, or by name
 */
export function parseBody({ templateBody, capabilities, parameters }: StackSetBody): unknown {
  const bytes = Buffer.byteLength(templateBody);
  if (bytes < 1 || bytes > MAX_BODY_BYTES) {
    throw templateError(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length from 1 to ${MAX_BODY_BYTES}, got ${bytes} bytes`,
    );
  }
  const template = parseJson(templateBody);
  refuseTransforms(template);
  const { resources, parameters: declared } = parseTemplate(template);
  const nested = resources.find(({ type }) => type === 'AWS::CloudFormation::Stack');
  if (nested) throw templateError(`A service-managed stack set cannot have nested stacks: ${nested.logicalId} is one.`);
  requireCapabilities(resources, capabilities);
  resolveParameters(declared, parameters);
  return template;
}

function parseJson(templateBody: string): unknown {
  try {
    return JSON.parse(templateBody);
  } catch (error) {
    throw new NotModelled(`a TemplateBody that is not JSON: ${String(error)}`);
  }
}

function refuseTransforms(template: unknown): void {
  if (objectAt(template, 'the template').has('Transform') || mentionsTransform(template)) {
    throw templateError('A service-managed stack set cannot have transforms or macros: the template has one.');
  }
}

function mentionsTransform(value: unknown): boolean {
  const members = membersOf(value);
  if (members?.has('Fn::Transform')) return true;
  return [...(itemsOf(value) ?? members?.values() ?? [])].some(mentionsTransform);
}

function requireCapabilities(resources: readonly ResourceDeclaration[], given: readonly string[]): void {
  const iam = resources.filter(({ type }) => IAM_TYPES.has(type));
  const named = iam.some(({ type, properties }) => membersOf(properties)?.has(IAM_TYPES.get(type) ?? ''));
  const enough = named ? ['CAPABILITY_NAMED_IAM'] : ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
  if (iam.length === 0 || enough.some((capability) => given.includes(capability))) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${enough[0]}]`);
}
