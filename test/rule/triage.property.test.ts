import * as fc from 'fast-check';
import { fetchCredentialReport } from '../../rule/credential-report';
import { decide } from '../../rule/decide';
import { evaluateAccount } from '../../rule/evaluate';
import type { RuleParameters } from '../../rule/parameters';
import { listUsers, readUntil } from '../../rule/read-users';
import type { Time } from '../../rule/time';
import { LocalAws } from '../../sandbox/local-aws';
import { inProcessClients } from '../support/in-process-client';
import { NOW, parameters } from './facts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The names that users are created under, renamed to and re-created under; the last is free at first. */
const NAMES = ['ann', 'bob', 'cy', 'dee'] as const;
const ACTIONS = [
  'create',
  'delete',
  'rename',
  'make password',
  'delete password',
  'reset password',
  'sign in',
  'make key',
  'delete key',
  'tag',
  'untag',
] as const;

interface Happening {
  /** Minutes before the evaluation. */
  readonly before: number;
  readonly action: (typeof ACTIONS)[number];
  readonly name: (typeof NAMES)[number];
  readonly other: (typeof NAMES)[number];
}

/** Within and a little before the life of the credential report: what happens then is what it may not show. */
const happening = fc.record<Happening>({
  before: fc.integer({ min: 1, max: 300 }),
  // Names that change hands are what the report is most easily misread by.
  action: fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...ACTIONS) }, fc.constant('rename' as const)),
  name: fc.constantFrom(...NAMES),
  other: fc.constantFrom(...NAMES),
});

interface Past {
  /** Days before the evaluation. */
  readonly created: number;
  readonly password: { readonly made: number; readonly changed: number } | undefined;
  readonly signedIn: number | undefined;
  readonly key: boolean;
  readonly exempt: boolean;
}

const days = fc.constantFrom(5, 29, 31, 89, 91, 120);
/** Who is there at the beginning: idle for longer or shorter than the threshold, with and without each thing. */
const past = fc.record<Past>({
  created: fc.constantFrom(130, 500),
  password: fc.option(fc.record({ made: fc.constant(125), changed: days }), { freq: 3, nil: undefined }),
  signedIn: fc.option(days, { nil: undefined }),
  key: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.constant(true)),
  exempt: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});
const population = fc.array(past, { minLength: 2, maxLength: 3 });

const settings = fc.record<Partial<RuleParameters>>({
  maxIdleDays: fc.constantFrom(30, 90),
  exemptUsers: fc.constantFrom([], ['bob']),
});

const idle: Past = {
  created: 500,
  password: { made: 125, changed: 120 },
  signedIn: 120,
  key: false,
  exempt: false,
};

/** After the report ann, without a password, gives her name up, and bob, who is inactive, takes it. */
const NAME_CHANGES_HANDS: [Past[], Happening[], number, Partial<RuleParameters>] = [
  [{ ...idle, created: 130, password: undefined }, idle],
  [
    { before: 60, action: 'rename', name: 'ann', other: 'dee' },
    { before: 30, action: 'rename', name: 'bob', other: 'ann' },
  ],
  120,
  {},
];

describe('Triage, then confirm', () => {
  it('answers for every user as the exhaustive reading does', async () => {
    await fc.assert(
      fc.asyncProperty(
        population,
        fc.array(happening, { maxLength: 8, size: 'max' }),
        fc.integer({ min: 0, max: 239 }),
        settings,
        async (pasts, happenings, reportAge, chosen) => {
          const aws = await LocalAws.start({ now: NOW.getTime() - DAY });
          try {
            pasts.forEach((one, index) => populate(aws, NAMES[index] ?? 'nobody', one));
            await live(aws, happenings, reportAge);

            expect(await triaged(aws, parameters(chosen))).toEqual(await exhaustive(aws, parameters(chosen)));
          } finally {
            await aws.close();
          }
        },
      ),
      { numRuns: 400, examples: [NAME_CHANGES_HANDS] },
    );
  }, 60_000);
});

function daysAgo(count: number): number {
  return NOW.getTime() - count * DAY;
}

function populate(aws: LocalAws, userName: string, { created, password, signedIn, key, exempt }: Past): void {
  aws.iam.seed({
    userName,
    createDate: daysAgo(created),
    passwordLastUsed: signedIn === undefined ? undefined : daysAgo(signedIn),
    loginProfile: password && { createDate: daysAgo(password.made), passwordLastChanged: daysAgo(password.changed) },
    accessKeys: key ? [{ createDate: daysAgo(created), status: 'Inactive' }] : [],
    tags: exempt ? [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }] : [],
  });
}

