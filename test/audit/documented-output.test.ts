import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { renderTable } from '../../audit/formats/table';
import { LocalOrganization } from '../../sandbox/index';
import { activeUser, DAY, HOUR, inactiveUser, synthesizedTemplate } from '../support/deployed-account';
import { AUDIT_ROLE, audit, auditorOf, LABS, MANAGEMENT, PAYMENTS, roleTemplateText } from './audited-organization';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'audit.md'), 'utf8');

const now = Date.now();
const ago = (days: number) => ({ passwordLastUsed: now - days * DAY - HOUR });

/** Two accounts that can be read, one of them with the rule, and one without the role. */
async function organization(): Promise<LocalOrganization> {
  const local = await LocalOrganization.start({
    now,
    management: { name: 'root' },
    members: [
      { accountId: PAYMENTS, name: 'payments' },
      { accountId: LABS, name: 'labs' },
    ],
  });
  const users = {
    [MANAGEMENT]: [inactiveUser({ userName: 'dave', ...ago(400) }), activeUser({ ...ago(1) })],
    [PAYMENTS]: [
      inactiveUser({ userName: 'erin', ...ago(700) }),
      inactiveUser({ userName: 'frank', ...ago(120) }),
      activeUser({ userName: 'grace', ...ago(80) }),
      activeUser({
        userName: 'break-glass',
        ...ago(900),
        tags: [{ Key: 'inactive-iam-users:exempt', Value: 'break-glass' }],
      }),
    ],
  };
  for (const [accountId, seeds] of Object.entries(users)) {
    const { iam } = local.account(accountId);
    for (const seed of seeds) iam.seed(seed);
    iam.makeReport();
  }
  const payments = local.account(PAYMENTS);
  await payments.deploy(parse(roleTemplateText()), { TrustedPrincipal: MANAGEMENT }, 'Audit');
  await payments.deploy(synthesizedTemplate(), { MaxRemovals: '1' });
  return local;
}

let local: LocalOrganization;
beforeAll(async () => (local = await organization()));
afterAll(() => local.close());

it('docs/audit.md shows the whole output of an audit of three accounts, one of which cannot be read', async () => {
  const env = await auditorOf(local, ['audit', 'audit --organization']);
  const { results: accounts } = await audit(`--organization --role-name ${AUDIT_ROLE}`, env);

  const text = renderTable({ now: new Date(now), accounts, stopped: false }, { color: false, width: 100 });

  const [, shown] = /```text\n(Inactive IAM users: .*?)```/s.exec(PAGE) ?? [];
  expect(withoutTimes(text)).toBe(withoutTimes(shown ?? ''));
});

function withoutTimes(text: string): string {
  return text.replaceAll(/\d{4}-\d\d-\d\d( \d\d:\d\dZ)?/g, (time) => time.replaceAll(/\d/g, '0'));
}
