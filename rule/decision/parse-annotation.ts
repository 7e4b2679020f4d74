import { BLOCKED } from './annotation';
import type { Activity, Verdict } from './decide';
import type { Hold } from './hold';

/** What an annotation says; `annotate` writes it. */
export interface ParsedAnnotation {
  readonly name: string;
  /** The mark of a held removal. */
  readonly hold?: Hold;
  /** As `reasonText` gives it. */
  readonly reason: string;
  readonly kind: Exclude<Verdict['kind'], 'nearing'>;
  /** Undefined if the verdict does not depend on it. */
  readonly maxIdleDays?: number;
  /** Only of an inactive user. */
  readonly lastActivity?: Activity;
  /** If a notice has been sent: when the user becomes inactive. */
  readonly inactiveAfter?: Date;
  /** Whether a remediation exception blocks the removal. */
  readonly isBlocked: boolean;
}

/** A name has no colon. Remarks, and they alone, may be cut off. */
const ANNOTATION =
  /^(?<name>[\w+=,.@-]+): (?:held, (?<held>\d+) users? (?:is|are) inactive and maxRemovals is (?<cap>\d+); )?(?<rest>.+)$/;

const TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`;

/** Each reason with what may follow it. */
const REASONS: readonly (readonly [ParsedAnnotation['kind'], RegExp])[] = [
  ['no password', /^(?<reason>no console password)$/],
  ['access keys', /^(?<reason>has access keys: used for API access, out of scope)$/],
  ['exempt', /^(?<reason>exempt by (?:its tag|the entry) .+)$/],
  [
    'recent activity',
    /^(?<reason>(?:created|signed in, or password set,) within (?<days>\d+) days?)(?:; (?<remarks>.+))?$/,
  ],
  [
    'inactive',
    new RegExp(
      `^(?<reason>inactive for more than (?<days>\\d+) days?, no access keys; last activity: ` +
        `(?<activity>sign-in|password created|password changed|user created) on (?<date>${TIME}))(?:; (?<remarks>.+))?$`,
    ),
  ],
];

const NOTICE = new RegExp(`^becomes inactive after (?<date>${TIME}) without a new sign-in`);

/** @returns undefined if `annotate` has not written this text */
export function parseAnnotation(annotation: string): ParsedAnnotation | undefined {
  const { name = '', held, cap, rest = '' } = ANNOTATION.exec(annotation)?.groups ?? {};
  for (const [kind, pattern] of REASONS) {
    const { reason, days, activity, date, remarks = '' } = pattern.exec(rest)?.groups ?? {};
    if (reason === undefined || (held !== undefined && kind !== 'inactive')) continue;
    const lastActivity = activityOf(activity, date);
    const notice = NOTICE.exec(remarks)?.groups?.['date'];
    return {
      name,
      ...(held !== undefined && { hold: { inactive: Number(held), maxRemovals: Number(cap) } }),
      reason,
      kind,
      ...(days !== undefined && { maxIdleDays: Number(days) }),
      ...(lastActivity && { lastActivity }),
      ...(notice !== undefined && { inactiveAfter: new Date(notice) }),
      isBlocked: remarks.includes(BLOCKED),
    };
  }
  return undefined;
}

function activityOf(text: string | undefined, date = ''): Activity | undefined {
  const kinds = ['sign-in', 'password created', 'password changed', 'user created'] as const;
  const kind = kinds.find((one) => one === text);
  return kind && { kind, date: new Date(date) };
}
