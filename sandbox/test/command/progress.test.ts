import { Progress } from '../../command/progress';

function stream(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

describe('progress', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('prints nothing for work that takes less than a second', () => {
    const out = stream(false);
    const progress = new Progress(out);

    progress.watch('synthesizing');
    jest.advanceTimersByTime(900);
    progress.watch('evaluating');
    jest.advanceTimersByTime(900);
    progress.end();
    jest.advanceTimersByTime(60_000);

    expect(out.written).toEqual([]);
  });

  it('writes plain lines, fewer than one a second, if there is no terminal', () => {
    const out = stream(false);
    const progress = new Progress(out);
    let done = 0;

    progress.watch(() => `${(done += 1)} done`);
    jest.advanceTimersByTime(11_000);
    progress.end();

    expect(out.written).toEqual(['1 done ...\n', '11 done ...\n']);
  });

  it('overwrites one line on a terminal, and clears it at the end', () => {
    const out = stream(true);
    const progress = new Progress(out);

    progress.watch('evaluating');
    jest.advanceTimersByTime(2000);
    progress.end();

    expect(out.written).toEqual(['\r\x1b[2Kevaluating ...', '\r\x1b[2Kevaluating ...', '\r\x1b[2K']);
  });

  it('keeps to one line of a narrow terminal: it could not overwrite two', () => {
    const out = stream(true, 6);
    const progress = new Progress(out);

    progress.watch('evaluating');
    jest.advanceTimersByTime(1000);
    progress.end();

    expect(out.written).toEqual(['\r\x1b[2Kevalua', '\r\x1b[2K']);
  });
});
