import type { EvaluatedUser, Verdict } from '../describe';
import type { ScenarioResult } from '../result';
import { type Cell, table } from './table';
import { andMore, count, heading, type Paint, paragraph, shownTime, since } from './text';

/** Above this many users only the inactive ones are listed. */
const FULL_LIST = 40;
/** How many inactive users are shown, and how many reasons of the others. */
const LONG_LIST = 50;
/** How many of their changes are shown. */
export const SHORT_LIST = 20;

/** Each user's verdict and reason, the inactive first; in a large account the other users are counted by reason. */
export function evaluation({ users, stack, evaluations, now }: ScenarioResult, paint: Paint): string {
  const inactive = users.filter(({ verdict }) => isInactive(verdict));
  const others = users.filter(({ verdict }) => !isInactive(verdict));
  const unreported = users.filter(({ verdict }) => !verdict).length;
  const failed = evaluations[0]?.error !== undefined;
  return [
    heading(`Scheduled evaluation: ${inactive.length} of ${count(users.length, 'user')} inactive`, paint),
    paragraph(
      `Config invoked the Lambda function of the rule ${stack.ruleName} at ${shownTime(now)}${failed ? '; the evaluation failed' : ''}.`,
    ),
    '',
    ...list(inactive, others, now, paint),
    ...(unreported > 0 ? ['', `Without a verdict: ${count(unreported, 'user')}.`] : []),
  ].join('\n');
}

/** The changed verdicts, and how many users are still inactive. */
export function complianceAfterwards({ users, evaluations }: ScenarioResult, paint: Paint): string {
  const changed = users.filter(({ verdict, verdictAfter }) => verdict?.compliance !== verdictAfter?.compliance);
  const inactive = users.filter(({ verdictAfter }) => isInactive(verdictAfter)).length;
  const later = evaluations.filter(({ trigger }) => trigger === 'on-demand');
  const last = later.at(-1);
  const rows = changed
    .slice(0, SHORT_LIST)
    .map(({ userName, verdictAfter }) => [userName, verdictCell(verdictAfter), verdictAfter?.reason ?? '']);
  return [
    heading(`Compliance afterwards: ${inactive} of ${count(users.length, 'user')} inactive`, paint),
    paragraph(
      `At the end of each run, the runbook asks Config for another evaluation: ${count(later.length, 'evaluation')}${last ? `, the last at ${shownTime(last.started)}` : ''}.`,
    ),
    '',
    rows.length > 0 ? verdictTable('Verdict now', rows, paint) : 'No verdict has changed.',
    ...andMore(changed.length - SHORT_LIST, paint),
  ].join('\n');
}

export function isInactive(verdict: Verdict | undefined): boolean {
  return verdict?.compliance === 'NON_COMPLIANT';
}

function list(
  inactive: readonly EvaluatedUser[],
  others: readonly EvaluatedUser[],
  now: string,
  paint: Paint,
): string[] {
  const users = (some: readonly EvaluatedUser[]) =>
    verdictTable(
      'Verdict',
      some.map((user) => [nameCell(user), verdictCell(user.verdict), reasonCell(user, now)]),
      paint,
    );
  const all = [...inactive, ...others];
  if (all.length === 0) return ['The account has no users.'];
  if (all.length <= FULL_LIST) return [users(all)];
  const reasons = new Map<string, number>();
  for (const { verdict } of others) if (verdict) reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
  const rows = [...reasons]
    .toSorted(([, one], [, other]) => other - one)
    .map(([reason, number]) => [`${number}`, reason]);
  return [
    ...(inactive.length > 0 ? [users(inactive.slice(0, LONG_LIST))] : []),
    ...andMore(inactive.length - LONG_LIST, paint),
    '',
    table(
      [
        { title: 'Users', width: 5, align: 'right' },
        { title: 'COMPLIANT, because', width: 73 },
      ],
      rows.slice(0, LONG_LIST),
      paint,
    ),
    ...andMore(rows.length - LONG_LIST, paint),
  ];
}

function verdictTable(title: string, rows: readonly (readonly Cell[])[], paint: Paint): string {
  const columns = [
    { title: 'User', width: 22 },
    { title, width: 13 },
    { title: 'Reason', width: 41 },
  ];
  return table(columns, rows, paint);
}

function nameCell({ userName, arn }: EvaluatedUser): Cell {
  const path = arn.slice(arn.indexOf(':user/') + ':user'.length, -userName.length);
  return [{ text: userName }, ...(path === '/' ? [] : [{ text: `in ${path}`, format: 'dim' as const }])];
}

export function verdictCell(verdict: Verdict | undefined): Cell {
  if (!verdict) return 'none';
  return [{ text: verdict.compliance, format: isInactive(verdict) ? 'red' : 'green' }];
}

function reasonCell(user: EvaluatedUser, now: string): Cell {
  const facts = { text: `(${factsOf(user, now).join(', ')})`, format: 'dim' as const };
  return user.verdict ? [{ text: user.verdict.reason }, facts] : [facts];
}

/** What IAM knows about the user that matters to the decision. */
function factsOf({ created, lastSignIn, password, accessKeys, mfa }: EvaluatedUser, now: string): string[] {
  return [
    ...(lastSignIn === undefined
      ? [`created ${since(created, now)} ago`, 'never signed in']
      : [`signed in ${since(lastSignIn, now)} ago`]),
    ...(password && password.created !== created ? [`password ${since(password.created, now)} old`] : []),
    ...(password && password.changed !== password.created ? [`reset ${since(password.changed, now)} ago`] : []),
    ...accessKeys.map((status) => `${status.toLowerCase()} key`),
    ...(mfa ? ['MFA'] : []),
  ];
}
