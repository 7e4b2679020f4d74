import { deployThings, thing } from './deployment';

const PARAMETERS = { Flag: { Type: 'String', Default: 'on' }, Days: { Type: 'Number', Default: 90 } };
const isOn = { 'Fn::Equals': [{ Ref: 'Flag' }, 'on'] };
const isOff = { 'Fn::Equals': [{ Ref: 'Flag' }, 'off'] };

function deployWith(rule: object) {
  return deployThings({ Parameters: PARAMETERS, Rules: { Region: rule }, Resources: { Thing: thing() } });
}

describe('conditions', () => {
  it.each([
    { name: 'Fn::Equals', condition: isOn, expected: true },
    { name: 'Fn::Equals of others', condition: isOff, expected: false },
    { name: 'Fn::Equals minds the case', condition: { 'Fn::Equals': ['On', 'on'] }, expected: false },
    { name: 'Fn::Equals of a Number', condition: { 'Fn::Equals': [{ Ref: 'Days' }, 90] }, expected: true },
    {
      name: 'Fn::Equals of a function',
      condition: { 'Fn::Equals': [{ 'Fn::Sub': '${Flag}!' }, 'on!'] },
      expected: true,
    },
    { name: 'Fn::Not', condition: { 'Fn::Not': [isOff] }, expected: true },
    { name: 'Fn::Or of one', condition: { 'Fn::Or': [isOff, isOn] }, expected: true },
    { name: 'Fn::Or of none', condition: { 'Fn::Or': [isOff, isOff] }, expected: false },
  ])('$name', async ({ condition, expected }) => {
    const { stack } = await deployThings({
      Parameters: PARAMETERS,
      Conditions: { It: condition },
      Resources: { Always: thing(), Perhaps: thing({}, { Condition: 'It' }) },
    });
    expect(Object.keys(stack.resources)).toEqual(expected ? ['Always', 'Perhaps'] : ['Always']);
  });

  it.each([
    {
      what: 'a resource',
      conditions: { A: { 'Fn::Equals': [{ Ref: 'Thing' }, 'x'] } },
      says: 'Unresolved dependencies [Thing]. Cannot reference resources in the Conditions block',
    },
    {
      what: 'a resource’s attribute',
      conditions: { A: { 'Fn::Equals': [{ 'Fn::GetAtt': ['Thing', 'Arn'] }, 'x'] } },
      says: 'Fn::GetAtt and Fn::If cannot be used in the condition A',
    },
    {
      what: 'Fn::Equals of three',
      conditions: { A: { 'Fn::Equals': ['a', 'b', 'c'] } },
      says: 'requires a list of 2 string parameters',
    },
    {
      what: 'Fn::Equals of lists',
      conditions: { A: { 'Fn::Equals': [['a'], ['a']] } },
      says: 'the condition A cannot compare ["a"]',
    },
    { what: 'Fn::Not of two', conditions: { A: { 'Fn::Not': [isOn, isOn] } }, says: 'requires one boolean parameter' },
    { what: 'Fn::Or of one', conditions: { A: { 'Fn::Or': [isOn] } }, says: 'at least 2 and at most 10' },
    { what: 'no function', conditions: { A: true }, says: 'expected one condition function, got true' },
  ])('refuse $what', async ({ conditions, says }) => {
    const template = { Parameters: PARAMETERS, Conditions: conditions, Resources: { Thing: thing() } };
    await expect(deployThings(template)).rejects.toThrow(says);
  });

  it.each([
    { what: 'another function, although the first operand decides', it: { 'Fn::Contains': [['a'], 'a'] } },
    { what: 'Fn::And', it: { 'Fn::And': [isOn, isOn] } },
    { what: 'another condition', it: { Condition: 'B' } },
  ])('do not model $what', async ({ it: operand }) => {
    const Conditions = { A: { 'Fn::Or': [isOn, operand] }, B: isOn };
    const deploying = deployThings({ Parameters: PARAMETERS, Conditions, Resources: { Thing: thing() } });
    await expect(deploying).rejects.toMatchObject({ name: 'NotModelled' });
    await expect(deploying).rejects.toThrow(`the function ${Object.keys(operand)[0]} in the condition A`);
  });

  it('do not let a resource refer to one that is not created', async () => {
    const sections = { Parameters: PARAMETERS, Conditions: { Off: isOff } };
    const Perhaps = thing({}, { Condition: 'Off' });
    const withUser = { ...sections, Resources: { Perhaps, User: thing({ Value: { Ref: 'Perhaps' } }) } };
    await expect(deployThings(withUser)).rejects.toThrow(
      'Unresolved resource dependencies [Perhaps] in the Resources block',
    );
    const withOrder = { ...sections, Resources: { Perhaps, A: thing({}, { DependsOn: 'Perhaps' }) } };
    await expect(deployThings(withOrder)).rejects.toMatchObject({ name: 'NotModelled' });
  });

  it('let an Fn::If refer to a resource that is not created', async () => {
    const { created } = await deployThings({
      Parameters: PARAMETERS,
      Conditions: { Off: isOff },
      Resources: {
        User: thing({ Value: { 'Fn::If': ['Off', { Ref: 'Perhaps' }, 'none'] } }),
        Perhaps: thing({}, { Condition: 'Off' }),
      },
    });
    expect(created.get('User')).toEqual({ Value: 'none' });
  });
});

