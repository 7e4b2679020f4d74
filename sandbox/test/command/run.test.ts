import { createServer } from 'node:http';
import { once } from 'node:events';
import { runCommand } from '../../command/run';

async function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const exitCode = await runCommand({
    args,
    environment: {},
    machineTime: () => Date.parse('2026-11-24T08:00:00Z'),
    uptime: () => 0,
    stdin: process.stdin,
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    onLine: () => undefined,
    stopSignal: () => new AbortController().signal,
  });
  return { exitCode, ...written };
}

describe('npm start', () => {
  it('shows its help', async () => {
    expect(await run('--help')).toEqual({
      exitCode: 0,
      stdout: expect.stringContaining('--credential-report <file>'),
      stderr: '',
    });
  });

  it.each([
    ['an unknown option', ['--foo'], /^error: unknown option '--foo'; .*\n$/],
    [
      'a report that cannot be read',
      ['--credential-report', '/nowhere.csv'],
      /^error: .*\/nowhere.csv cannot be read.*\n$/,
    ],
    ['a file that is no report', ['--credential-report', __filename], /^error: .*run.test.ts: line .*\n$/],
    ['a time before the sample account', ['--now', '2014-01-01'], /^error: --now must not be before .*\n$/],
  ])('exits with 2, one line and nothing run for %s', async (_, args, stderr) => {
    expect(await run(...args)).toEqual({ exitCode: 2, stdout: '', stderr: expect.stringMatching(stderr) });
  });

  it('exits with 2 if the port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';

    const result = await run('--serve', port);
    server.close();

    expect(result).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: --serve: port ${port} is in use; give another, or none for a free one\n`,
    });
  });
});
