import { setImmediate } from 'node:timers/promises';
import { auditAccounts } from '../../../audit/accounts/audit-accounts';
import type { AccountSource } from '../../../audit/accounts/source';
import type { AccountAudit, AccountResult } from '../../../audit/report/result';
import { OperationFailed } from '../../../rule/decision/errors';
import { question } from '../question';

const QUESTION = question();

function account(accountId: string): AccountAudit {
  return {
    kind: 'audited',
    accountId,
    source: { kind: 'credential report', file: `${accountId}.csv` },
    parameters: QUESTION.parameters,
    users: [],
    counts: { inactive: 0, upcoming: 0, exempt: 0, compliant: 0 },
    compliantBecause: new Map(),
    whatIf: [],
    caveats: [],
  };
}

/** A source of these accounts that takes so long, in milliseconds. */
function source(label: string, accountIds: readonly string[] = [label], takes = 0): AccountSource {
  return {
    label,
    read: async () => {
      await new Promise((resolve) => setTimeout(resolve, takes));
      return accountIds.map(account);
    },
  };
}

const unreadable = (error: unknown, about: Partial<AccountSource> = {}): AccountSource => ({
  label: 'broken',
  ...about,
  read: async () => {
    throw error;
  },
});
const denied = (message: string) => Object.assign(new Error(message), { name: 'AccessDenied', $metadata: {} });

async function audit(
  sources: readonly AccountSource[],
  { stop = new AbortController().signal, done }: { stop?: AbortSignal; done?: (source: AccountSource) => void } = {},
): Promise<AccountResult[]> {
  const results: AccountResult[] = [];
  const progress = { users: () => () => undefined, done: done ?? (() => undefined) };
  for await (const result of auditAccounts(sources, QUESTION, progress, stop)) results.push(result);
  return results;
}

const idsOf = (results: readonly AccountResult[]) => results.map(({ accountId }) => accountId);

describe('An audit of several accounts', () => {
  it('answers in the order of the sources, however long each takes', async () => {
    const done: string[] = [];
    const after = (other: string, one: AccountSource): AccountSource => ({
      ...one,
      read: async (...asked) => {
        while (!done.includes(other)) await setImmediate();
        return await one.read(...asked);
      },
    });

    const results = await audit([after('2', source('1')), after('3', source('2', ['2a', '2b'])), source('3')], {
      done: ({ label }) => void done.push(label),
    });

    expect(idsOf(results)).toEqual(['1', '2a', '2b', '3']);
    expect(done).toEqual(['3', '2', '1']);
  });

  it('reads a few at once, and the next as soon as one is done', async () => {
    let reading = 0;
    let most = 0;
    const sources = Array.from({ length: 12 }, (_, index): AccountSource => {
      const slow = source(String(index), undefined, index === 0 ? 60 : 5);
      return {
        label: slow.label,
        read: async (...asked) => {
          reading += 1;
          most = Math.max(most, reading);
          return await slow.read(...asked).finally(() => (reading -= 1));
        },
      };
    });
    const done: string[] = [];

    await audit(sources, { done: ({ label }) => void done.push(label) });

    expect(most).toBe(5);
    expect(done.at(-1)).toBe('0');
  });

  it('reads a file when its account is asked for, so that results do not wait in memory', async () => {
    const read: string[] = [];
    const files = ['1', '2', '3'].map((label): AccountSource => ({
      label,
      isFile: true,
      read: async () => {
        read.push(label);
        return [account(label)];
      },
    }));
    const progress = { users: () => () => undefined, done: () => undefined };
    const results = auditAccounts([source('0'), ...files], QUESTION, progress, new AbortController().signal);

    await results.next();
    expect(read).toEqual([]);
    await results.next();
    expect(read).toEqual(['1']);
    expect((await results.next()).value).toMatchObject({ accountId: '2' });
  });

  it.each<[string, AccountSource, object]>([
    [
      'a denied call',
      unreadable(denied('x is not authorized to perform: iam:ListUsers')),
      {
        name: 'broken',
        reason: 'AccessDenied: x is not authorized to perform: iam:ListUsers',
        remedy: 'Allow iam:ListUsers; docs/audit.md has the whole policy.',
      },
    ],
    [
      'a call that an organization’s policy denies',
      unreadable(denied('not authorized to perform: iam:ListUsers with an explicit deny in a service control policy')),
      {
        remedy: 'A service control policy of the organization denies it: change the policy, or leave the account out.',
      },
    ],
    [
      'expired credentials',
      unreadable(
        Object.assign(new Error('The security token included in the request is expired'), {
          name: 'ExpiredToken',
          $metadata: {},
        }),
      ),
      {
        remedy: 'The credentials have expired: get new ones, and start the audit again.',
      },
    ],
    [
      'throttling that did not end',
      unreadable(Object.assign(new Error('Rate exceeded'), { name: 'Throttling', $metadata: {} })),
      {
        remedy: 'AWS throttles the calls: start the audit again later.',
      },
    ],
    [
      'an account known by its id',
      unreadable(new OperationFailed('odd'), { label: '2', accountId: '2', name: 'payments' }),
      {
        accountId: '2',
        name: 'payments',
        reason: 'odd',
      },
    ],
    [
      'an error that the source explains',
      unreadable(new OperationFailed('odd'), { remedy: () => 'Do this.' }),
      { remedy: 'Do this.' },
    ],
  ])('lists %s with AWS’s words and the remedy, and reads the others', async (_case, broken, expected) => {
    const results = await audit([source('1'), broken, source('3')]);

    expect(results).toMatchObject([{ accountId: '1' }, { kind: 'unread', ...expected }, { accountId: '3' }]);
  });

  it('counts an account once that two sources have, and names both', async () => {
    const results = await audit([source('a.csv', ['1', '2']), source('b.csv', ['2'])]);

    expect(results.map(({ kind }) => kind)).toEqual(['audited', 'audited', 'unread']);
    expect(results[2]).toMatchObject({
      accountId: '2',
      reason: 'account 2 has been read already, from a.csv: it is not counted twice',
      remedy: 'Leave out a.csv or b.csv.',
    });
  });

  it('throws the error of an only source, which the command explains', async () => {
    await expect(audit([unreadable(new OperationFailed('odd'))])).rejects.toThrow('odd');
  });

  it('lists an only account of an organization like the others', async () => {
    expect(await audit([unreadable(new OperationFailed('odd'), { accountId: '1' })])).toHaveLength(1);
  });

  it('throws a bug, which is no account’s fault', async () => {
    await expect(audit([source('1'), unreadable(new TypeError('x is undefined'))])).rejects.toThrow('x is undefined');
  });

  it('yields what has been read when it is stopped, without waiting for the rest', async () => {
    const controller = new AbortController();
    const never: AccountSource = { label: 'never', read: () => new Promise(() => undefined) };
    const sources = [
      never,
      source('2'),
      source('3', ['3'], 5),
      ...Array.from({ length: 4 }, () => never),
      source('late'),
    ];

    const results = await audit(sources, {
      stop: controller.signal,
      done: ({ label }) => label === '3' && controller.abort(),
    });

    expect(idsOf(results)).toEqual(['2', '3']);
  });
});
