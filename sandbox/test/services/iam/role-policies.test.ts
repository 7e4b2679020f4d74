import { Ids, SAMPLE_ACCOUNT } from '../../../core/account';
import { Fields } from '../../../core/fields';
import { parseIdentityPolicy, parseTrustPolicy } from '../../../policy/parse-policy';
import { RoleStore } from '../../../policy/role-store';
import { rolePolicyOperations } from '../../../services/iam/role-policies';
import { ADMINISTRATOR } from '../../callers';

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Users', Effect: 'Allow', Action: ['iam:GetUser', 'iam:ListUsers'], Resource: '*' },
    {
      Effect: 'Deny',
      Action: 'iam:DeleteLoginProfile',
      Resource: ['arn:*:iam::*:user/a', 'arn:*:iam::*:user/b'],
      Condition: { Null: { 'aws:ResourceTag/keep': 'false', 'aws:ResourceTag/hold': 'false' } },
    },
  ],
};
const TRUST = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ssm.amazonaws.com' } };

function getRolePolicy(RoleName: string, PolicyName = 'Read') {
  const roles = new RoleStore({ account: SAMPLE_ACCOUNT, ids: new Ids() });
  const trust = parseTrustPolicy({ Version: '2012-10-17', Statement: TRUST }, 'a trust policy');
  roles.create('Runbook', trust, new Map([['Read', parseIdentityPolicy(POLICY, 'a policy')]]));
  const call = rolePolicyOperations(roles)['GetRolePolicy']?.(Fields.of('iam', { RoleName, PolicyName }));
  return { authorized: call?.authorize(), answer: () => call?.handle(ADMINISTRATOR) };
}

describe('GetRolePolicy', () => {
  it('answers with the inline policy, URL-encoded', () => {
    const { authorized, answer } = getRolePolicy('runbook');

    expect(authorized).toEqual([{ arn: 'arn:aws:iam::111122223333:role/Runbook' }]);
    expect(answer()).toEqual({
      RoleName: 'runbook',
      PolicyName: 'Read',
      PolicyDocument: encodeURIComponent(JSON.stringify(POLICY)),
    });
  });

  it.each<[string, ...Parameters<typeof getRolePolicy>]>([
    ['The role with name Nobody cannot be found.', 'Nobody'],
    ['The role policy with name Write cannot be found.', 'Runbook', 'Write'],
  ])('answers "%s"', (message, ...names) => {
    expect(getRolePolicy(...names).answer).toThrow(expect.objectContaining({ code: 'NoSuchEntity', message }));
  });
});
