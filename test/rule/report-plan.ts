import type { Evaluation } from '@aws-sdk/client-config-service';
import type { Announcement } from '../../rule/reporting/announcements';
import { decide } from '../../rule/decision/decide';
import { type Hold, holdText } from '../../rule/decision/hold';
import type { Judgement } from '../../rule/account/judge-live';
import { type Findings, planReport } from '../../rule/reporting/plan-report';
import type { StoredEvaluation } from '../../rule/reporting/stored-evaluations';
import type { CompleteUserFacts } from '../../rule/decision/user-facts';
import { ago, facts, NOW, parameters } from './facts';

export const TEN = parameters({ maxRemovals: 10 });
export const HOLD: Hold = { inactive: 60, maxRemovals: 10 };

/** A user with the verdict; the id is the name. */
export function judged(name: string, user: Partial<CompleteUserFacts> = {}): Judgement {
  const all = facts({ ...user, name, id: name });
  return { facts: all, verdict: decide(all, TEN, NOW) };
}

export const inactive = (name: string) => judged(name);
export const active = (name: string) => judged(name, { passwordLastUsed: ago({ days: 1 }) });
export const nearing = (name: string) => judged(name, { passwordLastUsed: ago({ days: 80 }) });

export const REASON = 'inactive for more than 90 days, no access keys; last activity: sign-in on 2015-02-15T12:08:33Z';
export const ACTIVE = 'signed in, or password set, within 90 days';
export const NOTICE = 'becomes inactive after 2026-12-04T08:00:00Z without a new sign-in (notice of 14 days)';
export const HELD = `${holdText(HOLD)}; ${REASON}`;

export const HELD_EVENT = 'IAM User Removals Held';
export const INACTIVE_EVENT = 'IAM User Inactive';
export const BLOCKED_EVENT = 'IAM User Remediation Blocked';
export const NEARING_EVENT = 'IAM User Nearing Inactivity';

export type Stored = readonly [name: string, compliance: string, text: string, minutesAgo?: number];

/** What Config has stored of each, an hour ago or at a time of its own. */
function storedResults(stored: readonly Stored[]): Map<string, StoredEvaluation> {
  return new Map(
    stored.map(([name, compliance, text, minutesAgo = 60]) => [
      name,
      { compliance, annotation: `${name}: ${text}`, recorded: ago({ minutes: minutesAgo }) },
    ]),
  );
}

interface Plan {
  readonly first: readonly string[];
  readonly announced: readonly string[];
  readonly last: readonly string[];
}

/** What is reported, each evaluation as "COMPLIANCE annotation", each event as its type and whom it is about. */
export function plan(
  people: readonly Judgement[],
  stored: readonly Stored[] = [],
  { refuse = [], ...findings }: Partial<Findings> & { refuse?: readonly string[] } = {},
): Plan {
  const { first, announcements, last } = planReport(
    {
      judged: people,
      unread: 0,
      hold: undefined,
      parameters: TEN,
      ruleName: 'rule',
      blockedUsers: new Set(),
      retired: [],
      orderingTimestamp: NOW,
      ...findings,
    },
    storedResults(stored),
  );
  const isRefused = ({ DetailType: type }: Announcement) => refuse.includes(type ?? '');
  return { first: texts(first), announced: announcements.map(eventText), last: texts(last(isRefused)) };
}

export function texts(evaluations: readonly Evaluation[]): string[] {
  return evaluations.map(({ ComplianceType: type, Annotation: annotation }) => `${type} ${annotation}`);
}

function eventText({ DetailType: type, Resources: [arn] = [] }: Announcement): string {
  return arn === undefined ? `${type}` : `${type}: ${arn.slice(arn.indexOf('/') + 1)}`;
}

interface Case {
  readonly name: string;
  readonly people: readonly Judgement[];
  readonly stored?: readonly Stored[];
  readonly findings?: Parameters<typeof plan>[2];
  readonly expected: Plan;
}

/** One test for each case. */
export function tableOf(cases: readonly Case[]): void {
  it.each(cases)('$name', ({ people, stored, findings, expected }) => {
    expect(plan(people, stored, findings)).toEqual(expected);
  });
}

export const NOTHING = { first: [], announced: [], last: [] };
