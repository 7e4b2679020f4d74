import { UNSENT } from '../../../rule/decision/annotation';
import { planReport } from '../../../rule/reporting/plan-report';
import { ago, NOW } from '../facts';
import {
  ACTIVE,
  active,
  inactive,
  INACTIVE_EVENT,
  judged,
  nearing,
  NEARING_EVENT,
  NOTHING,
  NOTICE,
  REASON,
  type Stored,
  tableOf,
  TEN,
  texts,
} from '../report-plan';

describe('What is reported of a user who is not held', () => {
  const isStored: Stored = ['dave', 'NON_COMPLIANT', REASON];
  tableOf([
    {
      name: 'is put after its event, if the user has become inactive; the token is proven before without the remark',
      people: [inactive('dave')],
      stored: [['dave', 'COMPLIANT', ACTIVE]],
      expected: {
        first: [`NON_COMPLIANT dave: ${REASON}; ${UNSENT}`],
        announced: [`${INACTIVE_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}`],
      },
    },
    {
      name: 'carries the remark if its event is refused',
      people: [inactive('dave')],
      findings: { refuse: [INACTIVE_EVENT] },
      expected: {
        first: [`NON_COMPLIANT dave: ${REASON}; ${UNSENT}`],
        announced: [`${INACTIVE_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}; ${UNSENT}`],
      },
    },
    {
      name: 'is announced again while the remark remains',
      people: [inactive('dave')],
      stored: [['dave', 'NON_COMPLIANT', `${REASON}; ${UNSENT}`]],
      expected: {
        first: [`NON_COMPLIANT dave: ${REASON}; ${UNSENT}`],
        announced: [`${INACTIVE_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}`],
      },
    },
    {
      name: 'is put behind what needs no announcement, which proves the token',
      people: [inactive('dave'), active('alice')],
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${INACTIVE_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}`],
      },
    },
    {
      name: 'is put behind a repeated result if nothing else is new',
      people: [inactive('dave'), active('alice')],
      stored: [['alice', 'COMPLIANT', ACTIVE]],
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${INACTIVE_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}`],
      },
    },
    {
      name: 'is the same an hour later, so Config has cause to remediate; the event is not sent again',
      people: [inactive('dave'), active('alice')],
      stored: [isStored, ['alice', 'COMPLIANT', ACTIVE]],
      expected: { ...NOTHING, first: [`NON_COMPLIANT dave: ${REASON}`] },
    },
    {
      name: 'is repeated after exactly 30 minutes',
      people: [inactive('dave'), active('alice')],
      stored: [
        ['dave', 'NON_COMPLIANT', REASON, 30],
        ['alice', 'COMPLIANT', ACTIVE],
      ],
      expected: { ...NOTHING, first: [`NON_COMPLIANT dave: ${REASON}`] },
    },
    {
      name: 'is not repeated a minute before that: one result alone says that the rule has run',
      people: [active('alice'), inactive('dave')],
      stored: [
        ['dave', 'NON_COMPLIANT', REASON, 29],
        ['alice', 'COMPLIANT', ACTIVE],
      ],
      expected: { ...NOTHING, first: [`COMPLIANT alice: ${ACTIVE}`] },
    },
    {
      name: 'is reported again after another last activity, but not as a new event',
      people: [judged('dave', { passwordLastUsed: ago({ days: 100 }) })],
      stored: [isStored],
      expected: {
        ...NOTHING,
        first: [`NON_COMPLIANT dave: ${REASON.replace('2015-02-15T12:08:33Z', '2026-08-16T08:00:00Z')}`],
      },
    },
    {
      name: 'is COMPLIANT at once after a sign-in',
      people: [active('dave')],
      stored: [isStored],
      expected: { ...NOTHING, first: [`COMPLIANT dave: ${ACTIVE}`] },
    },
    {
      name: 'is a new reason of a compliant user',
      people: [judged('dave', { loginProfile: 'none' }), active('alice')],
      stored: [
        ['dave', 'COMPLIANT', ACTIVE],
        ['alice', 'COMPLIANT', ACTIVE],
      ],
      expected: { ...NOTHING, first: ['COMPLIANT dave: no console password'] },
    },
    { name: 'is nothing in an account without users', people: [], expected: NOTHING },
    {
      name: 'is one repeated result if nothing is new',
      people: [active('alice'), active('bob')],
      stored: [
        ['alice', 'COMPLIANT', ACTIVE, 9_000],
        ['bob', 'COMPLIANT', ACTIVE, 9_000],
      ],
      expected: { ...NOTHING, first: [`COMPLIANT alice: ${ACTIVE}`] },
    },
    {
      name: 'is NOT_APPLICABLE for a user who is gone, and nothing is repeated beside it',
      people: [active('alice')],
      stored: [
        ['alice', 'COMPLIANT', ACTIVE],
        ['bob', 'NON_COMPLIANT', REASON],
      ],
      findings: { retired: ['bob'] },
      expected: { ...NOTHING, first: ['NOT_APPLICABLE the user no longer exists'] },
    },
  ]);
});

