import { AwsError, LocalAws } from '../../sandbox/index';
import { alterAnswers } from '../support/alter-answers';
import { localContext } from './local/local-context';
import { MADE_USERS, makeUsers, readMadeUsers } from './made-users';
import { USERS } from './users';

let aws: LocalAws;
afterEach(() => aws.close());

describe('The made users', () => {
  it('have what they must have, and are listed, also if IAM does not know new users everywhere at once', async () => {
    aws = await LocalAws.start({ now: Date.parse('2026-11-24T08:00:00Z') });
    let reads = 0;
    let lists = 0;
    alterAnswers(aws.endpoint, 'ListUsers', (answer) => {
      lists += 1;
      return lists < 3 ? { Users: [], IsTruncated: false } : answer;
    });
    aws.endpoint.interceptors.push(({ operation }) => {
      reads += operation === 'ListAccessKeys' ? 1 : 0;
      if (operation === 'ListAccessKeys' && reads < 3) throw new AwsError('NoSuchEntity', 'not yet', 404);
    });
    const context = localContext(aws);

    await aws.clock.runUntilSettled(makeUsers(context));
    expect(lists).toBe(3);
    const users = await readMadeUsers(context.iam);
    expect(new Set(users.keys())).toEqual(new Set(MADE_USERS.map(({ name }) => name)));
    expect(users.get(USERS.key.name)?.accessKeys).toBe(1);
  });
});
