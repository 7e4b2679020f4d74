import { DAY } from '../../rule/decision/dates';
import type { AccountAudit, AccountResult, AuditedUser, ReasonKind, UnreadAccount, WithKeys } from '../report/result';
import { countOf, oneLine } from '../text/text';
import type { Summary } from './summary';

/** The marks of the what-if, e.g. `Security Hub IAM.8`, are only numbers of days. */
const MARKS = 'CIS and IAM.8 are named for their numbers of days. Those controls also count users with access keys.';

/** e.g. `2026-11-24 08:00Z`, to the minute. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

/** e.g. `2026-11-24`, the day in UTC. */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** Whole days of 24 hours, as the rule counts them. */
export function daysBetween(earlier: Date, later: Date): number {
  return Math.floor((later.getTime() - earlier.getTime()) / DAY);
}

/** What people call the account: its name, else its id. */
export function labelOf({ name, accountId }: Pick<AccountResult, 'name' | 'accountId'>): string {
  return name ?? accountId ?? 'an account';
}

/** Name and id, as far as they are known. A name that two accounts have ends with the id already: see `summarize`. */
export function fullLabelOf(account: AccountResult): string {
  const { name, accountId } = account;
  const isNamed = name !== undefined && accountId !== undefined && !name.endsWith(` ${accountId}`);
  return isNamed ? `${name} ${accountId}` : labelOf(account);
}

/** Sentences about accounts, each of them once. */
export class Notes {
  private readonly labels = new Map<string, string[]>();
  private accounts = 0;

  add(account: AccountAudit, sentences: readonly string[]): void {
    this.accounts += 1;
    for (const sentence of sentences) {
      const labels = this.labels.get(sentence);
      if (labels) labels.push(labelOf(account));
      else this.labels.set(sentence, [labelOf(account)]);
    }
  }

  /** A sentence that does not hold for all accounts begins with the names of its accounts. */
  lines(): string[] {
    return [...this.labels].map(([sentence, labels]) =>
      labels.length === this.accounts ? sentence : `${listOf(labels)}: ${sentence}`,
    );
  }
}

function listOf(labels: readonly string[]): string {
  const shown = labels.slice(0, 5).join(', ');
  return labels.length > 5 ? `${shown} and ${labels.length - 5} more` : shown;
}

export function notesOf(
  accounts: readonly AccountAudit[],
  say: (account: AccountAudit) => readonly string[],
): string[] {
  const notes = new Notes();
  for (const account of accounts) notes.add(account, say(account));
  return notes.lines();
}

/** Users who are out of scope, although people look for them; nothing if there are no such users. */
export function withKeysOf(withKeys: WithKeys | undefined): string[] {
  if (!withKeys || withKeys.users === 0) return [];
  const { users, active, oldest } = withKeys;
  const since = oldest ? `, the longest since ${day(oldest)}` : '';
  return [
    `Not in scope: ${countOf(users, 'user')} with access keys and an unused password${since}. ${active} of them ${active === 1 ? 'has' : 'have'} an active key. AWS's own rule iam-user-unused-credentials-check covers them.`,
  ];
}

/** Why the account could not be read, and what to do. */
export function unreadReason({ reason, remedy }: UnreadAccount): string {
  return [oneLine(reason), ...(remedy === undefined ? [] : [remedy])].join(' → ');
}

const REASONS: Readonly<Record<ReasonKind, string>> = {
  'recent activity': 'recent activity',
  'access keys': 'access keys: used for API access, out of scope',
  'no password': 'no console password',
  exempt: 'exemption',
  inactive: 'inactivity',
};

/** The number of compliant users by reason, the most frequent first. */
export function reasonCounts({ compliantBecause }: Pick<AccountAudit, 'compliantBecause'>): [string, number][] {
  return [...compliantBecause]
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => [REASONS[kind], count]);
}

/** The rule's reason without its definition of inactivity, which is the same for all, and without other columns' dates. */
export function shortReason({ reason, reasonKind, standing }: AuditedUser): string {
  return standing === 'exempt' ? reason.replace(/^exempt by (its )?/, '') : reasonKind;
}

/** Also says that the answer is about some of the accounts only. */
export function whatIfTitle({ audited }: Summary): string {
  const answers = audited.filter(({ whatIf }) => whatIf.length > 0).length;
  const where = answers < audited.length ? ` (${answers} of ${countOf(audited.length, 'account')})` : '';
  return `Inactive users, if the threshold were${where}`;
}

/** Nothing if no mark is shown that needs it. */
export function marksNote({ whatIf }: Pick<Summary, 'whatIf'>): string[] {
  return whatIf.some(({ marks }) => marks.some((mark) => /CIS|IAM\.8/.test(mark))) ? [MARKS] : [];
}

/** The name behind its path, without the leading slash: `engineering/dave`. */
export function fullName({ path, name }: AuditedUser): string {
  return path === undefined || path === '/' ? name : `${path.slice(1)}${name}`;
}
