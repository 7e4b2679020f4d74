import { stripVTControlCharacters } from 'node:util';
import { paintFor, PLAIN } from '../../command/render/text';
import { summary } from '../../command/render/summary';
import type { ScenarioResult } from '../../command/result';
import { scenario } from './run-scenario';

const SCREEN = `== 8 of 18 users inactive: 6 passwords deleted, 2 kept
The stack Stack in a local AWS, with the users of the sample account,
111122223333 in us-east-1, at 2026-11-24 08:00:00Z. No real account is read or
changed.
- IAM's credential report is two hours old. It cannot show a password that was…

User                  Verdict        Idle  What happened
                                     days
--------------------  -------------  ----  -------------------------------------
Dave                  NON_COMPLIANT  4299  password deleted
noah-never-signed-in  NON_COMPLIANT   455  password deleted
a+b=c,d.e@f-g_h       NON_COMPLIANT   454  password deleted
aisha-reset-now       NON_COMPLIANT   454  kept: signed in, or password set,…
mia-with-mfa          NON_COMPLIANT   454  password deleted
paul-in-a-path        NON_COMPLIANT   454  password deleted
sofia-signs-in-now    NON_COMPLIANT   454  kept: signed in, or password set,…
lena-one-second-over  NON_COMPLIANT    90  password deleted
emergency-admin       COMPLIANT       454  exempt by the entry break-glass/* of…
kai-inactive-key      COMPLIANT       454  has access keys: used for API…
kim-active-key        COMPLIANT       454  has access keys: used for API…
petra-no-password     COMPLIANT       454  no console password
tim-exempt-by-tag     COMPLIANT       454  exempt by its tag…
luke-at-the-limit     COMPLIANT        90  signed in, or password set, within…
nina-new              COMPLIANT        45  created within 90 days
anna-active           COMPLIANT         1  signed in, or password set, within…
nora-new-password     COMPLIANT         1  signed in, or password set, within…
olaf-reset-by-admin   COMPLIANT         1  signed in, or password set, within…

Between the evaluation and the runs: luke-at-the-limit signs in, just in time;
sofia-signs-in-now signs in, after being reported as inactive; an administrator
resets the password of aisha-reset-now.

== 8 runs of the runbook, by the steps taken
  4 × password deleted: FindUser > Confirm > Decide > WaitForReport (up to 2 h
    8 min) > ConfirmAgain > DecideAgain > DeleteLoginProfile > Tell >
    LetRunsGather > Evaluate (failed: 4) > WaitForEvaluation > EvaluateAgain
    (failed: 2) > End
  2 × password deleted: FindUser > Confirm > Decide > WaitForReport (up to 2 h
    8 min) > ConfirmAgain > DecideAgain > DeleteLoginProfile > Tell >
    LetRunsGather > Evaluate > End
  1 × nothing deleted: FindUser > Confirm > Decide > WaitForReport (2 h 4 min)
    > ConfirmAgain > DecideAgain > Tell > LetRunsGather > Evaluate > End
  1 × nothing deleted: FindUser > Confirm > Decide > Tell > LetRunsGather >
    Evaluate > End
  A run may end in Success although a step failed: Config refuses an evaluation
  during another one, and for a minute after it. The runbook then tries again.

== What changed
  IAM: 6 passwords deleted, nothing else changed
  Config: 0 of 18 users inactive afterwards
  Security Hub: 18 findings, PASSED: 18

== 18 messages sent, the first of each kind
  8 × "IAM user a+b=c,d.e@f-g_h is inactive for more than 90 days, no access
    keys; last activity: sign-in on 2025-08-27T08:00:00Z. The runbook confirms…
  1 × "IAM user luke-at-the-limit becomes inactive after 2026-11-24T08:00:00Z
    without a new sign-in (notice of 14 days); last activity: sign-in on…
  2 × "IAM user sofia-signs-in-now: the console password was not removed:
    signed in, or password set, within 90 days. (account 111122223333)"
  1 × "No evaluation has succeeded for two days: this alarm is now OK (account
    111122223333)"
  6 × "IAM user a+b=c,d.e@f-g_h: the console password was deleted: inactive
    for more than 90 days, no access keys; last activity: sign-in on…

== What AWS would charge
  Config: 32 recorded evaluations at $0.001: $0.032
  Systems Manager: 91 automation steps in 8 runs, at $0.002: $0.182

== What next
  npm start -- --verbose                 everything that happened
  npm start -- --credential-report FILE  the same for the users of your account
  npm start -- --serve                   the local AWS for the AWS CLI
  npm start -- --help                    all options
`;

/** What happened in the sample account. */
let sample: ScenarioResult;
beforeAll(async () => {
  sample = await scenario({ parameters: { NotificationEmail: 'security@example.com' } });
});

function printed(result: ScenarioResult, width = 80): string {
  return summary(result, { width, paint: PLAIN });
}

/** The result without what the users of the sample account did and got. */
function quiet(users: ScenarioResult['users']): ScenarioResult {
  return { ...sample, users, meanwhile: [], remediations: [], changes: [], messages: [], findings: [] };
}

