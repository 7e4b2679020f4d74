import { progressLine, ProgressOfAccounts } from '../../../audit/command/progress';
import type { AccountSource } from '../../../audit/accounts/source';

describe('The progress line', () => {
  it.each([
    [
      'overwrites itself on a terminal and is gone at the end',
      true,
      '\r\u001b[2Kusers: 1 of 2\r\u001b[2Kusers: 2 of 2\r\u001b[2K',
    ],
    ['is not written to a file or a pipe', false, ''],
  ])('%s', (_, isTTY, expected) => {
    let written = '';
    const progress = progressLine({ isTTY, write: (text) => (written += text) }, 'users');

    progress.show(1, 2);
    progress.show(2, 2);
    progress.stop();

    expect(written).toBe(expected);
  });
});

describe('The progress of an audit', () => {
  const [one, two]: AccountSource[] = ['111122223333', '222233334444'].map((label) => ({
    label,
    read: async () => [],
  }));
  let now = 0;
  let written: string[];
  beforeEach(() => (written = []));

  function progressOf(accounts: number, isTTY: boolean): ProgressOfAccounts {
    const write = (text: string) => written.push(text.replace('\r\u001b[2K', '> '));
    return new ProgressOfAccounts({ isTTY, write }, { now: () => new Date(now) }, accounts);
  }

  it('shows hostile names printable', () => {
    const progress = progressOf(2, false);
    progress.done({ label: 'a\u001b[2J\u202e.csv', read: async () => [] });
    progress.throttled('a\nb', 'iam:ListUsers');

    expect(written.join('')).toBe('read a?[2J?.csv: 1 of 2\nAWS throttles iam:ListUsers in a?b; retrying\n');
  });

  function read(progress: ProgressOfAccounts): string[] {
    if (!one || !two) throw new Error('two sources');
    progress.users(one)(100, 5000);
    progress.users(two)(50, 200);
    progress.done(one);
    progress.done(two);
    progress.erase();
    return written;
  }

  it('on a terminal counts accounts and the users of those being read, on one line', () => {
    expect(read(progressOf(40, true))).toEqual([
      '> accounts: 0 of 40; reading users: 100 of 5000',
      '> accounts: 0 of 40; reading users: 150 of 5200',
      '> accounts: 1 of 40; reading users: 50 of 200',
      '> accounts: 2 of 40',
      '> ',
    ]);
  });

  it('in a log is one line for each account', () => {
    expect(read(progressOf(40, false))).toEqual(['read 111122223333: 1 of 40\n', 'read 222233334444: 2 of 40\n']);
  });

  it('of one account is in a log nothing', () => {
    const progress = progressOf(1, false);
    if (one) progress.users(one)(1, 2);
    if (one) progress.done(one);

    expect(written).toEqual([]);
  });

  it('says throttling at most every ten seconds for each action and account', () => {
    const progress = progressOf(2, false);
    for (const at of [0, 9_999, 10_000]) {
      now = at;
      progress.throttled('111122223333', 'iam:ListUsers');
    }
    progress.throttled('111122223333', 'iam:GetUser');

    expect(written).toEqual([
      'AWS throttles iam:ListUsers in 111122223333; retrying\n',
      'AWS throttles iam:ListUsers in 111122223333; retrying\n',
      'AWS throttles iam:GetUser in 111122223333; retrying\n',
    ]);
  });
});