/** Lets it all happen, with the credential report made `reportAge` minutes before the end. */
async function live(aws: LocalAws, happenings: readonly Happening[], reportAge: number): Promise<void> {
  const ordered = [...happenings, { before: reportAge, action: 'report' } as const].toSorted(
    (a, b) => b.before - a.before,
  );
  for (const item of ordered) {
    await aws.clock.runUntil(NOW.getTime() - item.before * MINUTE);
    if (item.action === 'report') aws.iam.makeReport();
    else await happen(aws, item).catch(() => undefined);
  }
  await aws.clock.runUntil(NOW.getTime());
}

/** What IAM refuses (no such user, a second password, …) does not happen. */
async function happen(aws: LocalAws, { action, name, other }: Happening): Promise<void> {
  const call = (operation: string, input: object) =>
    aws.endpoint.call(aws.operator, 'iam', operation, { UserName: name, ...input });
  switch (action) {
    case 'create':
      await call('CreateUser', {});
      break;
    case 'delete':
      await call('DeleteLoginProfile', {}).catch(() => undefined);
      await deleteKeys(aws, name);
      await call('DeleteUser', {});
      break;
    case 'rename':
      await call('UpdateUser', { NewUserName: other });
      break;
    case 'make password':
      await call('CreateLoginProfile', { Password: 'Correct-Horse-1' });
      break;
    case 'delete password':
      await call('DeleteLoginProfile', {});
      break;
    case 'reset password':
      await call('UpdateLoginProfile', { Password: 'Correct-Horse-2' });
      break;
    case 'sign in':
      aws.iam.signIn(name);
      break;
    case 'make key':
      await call('CreateAccessKey', {});
      break;
    case 'delete key':
      await deleteKeys(aws, name);
      break;
    case 'tag':
      await call('TagUser', { Tags: [{ Key: 'INACTIVE-iam-users:exempt', Value: '' }] });
      break;
    case 'untag':
      await call('UntagUser', { TagKeys: ['inactive-iam-users:exempt'] });
      break;
  }
}

async function deleteKeys(aws: LocalAws, name: string): Promise<void> {
  for (const { accessKeyId } of (aws.iam.find(name)?.accessKeys ?? []).slice()) {
    await aws.endpoint.call(aws.operator, 'iam', 'DeleteAccessKey', { UserName: name, AccessKeyId: accessKeyId });
  }
}

type Verdicts = Readonly<Record<string, string>>;

/** By the rule's own evaluation: what it reports to Config, by user id. */
async function triaged(aws: LocalAws, chosen: RuleParameters): Promise<Verdicts> {
  const reported: Record<string, string> = {};
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const { config } = inProcessClients(
    // A Config without stored results, which takes note of what is put.
    Object.assign(Object.create(aws.endpoint), {
      call: async (_caller: unknown, _service: unknown, operation: string, input: { Evaluations?: object[] }) => {
        for (const evaluation of input.Evaluations ?? []) {
          reported[String(Reflect.get(evaluation, 'ComplianceResourceId'))] = String(
            Reflect.get(evaluation, 'ComplianceType'),
          );
        }
        return operation === 'PutEvaluations' ? { FailedEvaluations: [] } : { EvaluationResults: [] };
      },
    }),
    aws.operator,
  );
  await evaluateAccount(
    { iam, config, time: timeOf(aws) },
    { parameters: chosen, ruleName: 'rule', resultToken: 'token', orderingTimestamp: NOW },
  );
  return reported;
}

/** By reading everything of everybody. */
async function exhaustive(aws: LocalAws, chosen: RuleParameters): Promise<Verdicts> {
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const report = await fetchCredentialReport(iam, timeOf(aws));
  const verdicts: Record<string, string> = {};
  for (const user of await listUsers(iam)) {
    const facts = await readUntil(iam, report.addTo(user), () => false);
    if (facts === 'gone') throw new Error(`${user.name} vanished`);
    verdicts[user.id] = decide(facts, chosen, NOW)?.compliance ?? 'undecided';
  }
  return verdicts;
}

function timeOf(aws: LocalAws): Time {
  return {
    now: () => new Date(aws.clock.now()),
    sleep: () => Promise.reject(new Error('the report is there: nothing is waited for')),
  };
}
