import { NotModelled } from '../core/aws-error';
import { itemsOf } from '../core/json';
import { objectAt, refuseOthers, templateError } from './template-error';

/** A template after a first look; parameters.ts and conditions.ts read its other sections. */
export interface Template {
  readonly description: string | undefined;
  readonly parameters: unknown;
  readonly rules: unknown;
  readonly conditions: unknown;
  readonly resources: readonly ResourceDeclaration[];
}

export interface ResourceDeclaration {
  readonly logicalId: string;
  readonly type: string;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
  readonly properties: unknown;
  /** Its DeletionPolicy: whether it outlives the stack. */
  readonly retained: boolean;
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Conditions',
  'Resources',
];
const ATTRIBUTES = ['Type', 'Properties', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy'];

/**
 * AWS: "CloudFormation template sections", CloudFormation User Guide.
 * @throws AwsError ValidationError; NotModelled for another section, e.g. Mappings, or another attribute
 */
export function parseTemplate(value: unknown): Template {
  const sections = objectAt(value, 'the template');
  refuseOthers(sections, SECTIONS, 'the template section');
  const version = sections.get('AWSTemplateFormatVersion');
  if (version !== undefined && version !== '2010-09-09') {
    throw templateError(`Template format error: Unrecognized template version, got ${JSON.stringify(version)}.`);
  }
  const resources = objectAt(sections.get('Resources') ?? {}, 'Resources');
  if (resources.size === 0) {
    throw templateError('Template format error: At least one Resources member must be defined.');
  }
  const description = sections.get('Description');
  if (description !== undefined && typeof description !== 'string') {
    throw templateError('Template format error: Description must be a string.');
  }
  return {
    description,
    parameters: sections.get('Parameters'),
    rules: sections.get('Rules'),
    conditions: sections.get('Conditions'),
    resources: [...resources].map(([logicalId, declaration]) => resourceOf(logicalId, declaration)),
  };
}

function resourceOf(logicalId: string, declaration: unknown): ResourceDeclaration {
  if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
    throw templateError(`Template format error: Resource name ${logicalId} is non alphanumeric.`);
  }
  const place = `Resources.${logicalId}`;
  const members = objectAt(declaration, place);
  refuseOthers(members, ATTRIBUTES, `the attribute of resource ${logicalId}:`);
  const [type, condition] = ['Type', 'Condition'].map((name) => {
    const text = members.get(name);
    if (text === undefined || typeof text === 'string') return text;
    throw templateError(`Template format error: ${place}.${name} must be a string.`);
  });
  if (type === undefined) {
    throw templateError(`Template format error: Every Resources object must contain a Type member; ${place} has none.`);
  }
  const dependsOn = itemsOf(members.get('DependsOn') ?? []) ?? [members.get('DependsOn')];
  return {
    logicalId,
    type,
    condition,
    dependsOn: dependsOn.map((name) => {
      if (typeof name === 'string') return name;
      throw templateError('Template format error: DependsOn must be a string or list of strings.');
    }),
    properties: members.get('Properties') ?? {},
    retained: isRetained(logicalId, members),
  };
}

/** AWS: "DeletionPolicy attribute" and "UpdateReplacePolicy attribute", CloudFormation Template Reference. */
function isRetained(logicalId: string, members: ReadonlyMap<string, unknown>): boolean {
  const [policy, replaced] = ['DeletionPolicy', 'UpdateReplacePolicy'].map((name) => members.get(name) ?? 'Delete');
  if (replaced !== 'Delete')
    throw new NotModelled(`the UpdateReplacePolicy ${JSON.stringify(replaced)}, of ${logicalId}`);
  if (policy === 'Delete' || policy === 'Retain') return policy === 'Retain';
  throw new NotModelled(`the DeletionPolicy ${JSON.stringify(policy)}, of ${logicalId}`);
}
