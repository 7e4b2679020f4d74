import { ConfigServiceClient, DescribeConfigurationAggregatorsCommand } from '@aws-sdk/client-config-service';
import { CreateUserCommand, IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { ListAccountsCommand, OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { LocalAws } from '../aws/local-aws';
import { LocalOrganization } from '../aws/local-organization';
import type { Credentials } from '../endpoint/credentials';
import type { Caller } from '../policy/caller';
import { callerWith } from './callers';
import { CLOSED, LABS, MANAGEMENT, PAYMENTS, signedBy, startOrganization } from './local-organization';
import { NOW, SECOND } from './services/config/local-config';

const EXTERNAL_ID = 'audit/2026';
const AUDIT = `arn:aws:iam::${PAYMENTS}:role/Audit`;

let local: LocalOrganization;
beforeEach(async () => {
  local = await startOrganization();
});
afterEach(() => local.close());

function operatorOf(accountId: string): Credentials {
  return local.account(accountId).operatorCredentials();
}

async function assume(input: Partial<AssumeRoleCommandInput> = {}, credentials = operatorOf(MANAGEMENT)) {
  const sts = new STSClient(signedBy(credentials, local.url));
  const request = { RoleArn: AUDIT, RoleSessionName: 'audit', ...input };
  const { Credentials: made, AssumedRoleUser: user } = await sts.send(new AssumeRoleCommand(request));
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    SessionToken: sessionToken = '',
  } = made ?? {};
  return { credentials: { accessKeyId, secretAccessKey, sessionToken }, expires: made?.Expiration, arn: user?.Arn };
}

/** Deploys a role that may list users. */
async function deployRole(accountId: string, statement: object, RoleName = 'Audit'): Promise<void> {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement };
  const read = { Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' };
  const Properties = {
    RoleName,
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trust },
    Policies: [{ PolicyName: 'Read', PolicyDocument: { Version: '2012-10-17', Statement: read } }],
  };
  await local.account(accountId).deploy({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } }, {}, RoleName);
}

const ROOT_OF_MANAGEMENT = { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` } };
const DENIED = (caller: string, roleArn = AUDIT) => ({
  name: 'AccessDenied',
  message: `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
});
const OPERATOR = `arn:aws:sts::${MANAGEMENT}:assumed-role/Administrator/sandbox`;

describe('an organization', () => {
  it('has users with ids of their own in each account', () => {
    const ids = local.accounts.map(({ iam }) => iam.seed({ userName: 'dave', createDate: NOW }).userId);

    expect(new Set(ids).size).toBe(4);
  });

  it('has each account once', async () => {
    await expect(startOrganization({ members: [{ accountId: MANAGEMENT }] })).rejects.toThrow(
      `there is another account ${MANAGEMENT}`,
    );
    expect(() => local.account('999999999999')).toThrow('there is no account 999999999999');
  });
});

describe('ListAccounts', () => {
  it('lists the accounts, on pages of which the first is empty', async () => {
    const client = new OrganizationsClient(signedBy(operatorOf(MANAGEMENT), local.url));
    const pages: (string | undefined)[][] = [];
    for await (const { Accounts = [] } of paginateListAccounts({ client, pageSize: 3 }, {})) {
      pages.push(Accounts.map(({ Id, Name, State, Status }) => `${Id} ${Name} ${State} ${Status}`));
    }

    expect(pages).toEqual([
      [],
      [`${MANAGEMENT} root ACTIVE ACTIVE`, `${PAYMENTS} payments ACTIVE ACTIVE`, `${LABS} labs ACTIVE ACTIVE`],
      [`${CLOSED} gone CLOSED SUSPENDED`],
    ]);
  });

  it('shows no Status after its retirement', async () => {
    await local.management.clock.runUntil(Date.parse('2026-09-09T00:00:00Z'));
    const client = new OrganizationsClient(signedBy(operatorOf(LABS), local.url));
    for await (const { Accounts = [] } of paginateListAccounts({ client }, {})) {
      for (const account of Accounts)
        expect(account).toEqual(expect.not.objectContaining({ Status: expect.anything() }));
    }
  });

  it('is refused in another member account', async () => {
    const listed = new OrganizationsClient(signedBy(operatorOf(PAYMENTS), local.url)).send(new ListAccountsCommand({}));

    await expect(listed).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });

  it('is refused in an account without an organization', async () => {
    const alone = await LocalAws.start({ now: NOW });
    const client = new OrganizationsClient(signedBy(alone.operatorCredentials(), alone.url));

    await expect(client.send(new ListAccountsCommand({}))).rejects.toMatchObject({
      name: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    });
    await alone.close();
  });

  it.each([{ MaxResults: 21 }, { NextToken: 'x' }])('refuses %j', async (input) => {
    const listed = new OrganizationsClient(signedBy(operatorOf(MANAGEMENT), local.url)).send(
      new ListAccountsCommand(input),
    );

    await expect(listed).rejects.toMatchObject({ name: 'InvalidInputException' });
  });
});

