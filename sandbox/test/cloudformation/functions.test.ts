import { resolved } from './deployment';

const SECTIONS = {
  Parameters: { Days: { Type: 'Number', Default: 90 }, Name: { Type: 'String', Default: 'rule' } },
  Conditions: {
    Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'rule'] },
    No: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Name' }, 'rule'] }] },
  },
};

describe('the functions', () => {
  it.each([
    { name: 'leave data as it is', value: { a: [1, true, null, 'x'] }, expected: { a: [1, true, null, 'x'] } },
    { name: 'Ref of a String', value: { Ref: 'Name' }, expected: 'rule' },
    { name: 'Ref of a Number, a string as in CloudFormation', value: { Ref: 'Days' }, expected: '90' },
    { name: 'Ref of a resource', value: { Ref: 'Other' }, expected: 'Other-ref' },
    { name: 'Ref deep within', value: { a: [{ b: { Ref: 'Name' } }] }, expected: { a: [{ b: 'rule' }] } },
    { name: 'AWS::Region', value: { Ref: 'AWS::Region' }, expected: 'us-east-1' },
    { name: 'AWS::AccountId', value: { Ref: 'AWS::AccountId' }, expected: '111122223333' },
    { name: 'AWS::Partition', value: { Ref: 'AWS::Partition' }, expected: 'aws' },
    { name: 'Fn::GetAtt as a list', value: { 'Fn::GetAtt': ['Other', 'Arn'] }, expected: 'Other-arn' },
    { name: 'Fn::GetAtt as a string', value: { 'Fn::GetAtt': 'Other.Arn' }, expected: 'Other-arn' },
    {
      name: 'Fn::Sub of a parameter, a resource, an attribute and a literal',
      value: { 'Fn::Sub': '${AWS::Region}/${Name}/${Other}/${Other.Arn}/${!Literal}/$5 {x}' },
      expected: 'us-east-1/rule/Other-ref/Other-arn/${Literal}/$5 {x}',
    },
    { name: 'Fn::Join', value: { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3]] }, expected: 'a-rule-3' },
    {
      name: 'Fn::Join without what AWS::NoValue takes away',
      value: { 'Fn::Join': [',', ['a', { Ref: 'AWS::NoValue' }, 'b']] },
      expected: 'a,b',
    },
    { name: 'Fn::Split', value: { 'Fn::Split': ['/', 'a/b//c'] }, expected: ['a', 'b', '', 'c'] },
    { name: 'Fn::If, taken', value: { 'Fn::If': ['Yes', 'a', 'b'] }, expected: 'a' },
    { name: 'Fn::If, not taken', value: { 'Fn::If': ['No', 'a', { Ref: 'Name' }] }, expected: 'rule' },
    {
      name: 'AWS::NoValue takes a property away',
      value: { keep: 1, drop: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] } },
      expected: { keep: 1 },
    },
    { name: 'AWS::NoValue takes an element away', value: ['a', { Ref: 'AWS::NoValue' }], expected: ['a'] },
    { name: 'AWS::NoValue takes a whole property away', value: { Ref: 'AWS::NoValue' }, expected: undefined },
    { name: 'a member named Condition is data', value: { Condition: 'Yes' }, expected: { Condition: 'Yes' } },
  ])('$name', async ({ value, expected }) => {
    expect(await resolved(value, SECTIONS)).toEqual(expected);
  });
});

