import { objectAt, refuseOthers, templateError } from './template-error';
import { itemsOf } from '../core/json';

/** A template after a first look; the sections are read by those who know them. */
export interface Template {
  readonly parameters: unknown;
  readonly rules: unknown;
  readonly conditions: unknown;
  readonly resources: readonly ResourceDeclaration[];
  readonly outputs: readonly OutputDeclaration[];
}

export interface ResourceDeclaration {
  readonly logicalId: string;
  readonly type: string;
  readonly condition: string | undefined;
  readonly dependsOn: readonly string[];
  /** A function in Metadata makes a dependency, as one in Properties does. */
  readonly metadata: unknown;
  readonly properties: unknown;
}

export interface OutputDeclaration {
  readonly name: string;
  readonly condition: string | undefined;
  readonly value: unknown;
}

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
  return {
    parameters: sections.get('Parameters'),
    rules: sections.get('Rules'),
    conditions: sections.get('Conditions'),
    resources: [...resources].map(([logicalId, declaration]) => resourceOf(logicalId, declaration)),
    outputs: [...objectAt(sections.get('Outputs') ?? {}, 'Outputs')].map(([name, output]) => outputOf(name, output)),
  };
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Conditions',
  'Resources',
  'Outputs',
];

// DeletionPolicy and UpdateReplacePolicy speak of deletions and updates, which this sandbox does not make.
const RESOURCE_ATTRIBUTES = [
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'Metadata',
  'DeletionPolicy',
  'UpdateReplacePolicy',
];

function resourceOf(logicalId: string, declaration: unknown): ResourceDeclaration {
  if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
    throw templateError(`Template format error: Resource name ${logicalId} is non alphanumeric.`);
  }
  const where = `Resources.${logicalId}`;
  const members = objectAt(declaration, where);
  refuseOthers(members, RESOURCE_ATTRIBUTES, `the attribute of resource ${logicalId}:`);
  const type = textOf(members, 'Type', where);
  if (type === undefined) {
    throw templateError(`Template format error: Every Resources object must contain a Type member; ${where} has none.`);
  }
  const dependsOn = itemsOf(members.get('DependsOn') ?? []) ?? [members.get('DependsOn')];
  return {
    logicalId,
    type,
    condition: textOf(members, 'Condition', where),
    dependsOn: dependsOn.map((name) => {
      if (typeof name === 'string') return name;
      throw templateError('Template format error: DependsOn must be a string or list of strings.');
    }),
    metadata: members.get('Metadata'),
    properties: members.get('Properties') ?? {},
  };
}

function outputOf(name: string, declaration: unknown): OutputDeclaration {
  const where = `Outputs.${name}`;
  const members = objectAt(declaration, where);
  refuseOthers(members, ['Description', 'Value', 'Condition'], `the attribute of output ${name}:`);
  if (!members.has('Value')) {
    throw templateError(`Template format error: Every Outputs object must contain a Value; ${where} has none.`);
  }
  return { name, condition: textOf(members, 'Condition', where), value: members.get('Value') };
}

function textOf(members: ReadonlyMap<string, unknown>, name: string, where: string): string | undefined {
  const value = members.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw templateError(`Template format error: ${where}.${name} must be a string.`);
}
