import { freshRound } from '../../remediation/fresh-round';

/** A clock that goes on by what each round takes, in seconds; a round may fail at its end. */
function rounds(...outcomes: readonly { seconds: number; fails?: Error }[]) {
  let now = Date.parse('2026-11-24T08:00:00Z');
  let count = 0;
  const time = { now: () => new Date(now), sleep: () => Promise.reject(new Error('no round waits')) };
  const answer = freshRound(time, async () => {
    const outcome = outcomes[count] ?? { seconds: 0 };
    count += 1;
    now += outcome.seconds * 1000;
    if (outcome.fails) throw outcome.fails;
    return `round ${count}`;
  });
  return { answer, count: () => count };
}

const throttled = Object.assign(new Error('Rate exceeded'), { name: 'Throttling' });
const lost = Object.assign(new Error('Read timeout'), { name: 'TimeoutError' });

describe('A round of reads', () => {
  it.each([
    ['is the answer’s if it took no time', [{ seconds: 0 }], 1],
    ['is the answer’s if it took ten seconds', [{ seconds: 10 }], 1],
    ['is repeated if it took longer', [{ seconds: 10.001 }, { seconds: 1 }], 2],
    ['is repeated if a call failed', [{ seconds: 1, fails: throttled }, { seconds: 1 }], 2],
    ['is repeated twice', [{ seconds: 11 }, { seconds: 1, fails: lost }, { seconds: 10 }], 3],
  ])('%s', async (_what, outcomes, expected) => {
    const { answer, count } = rounds(...outcomes);

    await expect(answer).resolves.toBe(`round ${expected}`);
    expect(count()).toBe(expected);
  });

  const failed = 'not confirmed in 3 rounds of reads; nothing is deleted';
  it.each([
    [
      'that took too long three times says how long',
      [{ seconds: 11 }, { seconds: 11 }, { seconds: 12.5 }, { seconds: 0 }],
      `${failed}: Error: the reads took 12.5 s, and may be 10 s old at most`,
    ],
    [
      'that failed three times says of what',
      [{ seconds: 0, fails: lost }, { seconds: 0, fails: lost }, { seconds: 0, fails: throttled }, { seconds: 0 }],
      `${failed}: Throttling: Rate exceeded`,
    ],
  ])('%s, and is not made a fourth time', async (_what, outcomes, message) => {
    const { answer, count } = rounds(...outcomes);

    await expect(answer).rejects.toMatchObject({ name: 'OperationFailed', message });
    expect(count()).toBe(3);
  });

  it('that failed with a value other than an Error is reported as failed too', async () => {
    const answer = freshRound({ now: () => new Date(0), sleep: async () => undefined }, () => Promise.reject('a word'));

    await expect(answer).rejects.toMatchObject({ message: failed });
  });
});
