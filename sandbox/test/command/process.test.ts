import { ConfigServiceClient, StartRemediationExecutionCommand } from '@aws-sdk/client-config-service';
import { GetLoginProfileCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeAutomationExecutionsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { until } from './until';

const PROJECT = join(__dirname, '..', '..', '..');
const BIN = join(PROJECT, 'bin', 'start.cjs');
const NOW = '2026-11-24T08:00:00Z';

/** `npm start` as a process of its own, in a folder other than the project's. */
class MainProcess {
  stdout = '';
  stderr = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown[]>;

  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [BIN, ...args], {
      cwd: tmpdir(),
      env: { ...process.env, ...environment },
      stdio: 'pipe',
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.ended = once(this.child, 'close');
  }

  async exitCode(): Promise<unknown> {
    return (await this.ended)[0];
  }

  type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Waits for an output to look like this. */
  async saying(output: RegExp, where: 'stdout' | 'stderr' = 'stdout'): Promise<void> {
    await until(`${output.source} on ${where}`, () => {
      if (this.child.exitCode !== null) throw new Error(`it has ended: ${this.stderr}`);
      return output.test(this[where]);
    });
  }
}

/** The server that an AWS setting of the shell names. It must never get a request. */
async function elsewhere(): Promise<{ server: Server; url: string; requests: () => number }> {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}`, requests: () => count };
}

describe('npm start', () => {
  it('is refused by an old Node with one line and 2, before anything else is loaded', () => {
    const script = `Object.defineProperty(process, 'version', { value: 'v18.20.4' }); require(${JSON.stringify(BIN)});`;

    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });

    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^error: .*\^20\.19\.0 .*v18\.20\.4.*\n$/);
  });

  it.each(['bin/start.cjs', 'bin/node-version.cjs'])('begins with code that Node 12 can parse: %s', (file) => {
    const written = (target: string) => transformSync(readFileSync(join(PROJECT, file), 'utf8'), { target }).code;

    // esbuild rewrites or refuses what is newer.
    expect(written('node12')).toBe(written('esnext'));
  });

  it('prints one JSON document, and ignores the AWS settings of the shell', async () => {
    const other = await elsewhere();
    const main = new MainProcess(['--json', '--now', NOW], {
      AWS_PROFILE: 'production',
      AWS_ENDPOINT_URL: other.url,
      AWS_ENDPOINT_URL_IAM: other.url,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_ACCESS_KEY_ID: 'AKIAREALREALREALREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_REGION: 'eu-west-1',
    });

    const exitCode = await main.exitCode();
    other.server.close();

    expect({ exitCode, failures: main.stderr.match(/^(error|failed).*/m) }).toEqual({ exitCode: 0, failures: null });
    const result: unknown = JSON.parse(main.stdout);
    expect(result).toMatchObject({
      now: NOW,
      account: { accountId: '111122223333', region: 'us-east-1' },
      stack: { ruleName: 'inactive-iam-users', parameters: { MaxIdleDays: '90' } },
      failures: [],
      users: expect.arrayContaining([
        expect.objectContaining({
          userName: 'Dave',
          created: '2014-09-27T10:53:55Z',
          lastSignIn: '2015-02-15T12:08:33Z',
          verdict: { compliance: 'NON_COMPLIANT', reason: expect.stringContaining('sign-in on 2015-02-15T12:08:33Z') },
          verdictAfter: { compliance: 'COMPLIANT', reason: 'no console password' },
        }),
      ]),
      remediations: expect.arrayContaining([
        expect.objectContaining({ userName: 'Dave', outcome: 'password deleted', status: 'Success' }),
        expect.objectContaining({ userName: 'sofia-signs-in-now', outcome: 'nothing deleted', status: 'Success' }),
      ]),
    });
    expect(other.requests()).toBe(0);
  }, 60_000);

  it('stays up for the SDK with --serve, serves their calls, and ends with 0 at SIGINT', async () => {
    const main = new MainProcess(['--serve', '--no-remediation', '--now', NOW], { NO_COLOR: '1' });
    await main.saying(/AWS_DEFAULT_REGION=.*\n/);
    expect(main.stdout).toMatch(/^(export AWS_[A-Z_]+=\S+\n)+$/);
    const exported = new Map(
      [...main.stdout.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    const options = {
      endpoint: exported.get('AWS_ENDPOINT_URL') ?? '',
      region: exported.get('AWS_REGION') ?? '',
      credentials: {
        accessKeyId: exported.get('AWS_ACCESS_KEY_ID') ?? '',
        secretAccessKey: exported.get('AWS_SECRET_ACCESS_KEY') ?? '',
        sessionToken: exported.get('AWS_SESSION_TOKEN') ?? '',
      },
    };
    const iam = new IAMClient(options);

    const { User } = await iam.send(new GetUserCommand({ UserName: 'Dave' }));
    await new ConfigServiceClient(options).send(
      new StartRemediationExecutionCommand({
        ConfigRuleName: 'inactive-iam-users',
        ResourceKeys: [{ resourceType: 'AWS::IAM::User', resourceId: User?.UserId }],
      }),
    );
    const ssm = new SSMClient(options);
    let status: string | undefined;
    await until('the end of the run', async () => {
      const { AutomationExecutionMetadataList: runs = [] } = await ssm.send(
        new DescribeAutomationExecutionsCommand({}),
      );
      status = runs[0]?.AutomationExecutionStatus;
      return status === 'Success' || status === 'Failed';
    });

    expect(status).toBe('Success');
    await expect(iam.send(new GetLoginProfileCommand({ UserName: 'Dave' }))).rejects.toThrow('cannot be found');
    main.type('+1h');
    await main.saying(/^The clock is at 2026-11-24 /m, 'stderr');

    const stopped = performance.now();
    main.signal('SIGINT');
    expect(await main.exitCode()).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect(main.stderr).toContain('aws ssm describe-automation-executions');
  }, 60_000);
});
