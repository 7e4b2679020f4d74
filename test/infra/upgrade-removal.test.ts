import { parseTemplate, referencesOf } from '../../sandbox/index';
import { objectOf, SYNTHESIZED } from './fixtures/templates';

const TEMPLATE = parseTemplate(objectOf(SYNTHESIZED));

/** By logical id, what a resource depends on, directly or not. CloudFormation deletes the resource before these. */
const DEPENDENCIES = new Map(TEMPLATE.resources.map(({ logicalId }) => [logicalId, closureOf(logicalId)]));

function closureOf(logicalId: string, found = new Set<string>()): Set<string> {
  const resource = TEMPLATE.resources.find((other) => other.logicalId === logicalId);
  if (!resource) return found;
  const { refs, attributes } = referencesOf(resource.properties, 'both');
  for (const next of [...refs, ...attributes, ...resource.dependsOn]) {
    if (found.has(next) || !TEMPLATE.resources.some((other) => other.logicalId === next)) continue;
    found.add(next);
    closureOf(next, found);
  }
  return found;
}

function idsOf(type: string): string[] {
  return TEMPLATE.resources.filter((resource) => resource.type === type).map(({ logicalId }) => logicalId);
}

describe('The deletion of the stack', () => {
  it.each([
    // Config refuses to delete a rule to which a remediation is attached.
    ['the remediation', 'AWS::Config::RemediationConfiguration', 'the rule', 'AWS::Config::ConfigRule'],
    ['the remediation', 'AWS::Config::RemediationConfiguration', 'the runbook', 'AWS::SSM::Document'],
    ['the remediation', 'AWS::Config::RemediationConfiguration', 'the roles', 'AWS::IAM::Role'],
    ['the rule', 'AWS::Config::ConfigRule', 'the permission to invoke', 'AWS::Lambda::Permission'],
    ['the rule', 'AWS::Config::ConfigRule', 'the function', 'AWS::Lambda::Function'],
    ['the permission to invoke', 'AWS::Lambda::Permission', 'the function', 'AWS::Lambda::Function'],
    // A function that lives longer than its log group makes another, which nobody deletes.
    ['the function', 'AWS::Lambda::Function', 'its log group', 'AWS::Logs::LogGroup'],
  ])('deletes %s (%s) before %s', (_first, type, _then, later) => {
    const first = idsOf(type);
    const then = idsOf(later);

    expect(first).not.toEqual([]);
    expect(then).not.toEqual([]);
    for (const id of first) expect([...(DEPENDENCIES.get(id) ?? [])]).toEqual(expect.arrayContaining(then));
  });

  it('deletes the function before its role', () => {
    const roles = idsOf('AWS::IAM::Role');

    for (const id of idsOf('AWS::Lambda::Function')) {
      expect([...(DEPENDENCIES.get(id) ?? [])].filter((dependency) => roles.includes(dependency))).not.toEqual([]);
    }
  });

  it('leaves nothing behind: no resource is retained', () => {
    const resources = Object.values(objectOf(objectOf(SYNTHESIZED)['Resources'])).map(objectOf);

    expect(resources).not.toEqual([]);
    expect(resources.filter((resource) => (resource['DeletionPolicy'] ?? 'Delete') !== 'Delete')).toEqual([]);
  });
});
