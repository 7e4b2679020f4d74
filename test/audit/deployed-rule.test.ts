import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { liveAccount } from '../../audit/accounts/live-account';
import type { Question } from '../../audit/accounts/source';
import type { AccountAudit } from '../../audit/report/result';
import { DEFAULT_PARAMETERS, parameterTexts } from '../../rule/decision/default-parameters';
import { DAY, DeployedAccount, inactiveUser, NOW, RULE } from '../support/deployed-account';
import { parameters } from '../rule/facts';
import { asked, clientsOf } from './checks/checked-account';
import { question } from './question';

let account: DeployedAccount;
afterEach(() => account.close());

const UPCOMING = inactiveUser({ userName: 'soon', passwordLastUsed: NOW - 95 * DAY });

async function deployed(stackParameters: Record<string, string>, users = [inactiveUser()]): Promise<void> {
  account = await DeployedAccount.create(users, { parameters: stackParameters });
}

async function audited(overrides: Partial<Question> = {}, config?: ConfigServiceClient): Promise<AccountAudit> {
  const { aws } = account;
  const clients = { ...clientsOf(aws, aws.operator), ...(config && { config }) };
  const source = (time: Parameters<typeof liveAccount>[2]) =>
    liveAccount({ label: 'the account' }, () => ({ ...clients, region: async () => 'us-east-1' }), time);
  const [read] = await asked(aws, (time) => source(time).read(question(overrides), () => undefined));
  if (read?.kind !== 'audited') throw new Error('not audited');
  return read;
}

const nextOf = ({ users }: AccountAudit) => Object.fromEntries(users.map(({ name, next }) => [name, next]));

describe('The audit of an account with the rule', () => {
  it('judges with the parameters of the rule, and says what its remediation does', async () => {
    await deployed({ MaxIdleDays: '100', MaxRemovals: '7', WarnDays: '3' }, [inactiveUser(), UPCOMING]);

    const read = await audited();

    expect(read.parameters).toEqual({ ...DEFAULT_PARAMETERS, maxIdleDays: 100, maxRemovals: 7, warnDays: [3] });
    const basis = { kind: 'rule', ruleName: RULE, region: 'us-east-1', remediation: 'automatic', overridden: [] };
    expect(read.basis).toEqual(basis);
    expect(nextOf(read)).toEqual({
      dave: 'password is deleted at the next evaluation',
      soon: 'password is deleted on 2026-11-29',
    });
    expect(read.whatIf.find(({ days }) => days === 100)).toMatchObject({ inactive: 1, marks: ['this audit'] });
  });

  it.each<[string, Record<string, string>, string]>([
    ['the Remediate button', { AutomaticRemediation: 'false' }, 'by the Remediate button'],
    ['the cap', { MaxRemovals: '0' }, 'held: maxRemovals is 0, which stops every removal'],
  ])('says that a password waits for %s', async (_name, stackParameters, next) => {
    await deployed(stackParameters);

    expect(nextOf(await audited())).toEqual({ dave: next });
  });

  it('marks users that the role still protects after a change in the Config console', async () => {
    await deployed({ ExemptUsers: 'dave' }, [inactiveUser(), inactiveUser({ userName: 'erin' })]);
    account.putRule(RULE, parameterTexts(DEFAULT_PARAMETERS));

    expect(nextOf(await audited())).toEqual({
      dave: "kept by the role's Deny",
      erin: 'password is deleted at the next evaluation',
    });
  });

  it('marks users that a remediation exception blocks', async () => {
    await deployed({});
    const ResourceId = account.aws.iam.find('dave')?.userId;
    const exception = { ConfigRuleName: RULE, ResourceType: 'AWS::IAM::User', ResourceId };
    account.alterAnswers('DescribeRemediationExceptions', () => ({ RemediationExceptions: [exception] }));

    expect(nextOf(await audited())).toEqual({ dave: 'blocked: a remediation exception' });
  });

  it('lets each option override its own parameter, and says what would happen then', async () => {
    await deployed({ MaxIdleDays: '100', MaxRemovals: '7' });

    const read = await audited({ overrides: { maxIdleDays: 30, maxRemovals: 7 } });

    expect(read.parameters).toMatchObject({ maxIdleDays: 30, maxRemovals: 7 });
    expect(read.basis).toMatchObject({ kind: 'rule', overridden: ['maxIdleDays'] });
    expect(nextOf(read)).toEqual({ dave: 'password would be deleted' });
  });

  it('stops if the parameters of the rule are invalid', async () => {
    await deployed({});
    account.putRule(RULE, { ...parameterTexts(DEFAULT_PARAMETERS), maxIdleDays: '0' });

    await expect(audited()).rejects.toThrow(
      'the rule inactive-iam-users in us-east-1 cannot evaluate anybody: maxIdleDays must be a whole number from 1 to 3650; got "0"; update its stack, or give the name of another rule with --rule-name',
    );
  });
});

describe('The audit of an account without the rule', () => {
  it.each<[string, Partial<Question>, ConfigServiceClient | undefined, string]>([
    ['in this region', { ruleName: 'other' }, undefined, 'There is no rule other in us-east-1'],
    [
      'that can be asked for',
      {},
      unreachable(),
      'AWS Config cannot be reached in us-east-1 (getaddrinfo ENOTFOUND config.us-east-1.amazonaws.com)',
    ],
  ])('%s judges by the options and the defaults, and says so', async (_name, overrides, config, caveat) => {
    await deployed({ MaxIdleDays: '100' });

    const read = await audited({ parameters: parameters({ maxIdleDays: 45 }), ...overrides }, config);

    expect(read).toMatchObject({ parameters: { maxIdleDays: 45 }, basis: { kind: 'options' } });
    expect(read.caveats).toContain(`${caveat}: judged by the options and the defaults.`);
    expect(nextOf(read)).toEqual({ dave: 'password would be deleted' });
  });
});

/** A region without an endpoint of AWS Config. */
function unreachable(): ConfigServiceClient {
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND config.us-east-1.amazonaws.com'), { code: 'ENOTFOUND' });
  const credentials = { accessKeyId: 'ASIATEST', secretAccessKey: 'test' };
  const requestHandler = { handle: () => Promise.reject(error) };
  return new ConfigServiceClient({ region: 'us-east-1', credentials, maxAttempts: 1, requestHandler });
}

it('The audit of a live account shows owners, MFA devices, and idle passwords of users with keys', async () => {
  const accessKeys = [{ createDate: NOW - 300 * DAY, status: 'Active' as const }];
  const tags = [{ Key: 'Owner', Value: 'ann' }];
  await deployed({}, [inactiveUser({ tags }), inactiveUser({ userName: 'robot', accessKeys })]);
  account.aws.iam.makeReport();

  const { users, withKeys } = await audited({ ownerTag: 'owner' });

  const passwordSet = new Date('2014-09-27T10:54:00Z');
  expect(users.find(({ name }) => name === 'dave')).toMatchObject({ owner: 'ann', mfa: false, passwordSet });
  expect(withKeys).toEqual({ users: 1, active: 1, oldest: new Date('2015-02-15T12:08:33Z') });
});