describe('rules', () => {
  const region = { 'Fn::Contains': [['us-east-1', 'eu-west-1'], { Ref: 'AWS::Region' }] };

  it.each([
    { name: 'Fn::Contains', assert: region },
    { name: 'Fn::Contains of numbers', assert: { 'Fn::Contains': [[45, 90], { Ref: 'Days' }] } },
    { name: 'Fn::Not', assert: { 'Fn::Not': [{ 'Fn::Contains': [['ap-east-2'], { Ref: 'AWS::Region' }] }] } },
    { name: 'Fn::Or', assert: { 'Fn::Or': [isOff, region] } },
  ])('accept a stack that meets $name', async ({ assert }) => {
    const { created } = await deployWith({ Assertions: [{ Assert: assert }] });
    expect(created.size).toBe(1);
  });

  it.each([
    { name: 'Fn::Contains', assert: { 'Fn::Contains': [['eu-west-1'], { Ref: 'AWS::Region' }] } },
    { name: 'Fn::Equals', assert: isOff },
  ])('refuse a stack that does not meet $name, with the assertion’s description', async ({ assert }) => {
    await expect(
      deployWith({
        Assertions: [{ Assert: isOn }, { Assert: assert, AssertDescription: 'IAM is not recorded here.' }],
      }),
    ).rejects.toMatchObject({ code: 'ValidationError', message: 'Rule Region failed: IAM is not recorded here.' });
  });

  it('do not model a RuleCondition', async () => {
    const deploying = deployWith({ RuleCondition: isOff, Assertions: [] });
    await expect(deploying).rejects.toThrow('the member of rule Region: RuleCondition');
  });

  it.each([
    { assert: { 'Fn::RefAll': 'AWS::EC2::VPC::Id' }, named: 'Fn::RefAll' },
    { assert: { Condition: 'X' }, named: 'Condition' },
    { assert: { 'Fn::EachMemberEquals': [['on'], 'on'] }, named: 'Fn::EachMemberEquals' },
    { assert: { 'Fn::Equals': [{ 'Fn::ValueOf': ['a', 'b'] }, 'x'] }, named: 'Fn::ValueOf' },
  ])('do not model $named', async ({ assert, named }) => {
    const deploying = deployWith({ Assertions: [{ Assert: assert }] });
    await expect(deploying).rejects.toMatchObject({ name: 'NotModelled' });
    await expect(deploying).rejects.toThrow(named);
  });
});