describe('functions that CloudFormation refuses', () => {
  it.each([
    {
      what: 'an unknown name',
      value: { Ref: 'Nowhere' },
      says: 'Unresolved resource dependencies [Nowhere] in the Resources block',
    },
    {
      what: 'an unknown name in Fn::Sub',
      value: { 'Fn::Sub': '${Nowhere.Arn}' },
      says: 'Unresolved resource dependencies [Nowhere]',
    },
    {
      what: 'an unknown name in the branch that is not taken',
      value: { 'Fn::If': ['No', { Ref: 'Nowhere' }, 'b'] },
      says: 'Unresolved resource dependencies [Nowhere]',
    },
    {
      what: 'an attribute of a parameter',
      value: { 'Fn::GetAtt': ['Name', 'Arn'] },
      says: 'Unresolved resource dependencies [Name]',
    },
    {
      what: 'an attribute that the type does not have',
      value: { 'Fn::GetAtt': ['Other', 'Url'] },
      says: 'resource Other does not support attribute type Url in Fn::GetAtt',
    },
    {
      what: 'an unknown condition',
      value: { 'Fn::If': ['Maybe', 'a', 'b'] },
      says: 'Unresolved condition dependency Maybe in the Resources block',
    },
    {
      what: 'a Ref that is not a name',
      value: { Ref: ['Name'] },
      says: 'Every Ref object must have a single String value',
    },
    {
      what: 'an Fn::If of two',
      value: { 'Fn::If': ['Yes', 'a'] },
      says: 'Fn::If requires a list argument with three elements',
    },
    {
      what: 'an Fn::GetAtt without an attribute',
      value: { 'Fn::GetAtt': 'Other' },
      says: 'every Fn::GetAtt object requires two',
    },
    {
      what: 'an Fn::Join of a string',
      value: { 'Fn::Join': ['-', 'a'] },
      says: 'every Fn::Join object requires two parameters',
    },
    {
      what: 'an Fn::Join of objects',
      value: { 'Fn::Join': ['-', [{ a: 1 }]] },
      says: 'every Fn::Join object requires two parameters',
    },
    {
      what: 'an Fn::Split of a list',
      value: { 'Fn::Split': ['-', ['a']] },
      says: 'every Fn::Split object requires two parameters',
    },
    { what: 'an Fn::Sub with an odd name', value: { 'Fn::Sub': '${a b}' }, says: 'Fn::Sub intrinsic functions don' },
    {
      what: 'an Fn::Sub that does not close',
      value: { 'Fn::Sub': 'x ${Name' },
      says: 'Fn::Sub intrinsic functions don',
    },
    {
      what: 'an Fn::Sub of nothing',
      value: { 'Fn::Sub': '${AWS::NoValue}' },
      says: 'variable AWS::NoValue in Fn::Sub expression does not resolve to a string',
    },
  ])('$what', async ({ value, says }) => {
    const resolving = resolved(value, SECTIONS);
    await expect(resolving).rejects.toMatchObject({ code: 'ValidationError', status: 400 });
    await expect(resolving).rejects.toThrow(says);
  });
});

describe('functions that are not modelled', () => {
  it.each([
    { value: { 'Fn::FindInMap': ['a', 'b', 'c'] }, named: 'Fn::FindInMap' },
    { value: { 'Fn::ImportValue': 'x' }, named: 'Fn::ImportValue' },
    { value: { 'Fn::Base64': 'x' }, named: 'Fn::Base64' },
    { value: { 'Fn::Select': [0, ['a']] }, named: 'Fn::Select' },
    { value: { 'Fn::Sub': ['${A}', { A: 'x' }] }, named: 'Fn::Sub with a map of variables' },
    { value: { Ref: 'AWS::StackName' }, named: 'AWS::StackName' },
    { value: { 'Fn::If': ['No', { 'Fn::GetAZs': '' }, 'b'] }, named: 'Fn::GetAZs' },
    { value: { Ref: 'AWS::NotificationARNs' }, named: 'AWS::NotificationARNs' },
    { value: { Ref: 'Name', Other: 1 }, named: 'Ref beside other members: Ref, Other' },
    { value: { 'Fn::GetAtt': ['Other', { Ref: 'Name' }] }, named: 'a function as the attribute' },
  ])('$named', async ({ value, named }) => {
    const resolving = resolved(value, SECTIONS);
    await expect(resolving).rejects.toMatchObject({ name: 'NotModelled' });
    await expect(resolving).rejects.toThrow(named);
  });
});