describe('AssumeRole', () => {
  it('gives a session that does what the role may do, in the role’s account', async () => {
    for (const accountId of [PAYMENTS, LABS]) {
      await deployRole(accountId, ROOT_OF_MANAGEMENT);
      local.account(accountId).iam.seed({ userName: `user-of-${accountId}`, createDate: NOW });
      const { credentials } = await assume({ RoleArn: `arn:aws:iam::${accountId}:role/Audit` });
      const iam = new IAMClient(signedBy(credentials, local.url));

      const { Users = [] } = await iam.send(new ListUsersCommand({}));
      const { Arn } = await new STSClient(signedBy(credentials, local.url)).send(new GetCallerIdentityCommand({}));

      expect(Users.map(({ UserName: name }) => name)).toEqual([`user-of-${accountId}`]);
      expect(Arn).toBe(`arn:aws:sts::${accountId}:assumed-role/Audit/audit`);
      await expect(iam.send(new CreateUserCommand({ UserName: 'eve' }))).rejects.toThrow(
        `User: ${Arn} is not authorized to perform: iam:CreateUser`,
      );
    }
  });

  const inOrganization = (id: string) => ({ StringEquals: { 'aws:PrincipalOrgID': id } });
  const withExternalId = { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } };
  it.each<[string, object, Partial<AssumeRoleCommandInput>, 'allowed' | 'denied']>([
    ['the account', ROOT_OF_MANAGEMENT, {}, 'allowed'],
    ["the account's id", { Principal: { AWS: MANAGEMENT } }, {}, 'allowed'],
    ['the role', { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:role/Administrator` } }, {}, 'allowed'],
    ['the session', { Principal: { AWS: OPERATOR } }, {}, 'allowed'],
    ['anybody', { Principal: { AWS: '*' } }, {}, 'allowed'],
    ['another account', { Principal: { AWS: LABS } }, {}, 'denied'],
    ['another role', { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:role/Admin` } }, {}, 'denied'],
    ['a user', { Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:user/dave` } }, {}, 'denied'],
    ['a service', { Principal: { Service: 'lambda.amazonaws.com' } }, {}, 'denied'],
    ['an external id', { ...ROOT_OF_MANAGEMENT, Condition: withExternalId }, { ExternalId: EXTERNAL_ID }, 'allowed'],
    ['an external id, given none', { ...ROOT_OF_MANAGEMENT, Condition: withExternalId }, {}, 'denied'],
    ['another external id', { ...ROOT_OF_MANAGEMENT, Condition: withExternalId }, { ExternalId: 'other' }, 'denied'],
    ['no external id, given one', ROOT_OF_MANAGEMENT, { ExternalId: EXTERNAL_ID }, 'allowed'],
    ['the organization', { Principal: { AWS: '*' }, Condition: inOrganization(LocalOrganization.ID) }, {}, 'allowed'],
    ['another organization', { Principal: { AWS: '*' }, Condition: inOrganization('o-another000') }, {}, 'denied'],
    ['nobody, by a Deny', { Effect: 'Deny', Principal: { AWS: '*' } }, {}, 'denied'],
  ])('to a role that trusts %s: %s %s is %s', async (_whom, trust, input, outcome) => {
    await deployRole(PAYMENTS, trust);

    const answer = await assume(input).catch((error: unknown) => error);

    expect(answer).toMatchObject(
      outcome === 'allowed' ? { arn: `arn:aws:sts::${PAYMENTS}:assumed-role/Audit/audit` } : DENIED(OPERATOR),
    );
  });

  const own = (Effect: 'Allow' | 'Deny', Action = 'sts:AssumeRole', Resource: string = '*') => ({
    Effect,
    Action,
    Resource,
  });
  const TESTER = 'arn:aws:iam::111122223333:role/Tester';
  it.each<[string, { from: string; by: Caller; trusted: string }, 'allowed' | 'denied']>([
    [
      'needs its own permission across accounts',
      { from: PAYMENTS, by: callerWith(own('Allow')), trusted: TESTER },
      'allowed',
    ],
    ['may not without it', { from: PAYMENTS, by: callerWith(own('Allow', 'iam:*')), trusted: TESTER }, 'denied'],
    [
      'may not with one for another role',
      { from: PAYMENTS, by: callerWith(own('Allow', 'sts:*', `${AUDIT}or`)), trusted: TESTER },
      'denied',
    ],
    [
      'may not if it is denied',
      { from: PAYMENTS, by: callerWith(own('Allow'), own('Deny')), trusted: TESTER },
      'denied',
    ],
    [
      'needs none in its account if the trust names it',
      { from: MANAGEMENT, by: callerWith(own('Allow', 'iam:*')), trusted: TESTER },
      'allowed',
    ],
    [
      'needs one there if the trust names the account',
      { from: MANAGEMENT, by: callerWith(own('Allow', 'iam:*')), trusted: MANAGEMENT },
      'denied',
    ],
    ['may not there if it is denied', { from: MANAGEMENT, by: callerWith(own('Deny')), trusted: TESTER }, 'denied'],
  ])('a caller %s', async (_case, { from, by, trusted }, outcome) => {
    await deployRole(from, { Principal: { AWS: trusted } });
    const RoleArn = `arn:aws:iam::${from}:role/Audit`;

    const answer = await local.management.endpoint
      .call(by, 'sts', 'AssumeRole', { RoleArn, RoleSessionName: 'audit' })
      .then(() => 'allowed', String);

    expect(answer).toBe(outcome === 'allowed' ? outcome : `AwsError: ${DENIED(by.arn, RoleArn).message}`);
  });

  it.each([
    ['a role that does not exist', `arn:aws:iam::${PAYMENTS}:role/Missing`],
    ['a role in an account that does not exist', 'arn:aws:iam::999999999999:role/Audit'],
    ['a role in a closed account', `arn:aws:iam::${CLOSED}:role/Audit`],
  ])('refuses %s in the same words', async (_case, RoleArn) => {
    await deployRole(CLOSED, { Principal: { AWS: '*' } });

    await expect(assume({ RoleArn })).rejects.toMatchObject(DENIED(OPERATOR, RoleArn));
  });

  it.each<[string, Partial<AssumeRoleCommandInput>, string]>([
    ['a session name with a space', { RoleSessionName: 'my audit' }, "Value 'my audit' at 'roleSessionName' failed"],
    ['a session name of one character', { RoleSessionName: 'a' }, 'Member must have length greater than or equal to 2'],
    ['an external id of one character', { ExternalId: 'a' }, "at 'externalId' failed"],
    ['a session of a minute', { DurationSeconds: 60 }, 'Member must have value greater than or equal to 900'],
    ['a chained session of two hours', { DurationSeconds: 7200 }, 'exceeds the 1 hour session limit'],
    ['the ARN of a user', { RoleArn: `arn:aws:iam::${PAYMENTS}:user/dave` }, 'user/dave is invalid'],
  ])('refuses %s', async (_case, input, message) => {
    await deployRole(PAYMENTS, ROOT_OF_MANAGEMENT);

    await expect(assume(input)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('gives a session that expires, on the clock', async () => {
    await deployRole(PAYMENTS, ROOT_OF_MANAGEMENT);
    const { credentials, expires } = await assume({ DurationSeconds: 900 });
    const { clock } = local.management;
    const list = () => new IAMClient(signedBy(credentials, local.url)).send(new ListUsersCommand({}));
    const read = () =>
      new ConfigServiceClient(signedBy(credentials, local.url)).send(new DescribeConfigurationAggregatorsCommand({}));

    await clock.runUntil(NOW + 900 * SECOND - 1);
    await expect(list()).resolves.toMatchObject({ Users: [] });
    await clock.runUntil(NOW + 900 * SECOND);

    expect(expires).toEqual(new Date(NOW + 900 * SECOND));
    const message = 'The security token included in the request is expired';
    await expect(list()).rejects.toMatchObject({ name: 'ExpiredToken', message });
    await expect(read()).rejects.toMatchObject({ name: 'ExpiredTokenException', message });
  });

  it.each([{ sessionToken: '' }, { sessionToken: 'another' }])(
    'gives keys that need their token: %j',
    async (token) => {
      await deployRole(PAYMENTS, ROOT_OF_MANAGEMENT);
      const { credentials } = await assume();
      const iam = new IAMClient(signedBy({ ...credentials, ...token }, local.url));

      await expect(iam.send(new ListUsersCommand({}))).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    },
  );
});
