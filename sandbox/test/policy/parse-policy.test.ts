import { parseIdentityPolicy, parsePolicyDocument, parseTrustPolicy } from '../../policy/parse-policy';

function document(statement: object = {}, rest: object = {}) {
  const read = { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*', ...statement };
  return { Version: '2012-10-17', Statement: [read], ...rest };
}

const USERS = 'arn:aws:iam::111122223333:user/*';

describe('parsePolicyDocument', () => {
  it('turns single values into lists', () => {
    const condition = { Null: { 'aws:ResourceTag/x': true }, StringEquals: { 'aws:SourceAccount': ['1', '2'] } };
    const source = document({ Sid: 'Read', Resource: USERS, Condition: condition });
    expect(parsePolicyDocument({ ...source, Statement: source.Statement[0] }, 'it')).toEqual({
      statements: [
        {
          sid: 'Read',
          effect: 'Allow',
          actions: ['iam:GetUser'],
          resources: [USERS],
          services: [],
          principals: [],
          conditions: [
            { operator: 'Null', key: 'aws:ResourceTag/x', values: ['true'] },
            { operator: 'StringEquals', key: 'aws:SourceAccount', values: ['1', '2'] },
          ],
        },
      ],
    });
  });

  it.each([
    { what: 'another version', source: document({}, { Version: '2008-10-17' }), named: '2008-10-17' },
    { what: 'no version', source: { Statement: document().Statement }, named: 'policy version' },
    { what: 'an Id', source: document({}, { Id: 'x' }), named: 'Id' },
    { what: 'NotAction', source: document({ NotAction: 'iam:*' }), named: 'NotAction' },
    { what: 'NotResource', source: document({ NotResource: '*' }), named: 'NotResource' },
    {
      what: 'NotPrincipal',
      source: document({ NotPrincipal: { Service: 'ssm.amazonaws.com' } }),
      named: 'NotPrincipal',
    },
    { what: 'anybody', source: document({ Principal: '*' }), named: 'the principal "*"' },
    { what: 'an AWS principal', source: document({ Principal: { AWS: '111122223333' } }), named: 'AWS principals' },
    ...['aws:PrincipalOrgID', 'sts:ExternalId'].map((key) => ({
      what: `${key} outside of a trust policy`,
      source: document({ Condition: { StringEquals: { [key]: 'x-1' } } }),
      named: `the condition key ${key}`,
    })),
    {
      what: 'a regional service',
      source: document({ Principal: { Service: 'states.us-east-1.amazonaws.com' } }),
      named: 'states.us-east-1',
    },
    { what: 'a short ARN', source: document({ Resource: 'arn:aws:iam::*' }), named: 'arn:aws:iam::*' },
    {
      what: 'a variable in a resource',
      source: document({ Resource: `${USERS}/\${aws:username}` }),
      named: 'policy variables',
    },
    {
      what: 'a variable in a condition',
      source: document({ Condition: { StringEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } } }),
      named: 'policy variables',
    },
    {
      what: 'a set operator',
      source: document({ Condition: { 'ForAnyValue:StringEquals': { 'aws:SourceAccount': '1' } } }),
      named: 'ForAnyValue:StringEquals',
    },
    ...['StringNotEquals', 'StringLike', 'ArnEquals', 'Bool', 'DateLessThan', 'StringEqualsIfExists', 'toString'].map(
      (operator) => ({
        what: `the operator ${operator}`,
        source: document({ Condition: { [operator]: { 'aws:SourceAccount': '1' } } }),
        named: `the condition ${operator} on aws:SourceAccount`,
      }),
    ),
    {
      what: 'an unknown key',
      source: document({ Condition: { Null: { 'aws:SecureTransport': 'true' } } }),
      named: 'aws:SecureTransport',
    },
    {
      what: 'a pattern that is not an ARN',
      source: document({ Condition: { ArnLike: { 'aws:SourceArn': '*' } } }),
      named: 'the value "*"',
    },
    {
      what: 'an odd Null',
      source: document({ Condition: { Null: { 'aws:SourceArn': 'yes' } } }),
      named: 'the value "yes"',
    },
  ])('does not model $what, and says so by name', ({ source, named }) => {
    const parse = () => parsePolicyDocument(source, 'the policy P');
    expect(parse).toThrow(expect.objectContaining({ name: 'NotModelled' }));
    expect(parse).toThrow(named);
    expect(parse).toThrow('the policy P');
  });

  it.each([
    { what: 'no object', source: 'text', says: 'expected a JSON object' },
    { what: 'no statement', source: document({}, { Statement: [] }), says: 'Syntax errors in policy.' },
    { what: 'no effect', source: document({ Effect: undefined }), says: 'Effect must be Allow or Deny' },
    { what: 'another effect', source: document({ Effect: 'allow' }), says: '"allow"' },
    { what: 'no action', source: document({ Action: [] }), says: 'must contain actions' },
    { what: 'an action without its service', source: document({ Action: 'GetUser' }), says: 'prefaced by a vendor' },
    { what: 'a resource that is no ARN', source: document({ Resource: 'user/dave' }), says: 'ARN format' },
    { what: 'a resource that is no string', source: document({ Resource: [1] }), says: 'expected a string' },
    { what: 'a Sid with a space', source: document({ Sid: 'a b' }), says: 'alpha-numeric' },
    {
      what: 'a duplicate Sid',
      source: document(
        {},
        { Statement: [document({ Sid: 'A' }), document({ Sid: 'A' })].flatMap(({ Statement }) => Statement) },
      ),
      says: 'must be unique',
    },
  ])('refuses $what as IAM does', ({ source, says }) => {
    const parse = () => parsePolicyDocument(source, 'the policy P');
    expect(parse).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', status: 400 }));
    expect(parse).toThrow(says);
  });
});

