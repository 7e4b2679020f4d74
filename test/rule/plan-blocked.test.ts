import { BLOCKED } from '../../rule/decision/annotation';
import {
  ACTIVE,
  active,
  BLOCKED_EVENT,
  HELD,
  HOLD,
  inactive,
  INACTIVE_EVENT,
  NOTHING,
  REASON,
  tableOf,
} from './report-plan';

describe('What is reported of a user whose removal is blocked', () => {
  const blockedUsers = new Set(['dave']);
  tableOf([
    {
      name: 'is reported once, with a remark',
      people: [inactive('dave'), active('alice')],
      stored: [
        ['dave', 'NON_COMPLIANT', REASON],
        ['alice', 'COMPLIANT', ACTIVE],
      ],
      findings: { blockedUsers },
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${BLOCKED_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}; ${BLOCKED}`],
      },
    },
    {
      name: 'is reported together with the inactivity if both are new',
      people: [inactive('dave'), active('alice')],
      findings: { blockedUsers },
      expected: {
        first: [`COMPLIANT alice: ${ACTIVE}`],
        announced: [`${INACTIVE_EVENT}: dave`, `${BLOCKED_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}; ${BLOCKED}`],
      },
    },
    {
      name: 'is not reported again',
      people: [inactive('dave')],
      stored: [['dave', 'NON_COMPLIANT', `${REASON}; ${BLOCKED}`]],
      findings: { blockedUsers },
      expected: { ...NOTHING, first: [`NON_COMPLIANT dave: ${REASON}; ${BLOCKED}`] },
    },
    {
      name: 'is reported again if the event was refused: the remark that records it is left out',
      people: [inactive('dave')],
      stored: [['dave', 'NON_COMPLIANT', REASON]],
      findings: { blockedUsers, refuse: [BLOCKED_EVENT] },
      expected: {
        first: [`NON_COMPLIANT dave: ${REASON}`],
        announced: [`${BLOCKED_EVENT}: dave`],
        last: [`NON_COMPLIANT dave: ${REASON}`],
      },
    },
    {
      name: 'loses the remark when the exception ends',
      people: [inactive('dave')],
      stored: [['dave', 'NON_COMPLIANT', `${REASON}; ${BLOCKED}`]],
      expected: { ...NOTHING, first: [`NON_COMPLIANT dave: ${REASON}`] },
    },
    {
      name: 'is nothing of the block while removals are held',
      people: [inactive('dave'), active('alice')],
      stored: [
        ['dave', 'NON_COMPLIANT', HELD],
        ['alice', 'COMPLIANT', ACTIVE],
      ],
      findings: { blockedUsers, hold: HOLD },
      expected: { ...NOTHING, first: [`NON_COMPLIANT dave: ${HELD}`] },
    },
  ]);
});
