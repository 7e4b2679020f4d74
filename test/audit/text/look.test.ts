import { look } from '../../../audit/text/look';

describe('Colour', () => {
  it.each<[string, boolean, boolean, Record<string, string>]>([
    ['on a terminal', true, true, {}],
    ['not in a file', false, false, {}],
    ['not with NO_COLOR', false, true, { NO_COLOR: '1' }],
    ['with an empty NO_COLOR, as its convention says', true, true, { NO_COLOR: '' }],
    ['not on a dumb terminal', false, true, { TERM: 'dumb' }],
    ['in a file with FORCE_COLOR', true, false, { FORCE_COLOR: '1' }],
    ['with FORCE_COLOR, which wins over NO_COLOR as in Node', true, true, { FORCE_COLOR: '', NO_COLOR: '1' }],
    ['not with FORCE_COLOR=0', false, true, { FORCE_COLOR: '0' }],
  ])('is shown %s: %s', (_where, color, isTTY, environment) => {
    expect(look({ isTTY }, environment).color).toBe(color);
  });
});

describe('The width', () => {
  it.each([
    [80, undefined],
    [60, 20],
    [132, 132],
    [200, 500],
  ])('is %i for a terminal of %p columns', (width, columns) => {
    expect(look({ isTTY: true, ...(columns !== undefined && { columns }) }, {}).width).toBe(width);
  });
});
