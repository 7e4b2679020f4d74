import { authorize, type AuthorizingService } from '../../policy/authorize';
import { parsePolicyDocument } from '../../policy/parse-policy';

const ARN = 'arn:aws:sts::111122223333:assumed-role/Rule/session';
const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;

function caller(...statements: readonly object[]) {
  const policy = parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'a policy');
  return { arn: ARN, userId: 'AROAEXAMPLE:session', accountId: '111122223333', policies: [policy] };
}

const deleting = caller(
  { Effect: 'Allow', Action: 'iam:DeleteLoginProfile', Resource: user('*') },
  {
    Effect: 'Deny',
    Action: 'iam:DeleteLoginProfile',
    Resource: '*',
    Condition: { Null: { 'aws:ResourceTag/keep': 'false' } },
  },
);

describe('authorize', () => {
  it('lets an allowed call pass', () => {
    expect(() => authorize(deleting, 'iam', 'iam:DeleteLoginProfile', [{ arn: user('dave') }])).not.toThrow();
  });

  it('allows a call that needs no permission', () => {
    expect(() => authorize(deleting, 'sts', 'sts:GetCallerIdentity', [])).not.toThrow();
  });

  it('says that nothing allows the action, as AWS does', () => {
    expect(() => authorize(deleting, 'iam', 'iam:GetUser', [{ arn: user('dave') }])).toThrow(
      expect.objectContaining({
        code: 'AccessDenied',
        status: 403,
        message: `User: ${ARN} is not authorized to perform: iam:GetUser on resource: ${user('dave')} because no identity-based policy allows the iam:GetUser action`,
      }),
    );
  });

  it('says that a Deny on the resource’s tag forbids it, whatever the case of the tag’s key', () => {
    const tagged = { arn: user('dave'), tags: [{ Key: 'keep', Value: '' }] };
    expect(() => authorize(deleting, 'iam', 'iam:DeleteLoginProfile', [tagged])).toThrow(
      expect.objectContaining({
        code: 'AccessDenied',
        message: `User: ${ARN} is not authorized to perform: iam:DeleteLoginProfile on resource: ${user('dave')} with an explicit deny in an identity-based policy`,
      }),
    );
  });

  it('requires every resource to be allowed', () => {
    const resources = [{ arn: user('dave') }, { arn: 'arn:aws:iam::444455556666:user/eve' }];
    expect(() => authorize(deleting, 'iam', 'iam:DeleteLoginProfile', resources)).toThrow('user/eve');
  });

  it.each<{ service: AuthorizingService; code: string; status: number }>([
    { service: 'iam', code: 'AccessDenied', status: 403 },
    { service: 'sts', code: 'AccessDenied', status: 403 },
    { service: 'config', code: 'AccessDeniedException', status: 400 },
    { service: 'ssm', code: 'AccessDeniedException', status: 400 },
    { service: 'lambda', code: 'AccessDeniedException', status: 403 },
    { service: 'logs', code: 'AccessDeniedException', status: 400 },
  ])('denies as $service does: $code, $status', ({ service, code, status }) => {
    expect(() => authorize(deleting, service, `${service}:Anything`, [{ arn: '*' }])).toThrow(
      expect.objectContaining({ code, status }),
    );
  });
});
