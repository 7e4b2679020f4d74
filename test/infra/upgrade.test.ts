import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { isRecord } from '../../rule/json';
import { evaluateConditions } from '../../sandbox/cloudformation/conditions';
import { type JsonObject, objectOf, PREVIOUS, SYNTHESIZED } from './fixtures/templates';

const BEFORE = objectOf(PREVIOUS);
const TODAY = objectOf(SYNTHESIZED);

/** Without one of these users are not watched, or not remediated. */
const WATCH = /^AWS::(Config::(ConfigRule|RemediationConfiguration)|Lambda::Function|SSM::Document|IAM::Role)$/;

/**
 * What an update would do to the resources that watch users, other than changing them in place: by CDK's own knowledge of
 * which property's change replaces which resource, that of `cdk diff`, references to the replaced included.
 */
function disruptions(from: JsonObject, to: JsonObject): string[] {
  const found: string[] = [];
  fullDiff(from, to).resources.forEachDifference((_id, change) => {
    const { changeImpact, resourceType = '', newProperties } = change;
    if (!WATCH.test(resourceType) || IN_PLACE.has(changeImpact)) return;
    // "May be replaced" means: unless UpdateMethod is NewVersion. AWS: "AWS::SSM::Document", CloudFormation Template Reference.
    const documentOnly = resourceType === 'AWS::SSM::Document' && newProperties?.['UpdateMethod'] === 'NewVersion';
    if (changeImpact === ResourceImpact.MAY_REPLACE && documentOnly) return;
    found.push(`${resourceType} ${changeImpact}`);
  });
  return found.toSorted();
}

const IN_PLACE = new Set([ResourceImpact.WILL_UPDATE, ResourceImpact.WILL_CREATE, ResourceImpact.NO_CHANGE]);

describe('The update from 0.1.0', () => {
  it('replaces and removes nothing that watches users', () => {
    expect(disruptions(BEFORE, TODAY)).toEqual([]);
  });

  it('keeps every parameter, and gives every new one a default', () => {
    const before = Object.keys(objectOf(BEFORE['Parameters']));
    const now = objectOf(TODAY['Parameters']);

    expect(Object.keys(now)).toEqual(expect.arrayContaining(before));
    expect(Object.values(now).filter((parameter) => !isRecord(parameter) || !('Default' in parameter))).toEqual([]);
  });
});

describe('A template that would leave users unwatched is found', () => {
  it.each<[string, string, (resource: Record<string, unknown>) => unknown, string[]]>([
    [
      'the rule has another name',
      'AWS::Config::ConfigRule',
      (rule) => ({ ...rule, Properties: { ...objectOf(rule['Properties']), ConfigRuleName: 'another' } }),
      ['AWS::Config::ConfigRule WILL_REPLACE', 'AWS::Config::RemediationConfiguration WILL_REPLACE'],
    ],
    [
      'the runbook’s update would replace it',
      'AWS::SSM::Document',
      (runbook) => ({
        ...runbook,
        Properties: { ...objectOf(runbook['Properties']), UpdateMethod: 'Replace', Content: {} },
      }),
      ['AWS::SSM::Document MAY_REPLACE'],
    ],
    [
      'there is no remediation',
      'AWS::Config::RemediationConfiguration',
      () => undefined,
      ['AWS::Config::RemediationConfiguration WILL_DESTROY'],
    ],
  ])('%s', (_what, type, change, expected) => {
    expect(disruptions(TODAY, withResource(TODAY, type, change))).toEqual(expected);
  });
});

describe('A change of the parameter', () => {
  const NAMED = [
    'AWS::Config::ConfigRule WILL_REPLACE',
    'AWS::Config::RemediationConfiguration WILL_REPLACE',
    'AWS::SSM::Document WILL_REPLACE',
  ];

  it.each(Object.entries(objectOf(TODAY['Parameters'])))('%s changes what is there', (name, declaration) => {
    const [from, to] = twoValues(declaration);

    const found = disruptions(withParameter(TODAY, name, from), withParameter(TODAY, name, to));

    // A rule is its name: CloudFormation makes the new one, with its remediation, before it deletes the old.
    expect(found).toEqual(name === 'RuleName' ? NAMED : []);
  });
});

/** The template as it is with a value for one parameter: its Refs, and the branches of the conditions that it decides. */
function withParameter(template: JsonObject, name: string, value: string): JsonObject {
  const parameters = objectOf(template['Parameters']);
  const ref = (parameter: string): string => {
    const declaration = parameters[parameter];
    return parameter === name ? value : String(isRecord(declaration) ? declaration['Default'] : parameter);
  };
  const holds = evaluateConditions(template['Conditions'], ref);
  const resolved = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(resolved).filter((item) => item !== undefined);
    if (!isRecord(part)) return part;
    if (part['Ref'] === name) return value;
    if (part['Ref'] === 'AWS::NoValue') return undefined;
    const branches: unknown = part['Fn::If'];
    if (Array.isArray(branches)) return resolved(holds(String(branches[0])) ? branches[1] : branches[2]);
    return Object.fromEntries(
      Object.entries(part)
        .map(([key, member]) => [key, resolved(member)])
        .filter(([, member]) => member !== undefined),
    );
  };
  const resources = Object.entries(objectOf(template['Resources'])).filter(
    ([, resource]) => !isRecord(resource) || typeof resource['Condition'] !== 'string' || holds(resource['Condition']),
  );
  return objectOf(resolved({ Resources: Object.fromEntries(resources) }));
}

/** The default, and another value that the parameter takes. */
function twoValues(declaration: unknown): [string, string] {
  const { Default: before, AllowedValues: allowed, Type: type, MaxValue: max } = objectOf(declaration);
  const values: unknown[] = Array.isArray(allowed) ? allowed : [type === 'Number' ? max : 'another'];
  return [String(before), String(values.find((value) => value !== before))];
}

function withResource(
  template: JsonObject,
  type: string,
  change: (resource: Record<string, unknown>) => unknown,
): JsonObject {
  const resources = Object.entries(objectOf(template['Resources'])).flatMap(([id, resource]) => {
    const changed = isRecord(resource) && resource['Type'] === type ? change({ ...resource }) : resource;
    return changed === undefined ? [] : [[id, changed] as const];
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}
