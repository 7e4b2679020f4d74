import { type Confirmation, BEGINNINGS, decodeConfirmation, encodeConfirmation } from '../../remediation/confirmation';
import { NO_OUTPUT } from '../../sandbox/index';

const ANSWERS: readonly (readonly [string, Confirmation])[] = [
  ['inactive: for 90 days; confirmed', { kind: 'inactive', reason: 'for 90 days; confirmed' }],
  ['keep: signed in', { kind: 'keep', reason: 'signed in' }],
  ['later: held, 60 users are inactive', { kind: 'later', reason: 'held, 60 users are inactive' }],
  ['later: ', { kind: 'later', reason: '' }],
  ['2026-11-24T12:01:00Z', { kind: 'wait', until: new Date('2026-11-24T12:01:00Z') }],
];

describe('An answer of the confirmation', () => {
  it.each(ANSWERS)('is encoded as %s', (text, answer) => {
    expect(encodeConfirmation(answer)).toBe(text);
  });

  it.each(ANSWERS)('is decoded from %s', (text, answer) => {
    expect(decodeConfirmation(text)).toEqual(answer);
  });

  it.each(ANSWERS)('is decoded from %s in JSON’s quotes', (text, answer) => {
    expect(decodeConfirmation(JSON.stringify(text))).toEqual(answer);
  });

  it('is plain text for JSON and SSM, whatever the reason contains', () => {
    const encoded = encodeConfirmation({ kind: 'keep', reason: `exempt by {{ a }} "b" 'c' \\d` });

    expect(encoded).toBe('keep: exempt by __ a __ _b_ _c_ _d');
    expect(JSON.stringify(encoded)).toBe(`"${encoded}"`);
  });

  it('has at most the 512 characters that SSM keeps of an output', () => {
    const encoded = encodeConfirmation({ kind: 'later', reason: 'x'.repeat(600) });

    expect(encoded).toHaveLength(512);
    expect(decodeConfirmation(encoded)).toEqual({ kind: 'later', reason: 'x'.repeat(512 - BEGINNINGS.later.length) });
  });

  it('has a beginning of its own, so a branch cannot confuse two', () => {
    const beginnings = Object.values(BEGINNINGS);

    for (const beginning of beginnings) {
      expect(beginnings.filter((other) => other.startsWith(beginning))).toEqual([beginning]);
    }
  });
});

describe('No answer is decoded from', () => {
  it.each([
    ['nothing', ''],
    ['SSM’s sentence for "no output"', NO_OUTPUT],
    ['the reference itself', '{{ Confirm.Payload }}'],
    ['the JSON of a fault', '{"errorType":"OperationFailed","errorMessage":"inactive: no"}'],
    ['a function that returned nothing', 'null'],
    ['0.1.0’s answer', 'delete: dave: inactive for more than 90 days'],
    ['a word of an answer alone', 'inactive'],
    ['an answer after more', ' inactive: x'],
    ['an answer after an opening quote alone', '"inactive: x'],
    ['an answer with more after its closing quote', '"inactive: x" y'],
    ['an answer in other letters', 'INACTIVE: x'],
    ['a century alone', '20'],
    ['an impossible time', '2026-13-45T99:00:00Z'],
    ['a time of another century', '1999-11-24T08:00:00Z'],
  ])('%s: %s', (_what, text) => {
    expect(decodeConfirmation(text)).toBeUndefined();
  });
});