describe('the summary', () => {
  it('fits on a screen and puts the result first', () => {
    expect(printed(sample)).toBe(SCREEN);
  });

  it.each([
    [
      'nobody is inactive',
      () => quiet(sample.users.filter(({ verdict }) => verdict?.compliance === 'COMPLIANT')),
      [/^== 0 of 10 users inactive\n/, /^ {2}IAM: 0 passwords deleted, nothing else changed$/m],
    ],
    ['there is no user', () => quiet([]), [/^== 0 of 0 users inactive\n/, /^The account has no users\.$/m]],
    [
      'a user has no verdict',
      () => quiet(sample.users.slice(0, 1).map((user) => ({ ...user, verdict: undefined }))),
      [/^== 0 of 1 user inactive: 1 user without a verdict\n/, /^\S+ +none +454 +no verdict$/m],
    ],
  ] satisfies [string, () => ScenarioResult, RegExp[]][])('is clear if %s', (_, result, lines) => {
    const text = printed(result());

    for (const line of lines) expect(text).toMatch(line);
  });

  it('says that the cap holds every deletion, and how to see the deletions', async () => {
    const text = printed(await scenario({ parameters: { MaxRemovals: '3' } }));

    expect(text).toMatch(/^== 8 of 18 users inactive: 8 passwords kept\n/);
    expect(text.replaceAll(/\s+/g, ' ')).toContain('To see them deleted: npm start -- --max-removals 8');
    expect(text).toMatch(/^Dave +NON_COMPLIANT +4299 +kept: held, 7 users are inactive and…$/m);
    expect(text).toMatch(/^ {2}IAM: 0 passwords deleted, nothing else changed$/m);
  });

  it('says that automatic remediation is off', async () => {
    const text = printed(await scenario({ parameters: { AutomaticRemediation: 'false' } }));

    expect(text).toMatch(/^== 8 of 18 users inactive: 8 passwords kept, automatic remediation is off\n/);
    expect(text).toMatch(/^Dave +NON_COMPLIANT +4299 +kept: automatic remediation is off$/m);
    expect(text).not.toContain('of the runbook, by the steps');
  });

  it('begins with what failed', () => {
    const failure = 'the remediation of Dave ended in Failed: AccessDenied';
    const remediations = sample.remediations.map((run) =>
      run.userName === 'Dave'
        ? { ...run, outcome: 'failed' as const, status: 'Failed', failureMessage: 'AccessDenied' }
        : run,
    );
    const changes = sample.changes.map((change) => (change.userName === 'Dave' ? { ...change, what: 'tags' } : change));
    const text = printed({ ...sample, remediations, changes, failures: [failure] });

    expect(text).toMatch(
      /^== FAILED: 1 failure\n- the remediation of Dave ended in Failed: AccessDenied\n\n== 8 of 18 users inactive: 5 passwords deleted, 3 kept\n/,
    );
    expect(text).toMatch(/^Dave +NON_COMPLIANT +4299 +FAILED: AccessDenied$/m);
    expect(text).toMatch(/by the steps taken\n {2}1 × failed: FindUser > /);
    expect(text).toContain('IAM: 5 passwords deleted, AND 1 OTHER CHANGE');
  });

  it('cuts the list of a large account, counts the rest and says how to see it', () => {
    const [dave, anna] = ['Dave', 'anna-active'].map((name) =>
      sample.users.filter(({ userName }) => userName === name),
    );
    const users = Array.from({ length: 5000 }, (_, index) => (index % 10 === 0 ? dave : anna)).flatMap(
      (user) => user ?? [],
    );
    const text = printed(quiet(users));

    expect(text).toMatch(/^== 500 of 5000 users inactive: 500 passwords kept\n/);
    expect(text.match(/^Dave /gm)).toHaveLength(25);
    expect(text).toMatch(/^and 4975 more users, 475 of them inactive; --json shows all$/m);
    expect(text.split('\n').length).toBeLessThan(60);
  });

  it.each([60, 80, 200])('stays within %d columns, with the longest and the oddest names too', (width) => {
    const names = ['n'.repeat(64), 'x', '+=,.@-_'.repeat(9), ...sample.users.map(({ userName }) => userName)];
    const users = sample.users.map((user, index) => ({ ...user, userName: names[index] ?? '' }));
    const text = printed({ ...sample, users, failures: ['f'.repeat(300)] }, width);

    expect(text.split('\n').filter((line) => line.length > width)).toEqual([]);
    expect(text).toMatch(width < 200 ? /^n+… +NON_COMPLIANT/m : /^n{64} +NON_COMPLIANT/m);
  });

  it('changes no line but its colour on a terminal', () => {
    const coloured = summary(sample, { width: 80, paint: paintFor({ isTTY: true }, {}) });

    expect(coloured).not.toBe(printed(sample));
    expect(stripVTControlCharacters(coloured)).toBe(printed(sample));
  });
});
