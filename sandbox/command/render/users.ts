import type { ScenarioResult, UserResult, Verdict } from '../result';
import type { Paint } from './paint';
import { type Cell, type Piece, table } from './table';
import { andMore, count, heading, paragraph, shownTime, since } from './text';

/** Above this many users only the inactive ones are listed. */
const FULL_LIST = 40;
/** How many of the inactive users are shown, and of the reasons of the others. */
const LONG_LIST = 50;
/** How much is shown of what follows from that list. */
export const SHORT_LIST = 20;

/** Each user with verdict and reason, the inactive first; of a large account how many the other reasons have. */
export function evaluated({ users, stack, evaluations, now }: ScenarioResult, paint: Paint): string {
  const inactive = users.filter(isInactive);
  const others = users.filter((user) => !isInactive(user));
  const unreported = users.filter(({ verdict }) => !verdict).length;
  const failed = evaluations[0]?.error !== undefined;
  return [
    heading(`Scheduled evaluation: ${inactive.length} of ${count(users.length, 'user')} inactive`, paint),
    paragraph(
      `Config invoked the Lambda function of the rule ${stack.ruleName} at ${shownTime(now)}${failed ? ', which failed' : ''}.`,
    ),
    '',
    ...listed(inactive, others, now, paint),
    ...(unreported > 0 ? ['', `Without a verdict: ${count(unreported, 'user')}.`] : []),
  ].join('\n');
}

function isInactive({ verdict }: UserResult): boolean {
  return verdict?.compliance === 'NON_COMPLIANT';
}

function listed(inactive: readonly UserResult[], others: readonly UserResult[], now: string, paint: Paint): string[] {
  const all = [...inactive, ...others];
  if (all.length === 0) return ['The account has no users.'];
  return all.length > FULL_LIST ? largeAccount(inactive, others, now, paint) : [userTable(all, now, paint)];
}

function largeAccount(
  inactive: readonly UserResult[],
  others: readonly UserResult[],
  now: string,
  paint: Paint,
): string[] {
  const reasons = new Map<string, number>();
  for (const { verdict } of others) {
    if (verdict) reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
  }
  const byFrequency = [...reasons].toSorted(([, one], [, other]) => other - one);
  return [
    ...(inactive.length > 0 ? [userTable(inactive.slice(0, LONG_LIST), now, paint)] : []),
    ...andMore(inactive.length - LONG_LIST, paint),
    '',
    table(
      [
        { title: 'Users', width: 5, align: 'right' },
        { title: 'COMPLIANT, because', width: 73 },
      ],
      byFrequency.slice(0, LONG_LIST).map(([reason, number]) => [String(number), reason]),
      paint,
    ),
    ...andMore(byFrequency.length - LONG_LIST, paint),
  ];
}

function userTable(users: readonly UserResult[], now: string, paint: Paint): string {
  return table(
    [
      { title: 'User', width: 22 },
      { title: 'Verdict', width: 13 },
      { title: 'Why', width: 41 },
    ],
    users.map((user) => [nameCell(user), verdictCell(user.verdict), whyCell(user, now)]),
    paint,
  );
}

function nameCell({ userName, arn }: UserResult): Cell {
  const path = arn.slice(arn.indexOf(':user/') + ':user'.length, -userName.length);
  const place: Piece[] = path === '/' ? [] : [{ text: `in ${path}`, format: 'dim' }];
  return [{ text: userName }, ...place];
}

function verdictCell(verdict: Verdict | undefined): Cell {
  if (!verdict) return 'none';
  return [{ text: verdict.compliance, format: verdict.compliance === 'NON_COMPLIANT' ? 'red' : 'green' }];
}

function whyCell(user: UserResult, now: string): Cell {
  const reason: Piece[] = user.verdict ? [{ text: user.verdict.reason }] : [];
  return [...reason, { text: `(${factsOf(user, now).join(', ')})`, format: 'dim' }];
}

/** What IAM knows of the user, as far as it matters to the decision and is not plain. */
function factsOf({ created, lastSignIn, password, accessKeys, mfa }: UserResult, now: string): string[] {
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

/** The verdicts that are not what they were, and how many users are still inactive. */
export function complianceAfter({ users, evaluations }: ScenarioResult, paint: Paint): string {
  const changed = users.filter(({ verdict, verdictAfter }) => verdict?.compliance !== verdictAfter?.compliance);
  const inactive = users.filter(({ verdictAfter }) => verdictAfter?.compliance === 'NON_COMPLIANT').length;
  const later = evaluations.filter(({ trigger }) => trigger === 'on-demand');
  const last = later.at(-1);
  return [
    heading(`Compliance afterwards: ${inactive} of ${count(users.length, 'user')} inactive`, paint),
    paragraph(
      `At the end of each run the runbook asks Config to evaluate again: ${count(later.length, 'evaluation')}${last ? `, the last at ${shownTime(last.started)}` : ''}.`,
    ),
    '',
    ...(changed.length > 0 ? [changedTable(changed.slice(0, SHORT_LIST), paint)] : ['No verdict has changed.']),
    ...andMore(changed.length - SHORT_LIST, paint),
  ].join('\n');
}

function changedTable(users: readonly UserResult[], paint: Paint): string {
  return table(
    [
      { title: 'User', width: 22 },
      { title: 'Verdict now', width: 13 },
      { title: 'Why', width: 41 },
    ],
    users.map((user) => [user.userName, verdictCell(user.verdictAfter), user.verdictAfter?.reason ?? '']),
    paint,
  );
}
