import { isRecord } from '../../rule/decision/json';
import { AwsError } from '../../sandbox/index';
import { answerOf, DeployedAccount, inactiveUser } from '../support/deployed-account';
import { passwordHolders } from '../support/operator';

let account: DeployedAccount;
afterEach(() => account.close());

const users = (count: number) =>
  Array.from({ length: count }, (_, index) => inactiveUser({ userName: `user-${index}` }));

/** Config records the first of the evaluations of each call alone, and names the others as failed. */
function recordOnlyFirst(count: number): void {
  const { endpoint } = account.aws;
  const call = endpoint.call.bind(endpoint);
  let left = count;
  endpoint.call = async (caller, service, operation, input) => {
    if (operation !== 'PutEvaluations' || !isRecord(input) || !Array.isArray(input['Evaluations'])) {
      return await call(caller, service, operation, input);
    }
    const evaluations: unknown[] = input['Evaluations'];
    const taken = evaluations.slice(0, left);
    left -= taken.length;
    if (taken.length > 0) await call(caller, service, operation, { ...input, Evaluations: taken });
    return { FailedEvaluations: evaluations.slice(taken.length) };
  };
}

describe('If Config records only a part of an evaluation, and that part fits under the cap, nobody loses a password', () => {
  it.each([
    ['one of 30 results', 1],
    ['ten of 30 results', 10],
  ])('with %s', async (_what, recorded) => {
    account = await DeployedAccount.create(users(30), { parameters: { MaxRemovals: '12' } });
    recordOnlyFirst(recorded);

    const run = await account.evaluate();
    await account.settle();

    expect(run.error?.message).toMatch(/did not record the evaluations of .* \(FailedEvaluations\)/);
    expect(new Set(account.executions().map(answerOf))).toEqual(
      new Set(['later: held, 30 users are inactive and maxRemovals is 12']),
    );
    expect(passwordHolders(account)).toHaveLength(30);
  });

  it('with a second PutEvaluations that fails', async () => {
    account = await DeployedAccount.create(users(110), { parameters: { MaxRemovals: '105' } });
    let puts = 0;
    account.aws.endpoint.interceptors.push(({ operation }) => {
      if (operation !== 'PutEvaluations') return;
      puts += 1;
      // The first call proves the result token, the second carries a hundred.
      if (puts > 2) throw new AwsError('AccessDeniedException', 'not now', 400);
    });

    await account.evaluate();
    await account.settle();

    expect(account.executions()).toHaveLength(100);
    expect(passwordHolders(account)).toHaveLength(110);
  });
});
