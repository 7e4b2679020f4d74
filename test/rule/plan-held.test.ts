import { UNSENT } from '../../rule/decision/annotation';
import {
  ACTIVE,
  active,
  HELD,
  HELD_EVENT,
  HOLD,
  inactive,
  INACTIVE_EVENT,
  NOTHING,
  REASON,
  type Stored,
  tableOf,
} from './report-plan';

describe('What is reported while removals are held', () => {
  const two = [inactive('dave'), inactive('erin'), active('alice')];
  const alice: Stored = ['alice', 'COMPLIANT', ACTIVE];
  const told: readonly Stored[] = [alice, ['dave', 'NON_COMPLIANT', HELD], ['erin', 'NON_COMPLIANT', HELD]];
  const held = { hold: HOLD };
  const marks = [`NON_COMPLIANT dave: ${HELD}`, `NON_COMPLIANT erin: ${HELD}`];
  const unsent = marks.map((mark) => `${mark}; ${UNSENT}`);
  tableOf([
    {
      name: 'is one event for all of them, and the mark of each',
      people: two,
      stored: [alice],
      findings: held,
      expected: { first: [`COMPLIANT alice: ${ACTIVE}`], announced: [HELD_EVENT], last: marks },
    },
    {
      name: 'is the mark of users who were inactive before the hold, too',
      people: two,
      stored: [alice, ['dave', 'NON_COMPLIANT', REASON], ['erin', 'NON_COMPLIANT', REASON]],
      findings: held,
      expected: { first: [`COMPLIANT alice: ${ACTIVE}`], announced: [HELD_EVENT], last: marks },
    },
    {
      name: 'proves the token with a mark if there is nobody else',
      people: two.slice(0, 2),
      findings: held,
      expected: { first: unsent.slice(0, 1), announced: [HELD_EVENT], last: marks },
    },
    {
      name: 'is nothing while nothing changes, however long, but one repeated result',
      people: two,
      stored: told.map(([name, compliance, text]): Stored => [name, compliance, text, 9_000]),
      findings: held,
      expected: { ...NOTHING, first: [marks[0] ?? ''] },
    },
    {
      name: 'is the new number, without an event',
      people: two,
      stored: told,
      findings: { hold: { ...HOLD, inactive: 61 } },
      expected: { ...NOTHING, first: marks.map((mark) => mark.replace('60 users', '61 users')) },
    },
    {
      name: 'is the new cap, without an event',
      people: two,
      stored: told,
      findings: { hold: { ...HOLD, maxRemovals: 20 } },
      expected: { ...NOTHING, first: marks.map((mark) => mark.replace('maxRemovals is 10', 'maxRemovals is 20')) },
    },
    {
      name: 'is the mark of another user who has become inactive, without an event',
      people: [...two, inactive('frank')],
      stored: told,
      findings: held,
      expected: { ...NOTHING, first: [`NON_COMPLIANT frank: ${HELD}`] },
    },
    {
      name: 'carries the remark if its event is refused',
      people: two,
      stored: [alice],
      findings: { ...held, refuse: [HELD_EVENT] },
      expected: { first: [`COMPLIANT alice: ${ACTIVE}`], announced: [HELD_EVENT], last: unsent },
    },
    {
      name: 'is announced again while only remarks are stored',
      people: two,
      stored: [alice, ['dave', 'NON_COMPLIANT', `${HELD}; ${UNSENT}`], ['erin', 'NON_COMPLIANT', `${HELD}; ${UNSENT}`]],
      findings: held,
      expected: { first: [`COMPLIANT alice: ${ACTIVE}`], announced: [HELD_EVENT], last: marks },
    },
    {
      name: 'is not announced again if Config took only one of the marks',
      people: two,
      stored: [alice, ['dave', 'NON_COMPLIANT', HELD]],
      findings: held,
      expected: { ...NOTHING, first: [`NON_COMPLIANT erin: ${HELD}`] },
    },
    {
      name: 'is announced if only a user who cannot be read now has the mark: it is that of an earlier hold',
      people: [inactive('dave'), active('alice')],
      stored: [alice, ['erin', 'NON_COMPLIANT', HELD]],
      findings: { ...held, unread: 1 },
      expected: { first: [`COMPLIANT alice: ${ACTIVE}`], announced: [HELD_EVENT], last: marks.slice(0, 1) },
    },
    {
      name: 'is announced if only a user who is compliant by now has the mark',
      people: [active('dave'), inactive('erin')],
      stored: [['dave', 'NON_COMPLIANT', HELD]],
      findings: held,
      expected: { first: [`COMPLIANT dave: ${ACTIVE}`], announced: [HELD_EVENT], last: marks.slice(1) },
    },
    {
      name: 'is, when the hold ends, that each is inactive, and an event for each',
      people: two,
      stored: told,
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${INACTIVE_EVENT}: dave`, `${INACTIVE_EVENT}: erin`],
        last: [`NON_COMPLIANT dave: ${REASON}`, `NON_COMPLIANT erin: ${REASON}`],
      },
    },
    {
      name: 'is a compliant user as ever',
      people: [active('dave'), inactive('erin')],
      stored: told,
      findings: held,
      expected: { ...NOTHING, first: [`COMPLIANT dave: ${ACTIVE}`] },
    },
  ]);
});
