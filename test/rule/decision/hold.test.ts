import { heldInactive, holdText, holdOn } from '../../../rule/decision/hold';

describe('Removals', () => {
  it.each<[inactive: number, maxRemovals: number, isHeld: boolean]>([
    [0, 0, false],
    [1, 0, true],
    [10, 10, false],
    [11, 10, true],
    [5000, 5000, false],
  ])('with %d users inactive and maxRemovals %d are held: %s', (inactive, maxRemovals, isHeld) => {
    expect(holdOn(inactive, maxRemovals)).toEqual(isHeld ? { inactive, maxRemovals } : undefined);
  });
});

describe('The mark of a held result', () => {
  it.each([
    [{ inactive: 1, maxRemovals: 0 }, 'held, 1 user is inactive and maxRemovals is 0'],
    [{ inactive: 60, maxRemovals: 10 }, 'held, 60 users are inactive and maxRemovals is 10'],
    [{ inactive: 5000, maxRemovals: 4999 }, 'held, 5000 users are inactive and maxRemovals is 4999'],
  ])('is read back with the number that it was written with (%#)', (hold, words) => {
    expect(holdText(hold)).toBe(words);
    expect(heldInactive(`dave: ${words}; inactive for more than 90 days`)).toBe(hold.inactive);
  });

  it.each([
    ['no text', ''],
    ['a result that is not held', 'dave: inactive for more than 90 days, no access keys'],
    ['a name that looks like a mark', 'held,60: inactive for more than 90 days'],
    ['a mark that is not right after the name', 'dave: exempt; x: held, 60 users are inactive'],
    ['a mark without a name', 'held, 60 users are inactive and maxRemovals is 10'],
    ['a mark without a number', 'dave: held, sixty users are inactive'],
  ])('does not stand in %s', (_name, annotation) => {
    expect(heldInactive(annotation)).toBe(0);
  });
});
