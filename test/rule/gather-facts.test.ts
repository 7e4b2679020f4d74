import { fetchCredentialReport } from '../../rule/credential-report';
import { gatherFacts } from '../../rule/gather-facts';
import { listUsers } from '../../rule/read-users';
import { LocalAws } from '../../sandbox/local-aws';
import { inactiveUser, NOW } from '../support/deployed-account';
import { inProcessClients } from '../support/in-process-client';
import { parameters } from './facts';
import { SETTLED } from './settled-users';

describe('Gathering the facts', () => {
  it('says how many of the candidates have been read, one after the other', async () => {
    const aws = await LocalAws.start({ now: NOW });
    try {
      for (const user of [...SETTLED, ...['dave', 'erin', 'frank'].map((userName) => inactiveUser({ userName }))]) {
        aws.iam.seed(user);
      }
      aws.iam.makeReport();
      const { iam } = inProcessClients(aws.endpoint, aws.operator);
      const time = { now: () => new Date(NOW), sleep: () => Promise.reject(new Error('the report is there')) };
      const report = await fetchCredentialReport(iam, time);
      const progress: string[] = [];

      await gatherFacts(iam, await listUsers(iam), report, parameters(), time.now(), (read, of) =>
        progress.push(`${read} of ${of}`),
      );

      expect(progress).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    } finally {
      await aws.close();
    }
  });
});
