import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { parse } from 'yaml';
import { auditAccounts } from '../../audit/accounts/audit-accounts';
import { program } from '../../audit/command/options';
import { sourcesOf } from '../../audit/command/sources';
import { type Command, policyDocument } from '../../audit/aws/policy';
import type { AccountResult } from '../../audit/report/result';
import { SYSTEM_TIME } from '../../rule/account/time';
import { required } from '../../rule/decision/errors';
import { type LocalAwsOptions, LocalOrganization } from '../../sandbox/index';
import { inactiveUser } from '../support/deployed-account';

export const [MANAGEMENT, PAYMENTS, LABS, CLOSED] = ['111122223333', '222233334444', '333344445555', '444455556666'];
export const AUDIT_ROLE = 'inactive-iam-users-audit';

/** docs/audit-role.template.yaml. */
export function roleTemplateText(): string {
  return readFileSync(join(__dirname, '..', '..', 'docs', 'audit-role.template.yaml'), 'utf8');
}

/**
 * Three accounts with an inactive user each, and one that is closed. The role is in one of the two members.
 *
 * @param now the machine's time: the SDK takes an answer of another time for a skewed clock
 */
export async function auditedOrganization(
  parameters: Readonly<Record<string, string>> = { TrustedPrincipal: MANAGEMENT },
  now = Date.now(),
  options: Pick<LocalAwsOptions, 'config'> = {},
): Promise<LocalOrganization> {
  const local = await LocalOrganization.start({
    ...options,
    now,
    management: { name: 'root' },
    members: [
      { accountId: PAYMENTS, name: 'payments' },
      { accountId: LABS, name: 'labs' },
      { accountId: CLOSED, name: 'gone', state: 'CLOSED' },
    ],
  });
  for (const aws of local.accounts) {
    aws.iam.seed(inactiveUser({ userName: `dave-${aws.account.accountId}` }));
    aws.iam.makeReport();
  }
  await local.account(PAYMENTS).deploy(parse(roleTemplateText()), parameters, 'Audit');
  return local;
}

/** The management account gets the aggregator `all` of the organization. */
export async function deployAggregator({ management }: LocalOrganization): Promise<void> {
  const OrganizationAggregationSource = { RoleArn: `arn:aws:iam::${MANAGEMENT}:role/Config`, AllAwsRegions: true };
  const Properties = { ConfigurationAggregatorName: 'all', OrganizationAggregationSource };
  await management.deploy(
    { Resources: { It: { Type: 'AWS::Config::ConfigurationAggregator', Properties } } },
    {},
    'All',
  );
}

/** The environment of a caller in the management account who has the policy of these commands, without one action. */
export async function auditorOf(
  local: LocalOrganization,
  commands: readonly Command[],
  without?: string,
): Promise<Record<string, string>> {
  const operator = new STSClient({
    endpoint: local.url,
    region: 'us-east-1',
    credentials: local.management.operatorCredentials(),
  });
  const RoleName = 'Auditor';
  const policy: unknown = JSON.parse(JSON.stringify(policyDocument(commands)), (key, value: unknown) =>
    key === 'Action' && Array.isArray(value) ? [...value.filter((action) => action !== without), 'none:None'] : value,
  );
  const Properties = {
    RoleName,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: MANAGEMENT } },
    },
    Policies: [{ PolicyName: 'audit', PolicyDocument: policy }],
  };
  await local.management.deploy({ Resources: { Role: { Type: 'AWS::IAM::Role', Properties } } }, {}, RoleName);
  const RoleArn = `arn:aws:iam::${MANAGEMENT}:role/${RoleName}`;
  const { Credentials: temporary } = await operator.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  return {
    AWS_ENDPOINT_URL: local.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: required(temporary?.AccessKeyId, 'AccessKeyId'),
    AWS_SECRET_ACCESS_KEY: required(temporary?.SecretAccessKey, 'SecretAccessKey'),
    AWS_SESSION_TOKEN: required(temporary?.SessionToken, 'SessionToken'),
  };
}

interface Audited {
  readonly results: readonly AccountResult[];
  readonly notes: readonly string[];
}

/** Runs the audit in this process, with an environment of its own. */
export async function audit(args: string, env: Record<string, string>): Promise<Audited> {
  const before = { ...process.env };
  Object.assign(process.env, { ...env, AWS_EC2_METADATA_DISABLED: 'true' });
  const results: AccountResult[] = [];
  let notes: readonly string[] = [];
  const unused = () => Promise.reject(new Error('another command'));
  const audited = async (options: Parameters<Parameters<typeof program>[1]['audit']>[0]) => {
    const found = await sourcesOf(options, SYSTEM_TIME, () => undefined);
    ({ notes } = found);
    const question = { ...options, now: SYSTEM_TIME.now(), listsCompliant: true };
    const progress = { users: () => () => undefined, done: () => undefined };
    const { signal } = new AbortController();
    for await (const result of auditAccounts(found.sources, question, progress, signal)) results.push(result);
  };
  const actions = { audit: audited, preflight: unused, verify: unused, sandbox: unused };
  try {
    await program('1', actions).parseAsync(['audit', ...args.split(' ')], { from: 'user' });
  } finally {
    process.env = before;
  }
  return { results, notes };
}

/** What a test is about of each account. */
export function summary({ results }: Audited) {
  return results.map((result) =>
    result.kind === 'audited'
      ? [result.accountId, result.name, result.users.map(({ name }) => name).join()]
      : [result.accountId, result.name, result.reason],
  );
}
