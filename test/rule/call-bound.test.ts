import { LocalAws, type SeedUser } from '../../sandbox/index';
import { activeUser, DAY, HOUR, inactiveUser, NOW } from '../support/deployed-account';
import { parameters } from './facts';
import { evaluateInProcess } from './in-process-evaluation';
import { RememberingConfig } from './remembering-config';

/** A twentieth is inactive, a tenth is within the notice, 15 in 100 are idle with keys. */
const COUNTS = { inactive: 63, nearing: 125, withKeys: 187, active: 875 };

function population(): SeedUser[] {
  const many = (kind: keyof typeof COUNTS, user: (index: number) => Partial<SeedUser>) =>
    Array.from({ length: COUNTS[kind] }, (_, index) =>
      inactiveUser({ userName: `${kind}-${index}`, path: '/staff,eu/', ...user(index) }),
    );
  return [
    ...many('inactive', () => ({})),
    ...many('nearing', (index) => ({ passwordLastUsed: NOW - 80 * DAY - index })),
    ...many('withKeys', (index) => ({
      accessKeys: [{ createDate: NOW - (300 + index) * DAY, status: index % 2 === 0 ? 'Active' : 'Inactive' }],
    })),
    ...many('active', () => ({ passwordLastUsed: activeUser().passwordLastUsed })),
  ];
}

describe('On an unchanged account of 1,250 users', () => {
  it('an evaluation makes few calls of IAM, even if the report does not quote its cells', async () => {
    const aws = await LocalAws.start({ now: NOW, iam: { reportQuoting: 'never', reportForm: '2021' } });
    const config = new RememberingConfig(() => new Date(aws.clock.now()));
    const evaluate = async () => {
      aws.iam.makeReport();
      const already = aws.endpoint.calls.length;
      await evaluateInProcess(aws, config, parameters());
      return aws.endpoint.calls.length - already;
    };
    for (const user of population()) aws.iam.seed(user);

    const first = await evaluate();
    await aws.clock.runUntil(NOW + 12 * HOUR);
    const second = await evaluate();
    await aws.close();

    // The users are listed in two pages, and the report is asked for and fetched.
    const { inactive, withKeys, nearing } = COUNTS;
    // What the README promises is a tenth more, which leaves room for what happens meanwhile.
    expect(second).toBe(2 + 2 + 3 * inactive + withKeys);
    // The first one has to read those whom it then gives a notice, too.
    expect(first).toBe(second + 3 * nearing);
  });
});
