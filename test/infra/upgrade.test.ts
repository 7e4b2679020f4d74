import { createHash } from 'node:crypto';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { isRecord } from '../../rule/decision/json';
import { resolveParameters } from '../../sandbox/index';
import { DeployedAccount, inactiveUser } from '../support/deployed-account';
import { resolved } from './fixtures/resolved';
import { type JsonObject, objectOf, PREVIOUS, SYNTHESIZED } from './fixtures/templates';

const BEFORE = objectOf(PREVIOUS);
const TODAY = objectOf(SYNTHESIZED);

/** Without one of these, users are not watched or not remediated. */
const WATCH = /^AWS::(Config::(ConfigRule|RemediationConfiguration)|Lambda::Function|SSM::Document|IAM::Role)$/;

/**
 * What an update would do to each resource that it does not leave alone, by CDK's knowledge of which property's change
 * replaces the resource, as in `cdk diff`; references to a replaced resource count.
 */
function changesOf(from: JsonObject, to: JsonObject): { type: string; impact: ResourceImpact }[] {
  const found: { type: string; impact: ResourceImpact }[] = [];
  fullDiff(from, to).resources.forEachDifference((_id, { changeImpact: impact, resourceType: type = '' }) => {
    if (impact !== ResourceImpact.NO_CHANGE) found.push({ type, impact });
  });
  return found;
}

/** What it would do besides changing something in place or adding it. */
function losses(from: JsonObject, to: JsonObject): string[] {
  return changesOf(from, to)
    .filter(({ impact }) => impact !== ResourceImpact.WILL_UPDATE && impact !== ResourceImpact.WILL_CREATE)
    .map(({ type, impact }) => `${type} ${impact}`)
    .toSorted();
}

/** The losses that leave users unwatched or not remediated. */
function disruptions(from: JsonObject, to: JsonObject): string[] {
  return losses(from, to).filter((loss) => WATCH.test(loss.split(' ')[0] ?? ''));
}

describe('The update from 0.1.0', () => {
  it("starts from that release's own template", () => {
    expect(createHash('sha256').update(PREVIOUS).digest('hex')).toBe(
      'dd892d8d01b1d0364091c8910fa327b5f3385b1d65eb99be34ff45340cfbe040',
    );
  });

  it('replaces the runbook by one of another name, and removes only what is no longer used', () => {
    expect(losses(BEFORE, TODAY)).toEqual([
      // The cap's alarm: a message replaces it.
      'AWS::CloudWatch::Alarm WILL_DESTROY',
      // docs/dashboard.json replaces it.
      'AWS::CloudWatch::Dashboard WILL_DESTROY',
      // The message about each NON_COMPLIANT user: the Lambda sends it.
      'AWS::Events::Rule WILL_DESTROY',
      // The metrics are embedded in the log.
      ...Array<string>(6).fill('AWS::Logs::MetricFilter WILL_DESTROY'),
      'AWS::SSM::Document WILL_REPLACE',
    ]);
  });

  it('replaces and removes nothing else that watches users, and links the remediation to the new runbook in place', () => {
    expect(disruptions(BEFORE, TODAY)).toEqual(['AWS::SSM::Document WILL_REPLACE']);
    expect(changesOf(BEFORE, TODAY)).toContainEqual({
      type: 'AWS::Config::RemediationConfiguration',
      impact: ResourceImpact.WILL_UPDATE,
    });
  });

  it('keeps every parameter but Dashboard, and gives every new one a default', () => {
    const before = Object.keys(objectOf(BEFORE['Parameters'])).filter((name) => name !== 'Dashboard');
    const now = objectOf(TODAY['Parameters']);

    expect(Object.keys(now)).toEqual(expect.arrayContaining(before));
    expect(Object.values(now).filter((parameter) => !isRecord(parameter) || !('Default' in parameter))).toEqual([]);
  });
});

describe('The update from 0.1.0 that keeps the values of its parameters', () => {
  const { Dashboard: _removed, ...declared } = objectOf(BEFORE['Parameters']);
  /** CloudFormation passes them on as strings, even a Number. */
  const KEPT = Object.fromEntries(
    Object.entries(declared).map(([name, declaration]) => [name, String(objectOf(declaration)['Default'])]),
  );

  it.each<[string, Record<string, string>]>([
    ['its defaults', {}],
    [
      'chosen values',
      { MaxIdleDays: '45', WarnDays: '14,3', MaxRemovals: '5000', ExemptUsers: 'break-glass/*,root-backup' },
    ],
  ])('works with %s', async (_what, chosen) => {
    expect(KEPT).toMatchObject({ MaxIdleDays: '90', ExemptUsers: '', WarnDays: '14', MaxRemovals: '50' });
    const account = await DeployedAccount.create([inactiveUser()], { parameters: { ...KEPT, ...chosen } });
    try {
      const { error } = await account.evaluate();
      await account.settle();

      expect(error).toBeUndefined();
      expect(account.hasPassword('dave')).toBe(false);
    } finally {
      await account.close();
    }
  });

  it('stops every removal if MaxRemovals was 0, which used to mean no cap: the safe side of the change', async () => {
    const account = await DeployedAccount.create([inactiveUser()], { parameters: { ...KEPT, MaxRemovals: '0' } });
    try {
      await account.evaluate();
      await account.settle();

      expect(account.hasPassword('dave')).toBe(true);
      expect(account.compliance()['dave']).toContain('dave: held, 1 user is inactive and maxRemovals is 0');
    } finally {
      await account.close();
    }
  });

  it.each<[string, string]>([
    ['WarnDays', '5000'],
    ['ExemptUsers', 'root-backup, break-glass/*'],
    ['ExemptUsers', '/break-glass/*'],
    ['MaxIdleDays', '45.5'],
    ['MaxIdleDays', '090'],
  ])('is refused before any change if a value that 0.1.0 accepted is no longer valid: %s %s', (name, value) => {
    expect(() => resolveParameters(BEFORE['Parameters'], { [name]: value })).not.toThrow();
    expect(() => resolveParameters(TODAY['Parameters'], { [name]: value })).toThrow(`Parameter '${name}' must match`);
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
      'the runbook’s content changes under its old name',
      'AWS::SSM::Document',
      (runbook) => ({ ...runbook, Properties: { ...objectOf(runbook['Properties']), Content: {} } }),
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

    const found = disruptions(resolved(TODAY, { [name]: from }), resolved(TODAY, { [name]: to }));

    // A rule is identified by its name: CloudFormation creates the new one and its remediation, then deletes the old.
    expect(found).toEqual(name === 'RuleName' ? NAMED : []);
  });

  it('MaxRemovals changes the remediation, so Config starts the runs of all held users', () => {
    const changes = changesOf(resolved(TODAY, { MaxRemovals: '10' }), resolved(TODAY, { MaxRemovals: '60' }));

    expect(changes).toContainEqual({
      type: 'AWS::Config::RemediationConfiguration',
      impact: ResourceImpact.WILL_UPDATE,
    });
  });
});

/** The default, and another value that the parameter accepts. */
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