describe('parseIdentityPolicy', () => {
  it.each([
    {
      what: 'a principal',
      statement: { Principal: { Service: 'ssm.amazonaws.com' } },
      says: 'should not specify a principal',
    },
    { what: 'no resource', statement: { Resource: undefined }, says: 'must contain resources' },
  ])('refuses $what', ({ statement, says }) => {
    const source: unknown = JSON.parse(JSON.stringify(document(statement)));
    expect(() => parseIdentityPolicy(source, 'P')).toThrow(says);
  });
});

describe('parseTrustPolicy', () => {
  const trust = { Action: 'sts:AssumeRole', Principal: { Service: ['ssm.amazonaws.com'] }, Resource: undefined };

  it.each([
    { what: 'a resource', statement: { ...trust, Resource: '*' }, says: 'prohibited field Resource' },
    { what: 'no principal', statement: { ...trust, Principal: undefined }, says: 'must contain a principal' },
    { what: 'another action', statement: { ...trust, Action: 'sts:TagSession' }, says: 'sts:TagSession' },
    ...['arn:aws:iam::111122223333:role/*', 'arn:aws:iam::111122223333:group/g', '1', 'dave'].map((AWS) => ({
      what: `the principal ${AWS}`,
      statement: { ...trust, Principal: { AWS } },
      says: `Invalid principal in policy: "AWS":"${AWS}"`,
    })),
  ])('refuses $what', ({ statement, says }) => {
    const source: unknown = JSON.parse(JSON.stringify(document(statement)));
    expect(() => parseTrustPolicy(source, 'P')).toThrow(says);
  });

  it('reads the principals', () => {
    const Principal = { ...trust.Principal, AWS: '111122223333' };
    const source: unknown = JSON.parse(JSON.stringify(document({ ...trust, Principal })));
    expect(parseTrustPolicy(source, 'P').statements[0]).toMatchObject({
      services: ['ssm.amazonaws.com'],
      principals: ['111122223333'],
    });
  });
});