describe('What is reported of a user within a notice', () => {
  const told: Stored = ['dave', 'COMPLIANT', `${ACTIVE}; ${NOTICE}`];
  tableOf([
    {
      name: 'is the notice, after its event; the token is proven before without it',
      people: [nearing('dave')],
      expected: {
        first: [`COMPLIANT dave: ${ACTIVE}`],
        announced: [`${NEARING_EVENT}: dave`],
        last: [`COMPLIANT dave: ${ACTIVE}; ${NOTICE}`],
      },
    },
    {
      name: 'lacks the notice if its event is refused, so it is sent again',
      people: [nearing('dave'), active('alice')],
      findings: { refuse: [NEARING_EVENT] },
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${NEARING_EVENT}: dave`],
        last: [`COMPLIANT dave: ${ACTIVE}`],
      },
    },
    {
      name: 'is unchanged once it has been reported, even if its reason was another',
      people: [nearing('dave'), active('alice')],
      stored: [
        ['dave', 'COMPLIANT', `created within 90 days; ${NOTICE}`],
        ['alice', 'COMPLIANT', ACTIVE],
      ],
      expected: { ...NOTHING, first: [`COMPLIANT dave: created within 90 days; ${NOTICE}`] },
    },
    {
      name: 'is a new notice for another date',
      people: [judged('dave', { passwordLastUsed: ago({ days: 79 }) }), active('alice')],
      stored: [told, ['alice', 'COMPLIANT', ACTIVE]],
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${NEARING_EVENT}: dave`],
        last: [`COMPLIANT dave: ${ACTIVE}; ${NOTICE.replace('12-04', '12-05')}`],
      },
    },
    {
      name: 'is a notice for a user who was inactive under another threshold',
      people: [nearing('dave')],
      stored: [['dave', 'NON_COMPLIANT', `${REASON}; ${NOTICE}`]],
      expected: {
        first: [`COMPLIANT dave: ${ACTIVE}`],
        announced: [`${NEARING_EVENT}: dave`],
        last: [`COMPLIANT dave: ${ACTIVE}; ${NOTICE}`],
      },
    },
  ]);
});

describe('Each evaluation', () => {
  it('names the user by the id, and the time that the rule was invoked for', () => {
    const { first } = planReport(
      {
        judged: [active('alice')],
        unread: 0,
        hold: undefined,
        parameters: TEN,
        ruleName: 'rule',
        blockedUsers: new Set(),
        retired: [],
        orderingTimestamp: ago({ minutes: 3 }),
      },
      new Map(),
    );

    expect(first).toEqual([
      {
        ComplianceResourceType: 'AWS::IAM::User',
        ComplianceResourceId: 'alice',
        ComplianceType: 'COMPLIANT',
        Annotation: `alice: ${ACTIVE}`,
        OrderingTimestamp: ago({ minutes: 3 }),
      },
    ]);
  });

  it('of an inactive user is repeated if Config does not say when it was recorded', () => {
    const stored = new Map([
      ['dave', { compliance: 'NON_COMPLIANT', annotation: `dave: ${REASON}`, recorded: undefined }],
    ]);
    const findings = {
      judged: [active('alice'), inactive('dave')],
      unread: 0,
      hold: undefined,
      parameters: TEN,
      ruleName: 'rule',
      blockedUsers: new Set<string>(),
      retired: [],
      orderingTimestamp: NOW,
    };

    expect(texts(planReport(findings, stored).first)).toContain(`NON_COMPLIANT dave: ${REASON}`);
  });
});
