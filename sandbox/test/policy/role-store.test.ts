import { Ids, SAMPLE_ACCOUNT } from '../../core/account';
import { authorize } from '../../policy/authorize';
import { parseIdentityPolicy, parseTrustPolicy } from '../../policy/parse-policy';
import type { PolicyDocument } from '../../policy/policy-document';
import { RoleStore } from '../../policy/role-store';
import { withoutAction } from '../../policy/without-action';

const ACCOUNT = SAMPLE_ACCOUNT.accountId;
const RUN = `arn:aws:ssm:us-east-1:${ACCOUNT}:automation-execution/1`;
const AUTOMATION = { service: 'ssm.amazonaws.com', sourceAccount: ACCOUNT, sourceArn: RUN };

function identityPolicy(...actions: readonly string[]) {
  const Statement = actions.map((Action) => ({ Effect: 'Allow', Action, Resource: '*' }));
  return parseIdentityPolicy({ Version: '2012-10-17', Statement }, 'a policy');
}

function trust() {
  const Statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'ssm.amazonaws.com' },
    Condition: {
      StringEquals: { 'aws:SourceAccount': ACCOUNT },
      ArnLike: { 'aws:SourceArn': `arn:aws:ssm:*:${ACCOUNT}:automation-execution/*` },
    },
  };
  return parseTrustPolicy({ Version: '2012-10-17', Statement }, 'a trust policy');
}

function store(policies: Readonly<Record<string, PolicyDocument>> = {}) {
  const roles = new RoleStore({ account: SAMPLE_ACCOUNT, ids: new Ids() });
  const role = roles.create('Runbook', trust(), new Map(Object.entries(policies)));
  return { roles, role };
}

describe('RoleStore', () => {
  it('creates a role with an ARN and a unique id', () => {
    const { role, roles } = store();
    expect(role).toMatchObject({ arn: `arn:aws:iam::${ACCOUNT}:role/Runbook`, policies: [] });
    expect(role.id).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(roles.all()).toEqual([role]);
  });

  it('refuses a second role of the name, in any case', () => {
    const { roles } = store();
    expect(() => roles.create('runBOOK', trust(), new Map())).toThrow(
      expect.objectContaining({ code: 'EntityAlreadyExists', status: 409 }),
    );
  });

  it('makes a service the caller that has the role’s name and policies', () => {
    const { roles, role } = store({ Read: identityPolicy('iam:GetUser') });
    expect(roles.assume(role.arn, AUTOMATION, 'Automation-1')).toMatchObject({
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Runbook/Automation-1`,
      userId: `${role.id}:Automation-1`,
      accountId: ACCOUNT,
      policies: [identityPolicy('iam:GetUser')],
    });
  });

  it.each([
    { what: 'another service', by: { ...AUTOMATION, service: 'lambda.amazonaws.com' } },
    { what: 'another account', by: { ...AUTOMATION, sourceAccount: '444455556666' } },
    { what: 'another source', by: { ...AUTOMATION, sourceArn: RUN.replace('automation-execution', 'document') } },
  ])('denies the role to $what', ({ by }) => {
    const { roles, role } = store();
    expect(() => roles.assume(role.arn, by, 'Automation-1')).toThrow(
      expect.objectContaining({
        code: 'AccessDenied',
        status: 403,
        message: `User: ${by.service} is not authorized to perform: sts:AssumeRole on resource: ${role.arn}`,
      }),
    );
  });

  it('denies a role that does not exist', () => {
    const { roles, role } = store();
    expect(() => roles.assume(`${role.arn}s`, AUTOMATION, 'Automation-1')).toThrow(
      expect.objectContaining({ code: 'AccessDenied' }),
    );
  });

  it('refuses a session name that STS refuses', () => {
    const { roles, role } = store();
    expect(() => roles.assume(role.arn, AUTOMATION, 'a session')).toThrow('roleSessionName');
  });

  it('changes the permissions of open sessions', () => {
    const { roles, role } = store({ Read: identityPolicy('iam:GetUser', 'iam:ListUsers') });
    const session = roles.assume(role.arn, AUTOMATION, 'Automation-1');
    const getUser = () => authorize(session, 'iam', 'iam:GetUser', [{ arn: '*' }]);
    expect(getUser).not.toThrow();
    roles.withhold('Runbook', 'iam:GetUser');
    expect(getUser).toThrow('no identity-based policy allows the iam:GetUser action');
  });

  it('withholds one action from every policy that allows it', () => {
    const { roles } = store({
      One: identityPolicy('iam:GetUser', 'iam:ListUsers'),
      Two: identityPolicy('iam:ListUsers'),
    });
    roles.withhold('Runbook', 'iam:GetUser');
    expect(roles.all()[0]?.policies).toEqual([identityPolicy('iam:ListUsers'), identityPolicy('iam:ListUsers')]);
    expect(() => roles.withhold('Runbook', 'iam:GetUser')).toThrow('allows iam:GetUser by name');
  });
});

describe('withoutAction', () => {
  it('leaves the other actions and every Deny', () => {
    const Statement = [
      { Effect: 'Allow', Action: ['iam:GetUser', 'iam:ListUsers'], Resource: '*' },
      { Effect: 'Deny', Action: 'iam:GetUser', Resource: '*' },
    ];
    const policy = parseIdentityPolicy({ Version: '2012-10-17', Statement }, 'a policy');
    expect(withoutAction(policy, 'iam:GetUser').statements).toMatchObject([
      { effect: 'Allow', actions: ['iam:ListUsers'] },
      { effect: 'Deny', actions: ['iam:GetUser'] },
    ]);
  });

  it('refuses an action that is not allowed by name, because the proof would prove nothing', () => {
    expect(() => withoutAction(identityPolicy('iam:Get*'), 'iam:GetUser')).toThrow(
      'no statement allows iam:GetUser by name',
    );
  });
});
