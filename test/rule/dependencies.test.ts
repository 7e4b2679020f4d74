import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { BRISK_CLIENT_OPTIONS, CLIENT_OPTIONS, liveDependencies } from '../../rule/dependencies';
import { SAMPLE_ACCOUNT, environmentVariables } from '../../sandbox/index';

/** An AWS on the loopback interface that leaves the answers to the test. */
let server: Server;
let requests: ServerResponse[];
const shell = { ...process.env };

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    request.resume();
    requests.push(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  Object.assign(process.env, lambdaEnvironment(port));
  delete process.env['AWS_PROFILE'];
  // The machine's turns and sockets go on; time is the test's.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance'] });
});

afterEach(async () => {
  jest.useRealTimers();
  server.closeAllConnections();
  server.close();
  process.env = { ...shell };
});

describe('The Lambda', () => {
  it('gives up a call that is not answered within 20 seconds, and repeats it', async () => {
    const { iam } = liveDependencies();
    const user = iam.send(new GetUserCommand({ UserName: 'dave' }));
    await untilRequests(1);

    await pass(19_000);
    expect(requests).toHaveLength(1);
    await pass(3_000);
    await untilRequests(2);

    requests[1]?.writeHead(200, { 'content-type': 'text/xml' }).end(USER);
    await expect(user).resolves.toMatchObject({ User: { UserName: 'dave' } });
  });

  it('makes ten attempts before it gives up on throttling', async () => {
    const { config } = liveDependencies();
    const failure = config.send(new DescribeConfigRulesCommand({})).catch(String);
    for (let call = 1; call <= 10; call += 1) {
      await untilRequests(call);
      throttle(requests[call - 1]);
    }

    await pass(120_000);

    await expect(failure).resolves.toBe('ThrottlingException: Rate exceeded');
    expect(requests).toHaveLength(10);
  });

  it('gives up a brisk call after 5 seconds, and repeats it once', async () => {
    const { brisk } = liveDependencies();
    const failure = brisk.iam.send(new GetUserCommand({ UserName: 'dave' })).catch(({ name }: Error) => name);
    await untilRequests(1);

    await pass(4_500);
    expect(requests).toHaveLength(1);
    await pass(1_500);
    await untilRequests(2);
    await pass(6_000);

    await expect(failure).resolves.toBe('TimeoutError');
    expect(requests).toHaveLength(2);
  });

  it.each(['iam', 'config'] as const)(
    'calls twice before a brisk client of %s gives up on throttling',
    async (service) => {
      const { brisk } = liveDependencies();
      const calls = {
        iam: () => brisk.iam.send(new GetUserCommand({ UserName: 'dave' })),
        config: () => brisk.config.send(new DescribeConfigRulesCommand({})),
      };
      const failure = calls[service]().catch(({ name }: Error) => name);
      for (let call = 1; call <= 2; call += 1) {
        await untilRequests(call);
        throttle(requests[call - 1], service);
      }

      await pass(30_000);

      await expect(failure).resolves.toMatch(/^Throttling/);
      expect(requests).toHaveLength(2);
    },
  );

  it('has the same limits for each of its services', async () => {
    const { iam, config, events, ssm, brisk } = liveDependencies();

    for (const client of [iam, config, events, ssm]) expect(await limitsOf(client)).toEqual(['adaptive', 10]);
    for (const client of [brisk.iam, brisk.config]) expect(await limitsOf(client)).toEqual(['standard', 2]);
    expect([CLIENT_OPTIONS, BRISK_CLIENT_OPTIONS].map(({ requestHandler }) => requestHandler)).toEqual([
      { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
      { connectionTimeout: 5_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    ]);
  });

  it('prints one line to standard output, past the console', () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);

    liveDependencies().print('{"_aws":{}}');
    const printed = write.mock.calls;
    write.mockRestore();

    expect(printed).toEqual([['{"_aws":{}}\n']]);
  });

  it('slows down as a whole when one of its calls is throttled', async () => {
    const { config } = liveDependencies();
    const call = () => config.send(new DescribeConfigRulesCommand({})).catch(() => undefined);
    void call();
    await untilRequests(1);
    throttle(requests[0]);
    await untilRequests(2);
    const before = requests.length;

    for (let index = 0; index < 20; index += 1) void call();
    await pass(1_000);

    expect(requests.length - before).toBeLessThan(5);
  });

  it("has the machine's clock, and sleeps for the time asked", async () => {
    const { time } = liveDependencies();
    const started = Date.now();
    expect(time.now()).toEqual(new Date(started));
    let awake = false;
    void time.sleep(60_000).then(() => {
      awake = true;
    });

    await pass(59_000);
    expect(awake).toBe(false);
    await pass(1_000);
    expect(awake).toBe(true);
  });
});

const USER = `<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User>
<UserName>dave</UserName></User></GetUserResult></GetUserResponse>`;

const THROTTLED = `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type>
<Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>x</RequestId></ErrorResponse>`;

interface Limited {
  readonly config: {
    readonly retryMode: string | (() => Promise<string>);
    readonly maxAttempts: () => Promise<number>;
  };
}

async function limitsOf({ config: { retryMode, maxAttempts } }: Limited): Promise<[string, number]> {
  return [typeof retryMode === 'string' ? retryMode : await retryMode(), await maxAttempts()];
}

function throttle(response: ServerResponse | undefined, service = 'config'): void {
  if (service === 'iam') {
    response?.writeHead(400, { 'content-type': 'text/xml' }).end(THROTTLED);
    return;
  }
  response
    ?.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
    .end(JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }));
}

/** Time passes, a hundred milliseconds after the other, and what comes of it happens. */
async function pass(milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 100) {
    await jest.advanceTimersByTimeAsync(100);
    for (let turns = 0; turns < 3; turns += 1) await turn();
  }
}

async function untilRequests(count: number): Promise<void> {
  for (let waited = 0; requests.length < count; waited += 100) {
    if (waited > 120_000) throw new Error(`${requests.length} requests after two minutes, not ${count}`);
    await pass(100);
  }
}

function lambdaEnvironment(port: number): Record<string, string> {
  const definition = {
    name: 'reader',
    roleArn: 'arn:aws:iam::111122223333:role/reader',
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: '',
    timeoutSeconds: 900,
    memoryMiB: 512,
    environment: {},
    logGroup: 'reader',
  };
  const keys = { accessKeyId: 'ASIATEST', secretAccessKey: 'test', sessionToken: 'test' };
  return environmentVariables(definition, SAMPLE_ACCOUNT, keys, `http://127.0.0.1:${port}`);
}
