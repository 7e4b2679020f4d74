import { STSClient } from '@aws-sdk/client-sts';
import * as fc from 'fast-check';
import { liveAccount } from '../../audit/accounts/live-account';
import { inProcessClients } from '../support/in-process-client';
import { DAY, DeployedAccount, NOW, RULE } from '../support/deployed-account';
import { happening, live, NAMES, populate, population } from '../support/random-account';
import { question } from './question';

describe('The rule’s Lambda and the audit', () => {
  it('give every user of an account the same verdict', async () => {
    await fc.assert(
      fc.asyncProperty(
        population,
        fc.array(happening, { maxLength: 8, size: 'max' }),
        fc.integer({ min: 0, max: 239 }),
        fc.constantFrom('where needed' as const, 'never' as const),
        async (pasts, happenings, reportAge, reportQuoting) => {
          const account = await DeployedAccount.create([], {
            now: NOW - DAY,
            iam: { reportQuoting },
            parameters: { AutomaticRemediation: 'false', ExemptUsers: 'bob' },
          });
          try {
            pasts.forEach((past, index) => populate(account.aws, NAMES[index] ?? 'nobody', past));
            await live(account.aws, happenings, reportAge);

            await account.evaluate();

            expect(await audited(account)).toEqual(evaluated(account));
          } finally {
            await account.close();
          }
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);
});

/** By user id, as Config has stored it. */
function evaluated({ aws }: DeployedAccount): Record<string, boolean> {
  return Object.fromEntries(
    aws.config.compliance
      .ofRule(RULE)
      .map(({ resourceId, complianceType }) => [resourceId, complianceType === 'NON_COMPLIANT']),
  );
}

/** By user id, as the audit answers. */
async function audited({ aws }: DeployedAccount): Promise<Record<string, boolean>> {
  const now = new Date(aws.clock.now());
  const { iam, config } = inProcessClients(aws.endpoint, aws.operator);
  const { accessKeyId, secretAccessKey, sessionToken } = aws.operatorCredentials();
  const sts = new STSClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
  const time = { now: () => now, sleep: () => Promise.reject(new Error('the report is there: nothing is waited for')) };
  const source = liveAccount(
    { label: 'the account' },
    () => ({ iam, config, sts, region: () => Promise.resolve('us-east-1') }),
    time,
  );
  // The exemption of bob is a parameter of the deployed rule.
  const [account] = await source.read(question({ now }), () => undefined);
  const users = account?.kind === 'audited' ? account.users : [];
  return Object.fromEntries(users.map(({ id = '', standing }) => [id, standing === 'inactive']));
}
