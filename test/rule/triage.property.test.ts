import * as fc from 'fast-check';
import { fetchCredentialReport } from '../../rule/credential-report';
import { decide } from '../../rule/decide';
import { evaluateAccount } from '../../rule/evaluate';
import type { RuleParameters } from '../../rule/parameters';
import { listUsers, readUntil } from '../../rule/read-users';
import type { Time } from '../../rule/time';
import { LocalAws } from '../../sandbox/local-aws';
import { inProcessClients } from '../support/in-process-client';
import {
  DAY,
  happening,
  type Happening,
  live,
  NAMES,
  type Past,
  populate,
  population,
} from '../support/random-account';
import { NOW, parameters } from './facts';

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

type Verdicts = Readonly<Record<string, string>>;

interface Puts {
  readonly Evaluations?: object[];
  readonly Entries?: object[];
}

/** By the rule's own evaluation: what it reports to Config, by user id. */
async function triaged(aws: LocalAws, chosen: RuleParameters): Promise<Verdicts> {
  const reported: Record<string, string> = {};
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const { config, events } = inProcessClients(
    // A Config without stored results, which takes note of what is put; and an event bus.
    Object.assign(Object.create(aws.endpoint), {
      call: async (_caller: unknown, _service: unknown, operation: string, input: Puts) => {
        for (const evaluation of input.Evaluations ?? []) {
          reported[String(Reflect.get(evaluation, 'ComplianceResourceId'))] = String(
            Reflect.get(evaluation, 'ComplianceType'),
          );
        }
        if (operation === 'PutEvents') return { Entries: input.Entries?.map(() => ({ EventId: 'taken' })) };
        return operation === 'PutEvaluations' ? { FailedEvaluations: [] } : { EvaluationResults: [] };
      },
    }),
    aws.operator,
  );
  await evaluateAccount(
    { iam, config, events, time: timeOf(aws) },
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
