import { LocalOrganization, type LocalOrganizationOptions } from '../aws/local-organization';
import type { Credentials } from '../endpoint/credentials';
import { NOW } from './services/config/local-config';

export const [MANAGEMENT, PAYMENTS, LABS, CLOSED] = [
  '111122223333',
  '222233334444',
  '333344445555',
  '444455556666',
] as const;

/** Three accounts, the last a delegated administrator, and one that is closed. */
export async function startOrganization(options: Partial<LocalOrganizationOptions> = {}): Promise<LocalOrganization> {
  return await LocalOrganization.start({
    now: NOW,
    management: { name: 'root' },
    members: [
      { accountId: PAYMENTS, name: 'payments' },
      { accountId: LABS, name: 'labs' },
      { accountId: CLOSED, name: 'gone', state: 'CLOSED' },
    ],
    delegatedAdministrators: [LABS],
    ...options,
  });
}

/** How the SDK's clients reach an endpoint; the credentials choose the account. */
export function signedBy(credentials: Credentials, endpoint: string) {
  return { endpoint, region: 'us-east-1', maxAttempts: 1, credentials };
}
