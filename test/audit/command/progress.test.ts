import { progressLine } from '../../../audit/command/progress';

describe('The progress line', () => {
  it.each([
    [
      'overwrites itself on a terminal and is gone at the end',
      true,
      '\r\u001b[2Kusers: 1 of 2\r\u001b[2Kusers: 2 of 2\r\u001b[2K',
    ],
    ['is not written to a file or a pipe', false, ''],
  ])('%s', (_, isTTY, expected) => {
    let written = '';
    const progress = progressLine({ isTTY, write: (text) => (written += text) }, 'users');

    progress.show(1, 2);
    progress.show(2, 2);
    progress.stop();

    expect(written).toBe(expected);
  });
});
