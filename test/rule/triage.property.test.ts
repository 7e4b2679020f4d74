import * as fc from 'fast-check';
import { fetchCredentialReport } from '../../rule/account/credential-report';
import { complianceOf, decide } from '../../rule/decision/decide';
import type { RuleParameters } from '../../rule/decision/parameters';
import { listUsers, readAccessKeys, readLoginProfile, readUserByName } from '../../rule/account/read-users';
import { LocalAws } from '../../sandbox/index';
import { inProcessClients } from '../support/in-process-client';
import { DAY } from '../support/durations';
import { happening, type Happening, live, NAMES, type Past, populate, population } from '../support/random-account';
import { NOW, parameters } from './facts';
import { evaluateInProcess } from './in-process-evaluation';
import { RememberingConfig } from './remembering-config';

const settings = fc.record<Partial<RuleParameters>>({
  maxIdleDays: fc.constantFrom(30, 90),
  exemptUsers: fc.constantFrom([], ['bob']),
});

const iamBehaviour = fc.record({
  reportQuoting: fc.constantFrom('where needed' as const, 'never' as const),
  reportForm: fc.constantFrom('2026' as const, '2021' as const),
});

/** Before which of the evaluation's calls somebody is renamed; exemption by name would have changed since the list. */
const rename = fc.option(
  fc.record({
    call: fc.integer({ min: 1, max: 12 }),
    name: fc.constantFrom(...NAMES),
    other: fc.constantFrom(...NAMES, 'eve'),
  }),
  { nil: undefined },
);
type Rename = (typeof rename extends fc.Arbitrary<infer T> ? T : never) & object;

const idle: Past = {
  created: 500,
  password: { made: 125, changed: 120 },
  signedIn: 120,
  key: false,
  exempt: false,
};
const AS_RECORDED = { reportQuoting: 'where needed', reportForm: '2026' } as const;

type Example = [
  Past[],
  Happening[],
  number,
  Partial<RuleParameters>,
  { reportQuoting: 'where needed' | 'never'; reportForm: '2026' | '2021' },
  boolean,
  Rename | undefined,
];

/** After the report ann, without a password, gives her name up, and bob, who is inactive, takes it. */
const NAME_CHANGES_HANDS: Example = [
  [{ ...idle, created: 130, password: undefined }, idle],
  [
    { before: 60, action: 'rename', name: 'ann', other: 'dee' },
    { before: 30, action: 'rename', name: 'bob', other: 'ann' },
  ],
  120,
  {},
  AS_RECORDED,
  false,
  undefined,
];

/** A day before, ann was given a notice; since then she has got a key, or has become inactive by another threshold. */
const TOLD_THEN_INACTIVE: Example = [
  [
    { ...idle, signedIn: 89 },
    { ...idle, key: true },
  ],
  [{ before: 30, action: 'make key', name: 'ann', other: 'ann' }],
  20,
  { maxIdleDays: 90 },
  { reportQuoting: 'never', reportForm: '2021' },
  true,
  { call: 3, name: 'bob', other: 'eve' },
];

describe('Triage, then live reads', () => {
  it('answers for every user as the exhaustive reading does, also on the day after', async () => {
    await fc.assert(
      fc.asyncProperty(
        population,
        fc.array(happening, { maxLength: 8, size: 'max' }),
        fc.integer({ min: 0, max: 239 }),
        settings,
        iamBehaviour,
        fc.boolean(),
        rename,
        async (pasts, happenings, reportAge, chosen, iam, hasOddPaths, renamed) => {
          const aws = await LocalAws.start({ now: NOW.getTime() - DAY, iam });
          try {
            const rule = parameters({ ...chosen, ...(renamed && { exemptUsers: [] }) });
            const config = new RememberingConfig(() => new Date(aws.clock.now()));
            pasts.forEach((one, index) =>
              populate(aws, NAMES[index] ?? 'nobody', one, hasOddPaths ? '/a,b"/"c/' : '/'),
            );
            aws.iam.makeReport();
            await evaluateInProcess(aws, config, rule);
            await live(aws, happenings, reportAge);
            // Under another name a user has no row in the report: both readings are exhaustive then.
            const before = await exhaustive(aws, rule);
            const interceptors = aws.endpoint.interceptors.length;
            if (renamed) renameBefore(aws, renamed);

            await evaluateInProcess(aws, config, rule);
            aws.endpoint.interceptors.splice(interceptors);

            const after = renamed ? await exhaustive(aws, rule) : before;
            expect([...config.results.keys()].toSorted()).toEqual(Object.keys(before).toSorted());
            for (const [id, { compliance }] of config.results) expect([before[id], after[id]]).toContain(compliance);
          } finally {
            await aws.close();
          }
        },
      ),
      { numRuns: 150, examples: [NAME_CHANGES_HANDS, TOLD_THEN_INACTIVE] },
    );
  }, 60_000);
});

/** Somebody is renamed just before the evaluation's call of this number; IAM may refuse. */
function renameBefore(aws: LocalAws, { call: number, name, other }: Rename): void {
  let calls = 0;
  aws.endpoint.interceptors.push(async ({ operation }) => {
    if (operation === 'UpdateUser') return;
    calls += 1;
    if (calls !== number) return;
    const input = { UserName: name, NewUserName: other };
    await aws.endpoint.call(aws.operator, 'iam', 'UpdateUser', input).catch(() => undefined);
  });
}

/** By reading everything of everybody. */
async function exhaustive(aws: LocalAws, rule: RuleParameters): Promise<Readonly<Record<string, string>>> {
  const { iam } = inProcessClients(aws.endpoint, aws.operator);
  const report = await fetchCredentialReport(iam, {
    now: () => new Date(aws.clock.now()),
    sleep: () => Promise.reject(new Error('the report is there: nothing is waited for')),
  });
  const compliance: Record<string, string> = {};
  for (const { id, name } of (await listUsers(iam)).values()) {
    const user = await readUserByName(iam, name);
    const keys = await readAccessKeys(iam, name);
    if (!user || !keys) throw new Error(`${name} vanished`);
    const accessKeys = keys.length > 0 ? 'some' : 'none';
    const facts = report.addTo({ ...user, accessKeys, loginProfile: await readLoginProfile(iam, name) });
    compliance[id] = complianceOf(decide(facts, rule, NOW));
  }
  return compliance;
}
