import { parse } from 'yaml';
import { policyDocument } from '../../../audit/aws/policy';
import { LocalOrganization } from '../../../sandbox/index';
import {
  AUDIT_ROLE,
  audit,
  auditedOrganization,
  auditorOf,
  CLOSED,
  LABS,
  MANAGEMENT,
  PAYMENTS,
  roleTemplateText,
  summary,
} from '../audited-organization';
import { alterAnswers } from '../../support/alter-answers';

let local: LocalOrganization;
const environment = { ...process.env };
const ORGANIZATION = `--organization --role-name ${AUDIT_ROLE}`;
const OPERATOR = ['audit', 'audit --organization'] as const;

describe('The audit of an organization', () => {
  afterEach(async () => {
    process.env = { ...environment };
    await local.close();
  });

  it('reads the active accounts: its own without a role, the others with one, and says which it cannot read', async () => {
    local = await auditedOrganization();
    const env = await auditorOf(local, OPERATOR);

    const audited = await audit(ORGANIZATION, env);

    const role = `arn:aws:iam::${LABS}:role/${AUDIT_ROLE}`;
    const caller = `arn:aws:sts::${MANAGEMENT}:assumed-role/Auditor/test`;
    expect(summary(audited)).toEqual([
      [MANAGEMENT, 'root', `dave-${MANAGEMENT}`],
      [PAYMENTS, 'payments', `dave-${PAYMENTS}`],
      [LABS, 'labs', `AccessDenied: User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`],
    ]);
    expect(audited.results[1]).toMatchObject({
      source: { caller: `arn:aws:sts::${PAYMENTS}:assumed-role/${AUDIT_ROLE}/inactive-iam-users-audit` },
      caveats: expect.not.arrayContaining([expect.stringContaining('not authorized')]),
    });
    expect(audited.results[2]).toMatchObject({
      remedy: expect.stringContaining(
        `Create the role ${role} (docs/audit-role.template.yaml), let its trust policy name ${caller}`,
      ),
    });
    expect(audited.notes).toEqual([`account ${CLOSED} (gone) is left out: it is CLOSED`]);
  });

  it('is refused if AWS answers without the list of accounts, which must not count as "no others"', async () => {
    local = await auditedOrganization();
    const env = await auditorOf(local, OPERATOR);
    alterAnswers(local.management.endpoint, 'ListAccounts', () => ({}));

    await expect(audit(ORGANIZATION, env)).rejects.toThrow('AWS answered without Accounts');
  });

  it.each([
    [`--accounts ${PAYMENTS},${MANAGEMENT}`, [PAYMENTS, MANAGEMENT]],
    [`--exclude ${LABS}`, [MANAGEMENT, PAYMENTS]],
  ])('reads with %s only some', async (args, expected) => {
    local = await auditedOrganization();
    const isListed = args.startsWith('--exclude');
    const env = await auditorOf(local, OPERATOR, isListed ? undefined : 'organizations:ListAccounts');

    const { results } = await audit(`${ORGANIZATION} ${args}`, env);

    expect(results.map(({ kind, accountId }) => [kind, accountId])).toEqual(expected.map((id) => ['audited', id]));
  });

  it.each<[string, Record<string, string>, string, 'audited' | 'unread']>([
    [
      'that asks for an external id',
      { TrustedPrincipal: MANAGEMENT, ExternalId: 'audit/1' },
      '--external-id audit/1',
      'audited',
    ],
    [
      'that asks for another external id',
      { TrustedPrincipal: MANAGEMENT, ExternalId: 'audit/2' },
      '--external-id audit/1',
      'unread',
    ],
    [
      'that asks for an external id, without one',
      { TrustedPrincipal: MANAGEMENT, ExternalId: 'audit/1' },
      '--session-name me',
      'unread',
    ],
    ['that trusts the organization', { OrganizationId: LocalOrganization.ID }, '--session-name me', 'audited'],
    ['that trusts another organization', { OrganizationId: 'o-another000' }, '--session-name me', 'unread'],
    ['that trusts another account', { TrustedPrincipal: LABS }, '--session-name me', 'unread'],
    ['that trusts nobody', {}, '--session-name me', 'unread'],
  ])('assumes a role of the template %s', async (_case, parameters, args, kind) => {
    local = await auditedOrganization(parameters);
    const env = await auditorOf(local, OPERATOR);

    const { results } = await audit(`${ORGANIZATION} --accounts ${PAYMENTS} ${args}`, env);

    expect(results.map((result) => result.kind)).toEqual([kind]);
  });

  it.each(['organizations:ListAccounts', 'sts:AssumeRole'])('needs %s, and says so', async (action) => {
    local = await auditedOrganization();
    const env = await auditorOf(local, OPERATOR, action);

    const said = await audit(ORGANIZATION, env).then(summary, String);

    expect(JSON.stringify(said)).toContain(`is not authorized to perform: ${action}`);
  });
});

describe('The template of the role', () => {
  it('allows what the audit of one account needs, and no more', () => {
    const [, shown = ''] = / PolicyDocument:\n(.*)/s.exec(roleTemplateText()) ?? [];

    expect(parse(shown)).toEqual(policyDocument(['audit']));
  });
});
