import { LocalAws } from '../../aws/local-aws';

const NOW = Date.parse('2026-11-24T08:00:00Z');
const SERVICE_TRUST = (service: string, condition: object = {}) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service }, ...condition },
});

/** The list of a parameter as ARNs: `user/P` and `user/*` + `/P` for each of its names. */
const arnsOf = (prefix: string) => ({
  'Fn::Join': ['', [prefix, { 'Fn::Join': [`,${prefix}`, { 'Fn::Split': [',', { Ref: 'Names' }] }] }]],
});
const KEPT = {
  'Fn::Split': [',', { 'Fn::Join': [',', [arnsOf('arn:*:iam::*:user/'), arnsOf('arn:*:iam::*:user/*/')]] }],
};

const TEMPLATE = {
  Parameters: { Names: { Type: 'String', Default: 'Break-Glass,svc@b.c' } },
  Resources: {
    Remediation: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: SERVICE_TRUST('ssm.amazonaws.com', {
          Condition: {
            ArnLikeIfExists: {
              'aws:SourceArn': {
                'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:automation-execution/*',
              },
            },
          },
        }),
        Policies: [
          {
            PolicyName: 'Delete',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                { Effect: 'Allow', Action: 'iam:DeleteLoginProfile', Resource: '*' },
                { Effect: 'Deny', Action: 'iam:DeleteLoginProfile', Resource: KEPT },
              ],
            },
          },
        ],
      },
    },
  },
};

let aws: LocalAws;
let roleArn: string;
beforeAll(async () => {
  aws = await LocalAws.start({ now: NOW });
  const stack = await aws.deploy(TEMPLATE);
  roleArn = stack.resources['Remediation']?.attributes['Arn'] ?? '';
});
afterAll(() => aws.close());

const assume = (sourceArn: string) =>
  aws.roles.assume(roleArn, { service: 'ssm.amazonaws.com', sourceAccount: '111122223333', sourceArn }, 'Automation-1');
const RUN = 'arn:aws:ssm:us-east-1:111122223333:automation-execution/1';

describe('a Deny on a list of users, made by Fn::Split and Fn::Join of a parameter', () => {
  it.each<[string, string, boolean]>([
    ['/', 'Break-Glass', true],
    ['/', 'svc@b.c', true],
    ['/ops/', 'svc@b.c', true],
    ['/ops/emea/', 'Break-Glass', true],
    ['/', 'BREAK-glass', false],
    ['/', 'Break-Glass2', false],
    ['/', 'xBreak-Glass', false],
    ['/Break-Glass/', 'dave', false],
  ])('of path %s and name %s, denies: %s', async (path, userName, denied) => {
    const userPassword = { createDate: NOW - 86_400_000 };
    aws.iam.seed({ userName, path, createDate: NOW - 86_400_000, loginProfile: userPassword });
    const answer = await aws.endpoint
      .call(assume(RUN), 'iam', 'DeleteLoginProfile', { UserName: userName })
      .then(() => 'deleted', String);
    expect(answer).toContain(denied ? 'with an explicit deny' : 'deleted');
    await aws.endpoint.call(aws.operator, 'iam', 'DeleteLoginProfile', { UserName: userName }).catch(() => undefined);
    await aws.endpoint.call(aws.operator, 'iam', 'DeleteUser', { UserName: userName });
  });

  it('compares the user’s own name, whatever case the call writes it in', async () => {
    aws.iam.seed({ userName: 'Break-Glass', createDate: NOW - 1000, loginProfile: { createDate: NOW - 1000 } });
    const call = aws.endpoint.call(assume(RUN), 'iam', 'DeleteLoginProfile', { UserName: 'break-glass' });
    await expect(call).rejects.toThrow('user/Break-Glass with an explicit deny');
  });
});

describe('a trust policy for the runs of one account and region', () => {
  it('lets SSM assume the role for any such run', () => {
    expect(assume(RUN).arn).toContain('/Automation-1');
  });

  it.each([
    RUN.replace('us-east-1', 'eu-west-1'),
    RUN.replace('111122223333', '444455556666'),
    RUN.replace('arn:aws:', 'arn:aws-cn:'),
    RUN.replace('automation-execution', 'document'),
  ])('does not let SSM assume the role for %s', (sourceArn) => {
    expect(() => assume(sourceArn)).toThrow('is not authorized to perform: sts:AssumeRole');
  });
});
