import {
  required,
  OperationFailed,
  InvalidCredentialReport,
  InvalidEvent,
  InvalidParameter,
  isNamed,
} from '../../../rule/decision/errors';

describe('An error of the rule', () => {
  it.each([
    [new InvalidParameter('maxIdleDays', '0', 'a number'), 'InvalidParameter: maxIdleDays must be a number; got "0"'],
    [new InvalidEvent('userId', 7, 'an id'), 'InvalidEvent: event field userId must be an id; got 7'],
    [new InvalidEvent('userId', undefined, 'an id'), 'InvalidEvent: event field userId must be an id; got undefined'],
    [
      new InvalidCredentialReport('line 1 has no column user'),
      'InvalidCredentialReport: not a credential report: line 1 has no column user',
    ],
    [new OperationFailed('nothing was decided'), 'OperationFailed: nothing was decided'],
    [
      new OperationFailed('user dave could not be read', new TypeError('no answer')),
      'OperationFailed: user dave could not be read: TypeError: no answer',
    ],
    [new OperationFailed('user dave could not be read', 'no error'), 'OperationFailed: user dave could not be read'],
  ])('says what it is and what was wrong (%#)', (error, text) => {
    expect(String(error)).toBe(text);
  });

  it.each([
    ['whole, with 200 characters', 'k'.repeat(198), `"${'k'.repeat(198)}"`],
    ['cut, with more', 'k'.repeat(199), `"${'k'.repeat(199)}…`],
  ])('shows the value that it was given: %s', (_name, value, shown) => {
    expect(new InvalidParameter('exemptTagKey', value, 'short').message).toBe(
      `exemptTagKey must be short; got ${shown}`,
    );
  });

  it('keeps its cause', () => {
    const cause = new Error('no answer');

    expect(new OperationFailed('user dave could not be read', cause).cause).toBe(cause);
  });

  it.each<[unknown, boolean]>([
    [Object.assign(new Error('no'), { name: 'NoSuchEntityException' }), true],
    [Object.assign(new Error('no'), { name: 'AccessDenied' }), false],
    [{ name: 'NoSuchEntityException' }, false],
    [undefined, false],
  ])('of AWS is reported by its name (%#)', (error, expected) => {
    expect(isNamed(error, 'LimitExceededException', 'NoSuchEntityException')).toBe(expected);
  });
});

describe('An answer of AWS', () => {
  it.each([0, '', false, null, 'some', new Date(0)])('%p is an answer', (value) => {
    expect(required(value, 'Users')).toBe(value);
  });

  it.each([undefined, new Date('no date')])('%p is not an answer, and the missing member is named', (value) => {
    expect(() => required(value, 'Users')).toThrow(new OperationFailed('AWS answered without Users'));
  });
});
