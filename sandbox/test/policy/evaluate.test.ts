import { evaluate, evaluateForService } from '../../policy/evaluate';
import { parsePolicyDocument } from '../../policy/parse-policy';

const DAVE = 'arn:aws:iam::111122223333:user/dave';
const RUN = 'arn:aws:ssm:us-east-1:111122223333:automation-execution/1';

function policy(...statements: readonly object[]) {
  return parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'a policy');
}

function allow(statement: object = {}) {
  return { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*', ...statement };
}

function deny(statement: object = {}) {
  return { ...allow(statement), Effect: 'Deny' };
}

interface Case {
  readonly name: string;
  readonly statements: readonly object[];
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly expected: 'allow' | 'implicitDeny' | 'explicitDeny';
}

const LOGIC: readonly Case[] = [
  { name: 'denies what nothing allows', statements: [], expected: 'implicitDeny' },
  { name: 'allows what a statement allows', statements: [allow()], expected: 'allow' },
  { name: 'lets a Deny win over an Allow before it', statements: [allow(), deny()], expected: 'explicitDeny' },
  { name: 'lets a Deny win over an Allow after it', statements: [deny(), allow()], expected: 'explicitDeny' },
  {
    name: 'does not apply a Deny on another action',
    statements: [allow(), deny({ Action: 'iam:DeleteLoginProfile' })],
    expected: 'allow',
  },
  {
    name: 'reads a Deny alone as an explicit one',
    statements: [deny()],
    expected: 'explicitDeny',
  },
];

const ACTIONS: readonly Case[] = [
  {
    name: 'takes any of the actions',
    statements: [allow({ Action: ['iam:ListUsers', 'iam:GetUser'] })],
    expected: 'allow',
  },
  { name: 'ignores the case of an action', statements: [allow({ Action: 'IAM:getuser' })], expected: 'allow' },
  { name: 'ends at the end of an action', statements: [allow({ Action: 'iam:GetUse' })], expected: 'implicitDeny' },
  { name: 'reads * in an action', statements: [allow({ Action: 'iam:Get*' })], expected: 'allow' },
  { name: 'reads ? in an action', statements: [allow({ Action: 'iam:Get?ser' })], expected: 'allow' },
  { name: 'wants one character for a ?', statements: [allow({ Action: 'iam:GetUser?' })], expected: 'implicitDeny' },
  { name: 'reads * as every action', statements: [allow({ Action: '*' })], expected: 'allow' },
  { name: 'keeps services apart', statements: [allow({ Action: 'config:*' })], expected: 'implicitDeny' },
];

const RESOURCES: readonly Case[] = [
  { name: 'takes the very ARN', statements: [allow({ Resource: DAVE })], expected: 'allow' },
  {
    name: 'reads * in an ARN',
    statements: [allow({ Resource: 'arn:aws:iam::111122223333:user/*' })],
    expected: 'allow',
  },
  {
    name: 'compares ARNs with regard to case',
    statements: [allow({ Resource: DAVE.replace('dave', 'Dave') })],
    expected: 'implicitDeny',
  },
  { name: 'refuses another user', statements: [allow({ Resource: `${DAVE}2` })], expected: 'implicitDeny' },
  {
    name: 'reads * within one part of an ARN only',
    statements: [allow({ Resource: 'arn:aws:iam::1*:user/dave' })],
    resource: 'arn:aws:iam::111122223333:other:user/dave',
    expected: 'implicitDeny',
  },
  {
    name: 'does not treat a dot as a wildcard',
    statements: [allow({ Resource: 'arn:aws:iam::111122223333:user/d.ve' })],
    expected: 'implicitDeny',
  },
  {
    name: 'does not allow an action without resources by an ARN',
    statements: [allow({ Resource: 'arn:aws:iam::111122223333:user/*' })],
    resource: '*',
    expected: 'implicitDeny',
  },
  { name: 'allows an action without resources by *', statements: [allow()], resource: '*', expected: 'allow' },
];

function on(condition: object, context: Readonly<Record<string, string>>, expected: Case['expected']) {
  return { statements: [allow({ Condition: condition })], context, expected };
}

const CONDITIONS: readonly Case[] = [
  {
    name: 'StringEquals',
    ...on({ StringEquals: { 'aws:SourceAccount': '1' } }, { 'aws:SourceAccount': '1' }, 'allow'),
  },
  {
    name: 'StringEquals, any of the values',
    ...on({ StringEquals: { 'aws:SourceAccount': ['2', '1'] } }, { 'aws:SourceAccount': '1' }, 'allow'),
  },
  {
    name: 'StringEquals, the case of the value',
    ...on({ StringEquals: { 'aws:ResourceTag/team': 'A' } }, { 'aws:ResourceTag/team': 'a' }, 'implicitDeny'),
  },
  {
    name: 'StringEquals without wildcards',
    ...on({ StringEquals: { 'aws:ResourceTag/team': 'a*' } }, { 'aws:ResourceTag/team': 'ab' }, 'implicitDeny'),
  },
  {
    name: 'StringEquals on a key that is missing',
    ...on({ StringEquals: { 'aws:SourceAccount': '1' } }, {}, 'implicitDeny'),
  },
  {
    name: 'ForAllValues:StringLike, any of the values',
    ...on(
      { 'ForAllValues:StringLike': { 'ses:Recipients': ['*@a.test', '*@b.test'] } },
      { 'ses:Recipients': 'dave@b.test' },
      'allow',
    ),
  },
  {
    name: 'ForAllValues:StringLike, the whole value and its case',
    ...on(
      { 'ForAllValues:StringLike': { 'ses:Recipients': ['*@a.tes', '*@A.test'] } },
      { 'ses:Recipients': 'dave@a.test' },
      'implicitDeny',
    ),
  },
  {
    name: 'ForAllValues:StringLike on a key that is missing',
    ...on({ 'ForAllValues:StringLike': { 'ses:Recipients': '*@a.test' } }, {}, 'allow'),
  },
  {
    name: 'ArnLike',
    ...on(
      { ArnLike: { 'aws:SourceArn': 'arn:aws:ssm:*:111122223333:automation-execution/*' } },
      { 'aws:SourceArn': RUN },
      'allow',
    ),
  },
  {
    name: 'ArnLike of another account',
    ...on(
      { ArnLike: { 'aws:SourceArn': 'arn:aws:ssm:*:444455556666:automation-execution/*' } },
      { 'aws:SourceArn': RUN },
      'implicitDeny',
    ),
  },
  {
    name: 'ArnLike, part by part',
    ...on({ ArnLike: { 'aws:SourceArn': 'arn:aws:ssm:*:*:*' } }, { 'aws:SourceArn': 'arn:aws:ssm' }, 'implicitDeny'),
  },
  { name: 'ArnLike on a key that is missing', ...on({ ArnLike: { 'aws:SourceArn': RUN } }, {}, 'implicitDeny') },
  {
    name: 'ArnLikeIfExists on a key that is missing',
    ...on({ ArnLikeIfExists: { 'aws:SourceArn': RUN } }, {}, 'allow'),
  },
  {
    name: 'ArnLikeIfExists on another ARN',
    ...on(
      { ArnLikeIfExists: { 'aws:SourceArn': RUN } },
      { 'aws:SourceArn': 'arn:aws:ssm:us-east-1:1:x/y' },
      'implicitDeny',
    ),
  },
  { name: 'Null true on a key that is missing', ...on({ Null: { 'aws:ResourceTag/exempt': 'true' } }, {}, 'allow') },
  {
    name: 'Null true on a key that is present',
    ...on({ Null: { 'aws:ResourceTag/exempt': 'true' } }, { 'aws:ResourceTag/exempt': '' }, 'implicitDeny'),
  },
  {
    name: 'Null false on a key that is present but empty',
    ...on({ Null: { 'aws:ResourceTag/exempt': false } }, { 'aws:ResourceTag/exempt': '' }, 'allow'),
  },
  {
    name: 'Null false on a key that is missing',
    ...on({ Null: { 'aws:ResourceTag/exempt': 'false' } }, {}, 'implicitDeny'),
  },
  {
    name: 'a tag key in another case',
    ...on({ Null: { 'AWS:resourcetag/Exempt': 'false' } }, { 'aws:ResourceTag/eXempt': 'x' }, 'allow'),
  },
  {
    name: 'every condition of a statement',
    ...on(
      { StringEquals: { 'aws:SourceAccount': '1' }, ArnLike: { 'aws:SourceArn': RUN } },
      { 'aws:SourceAccount': '1', 'aws:SourceArn': `${RUN}0` },
      'implicitDeny',
    ),
  },
];

describe.each([
  { group: 'the logic', cases: LOGIC },
  { group: 'actions', cases: ACTIONS },
  { group: 'resources', cases: RESOURCES },
  { group: 'conditions', cases: CONDITIONS },
])('evaluate: $group', ({ cases }) => {
  it.each(cases)('$name', ({ statements, resource = DAVE, context = {}, expected }) => {
    const policies = statements.map((statement) => policy(statement));
    expect(evaluate(policies, { action: 'iam:GetUser', resource, context }).kind).toBe(expected);
  });

  it.each(cases)('$name, in one policy', ({ statements, resource = DAVE, context = {}, expected }) => {
    const policies = statements.length === 0 ? [] : [policy(...statements)];
    expect(evaluate(policies, { action: 'iam:GetUser', resource, context }).kind).toBe(expected);
  });
});

describe('evaluate', () => {
  it('names the statement that decided', () => {
    const policies = [
      policy(allow({ Sid: 'Read' }), deny({ Sid: 'Exempt', Condition: { Null: { 'aws:ResourceTag/x': 'false' } } })),
    ];
    const decision = (context: Record<string, string>) =>
      evaluate(policies, { action: 'iam:GetUser', resource: DAVE, context });
    expect(decision({})).toMatchObject({ effect: 'Allow', kind: 'allow', statement: { sid: 'Read' } });
    expect(decision({ 'aws:ResourceTag/X': '' })).toMatchObject({
      effect: 'Deny',
      kind: 'explicitDeny',
      statement: { sid: 'Exempt' },
    });
  });
});

describe('evaluateForService', () => {
  const trust = policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ssm.amazonaws.com' } });

  it.each([
    { name: 'allows the service', service: 'ssm.amazonaws.com', action: 'sts:AssumeRole', expected: 'allow' },
    {
      name: 'refuses another service',
      service: 'lambda.amazonaws.com',
      action: 'sts:AssumeRole',
      expected: 'implicitDeny',
    },
    {
      name: 'refuses another action',
      service: 'ssm.amazonaws.com',
      action: 'sts:TagSession',
      expected: 'implicitDeny',
    },
  ])('$name', ({ service, action, expected }) => {
    expect(evaluateForService([trust], { service, action, context: {} }).kind).toBe(expected);
  });
});
