import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { DescribeConfigRulesCommand } from '@aws-sdk/client-config-service';
import { GetUserCommand } from '@aws-sdk/client-iam';
import { liveDependencies } from '../../rule/dependencies';
import { environmentVariables } from '../../sandbox/lambda/variables';
import { SAMPLE_ACCOUNT } from '../../sandbox/account';

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
  it('gives a call up that is not answered within 20 seconds, and makes it again', async () => {
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

  it('calls ten times before it gives up on throttling', async () => {
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

  it('has the machine’s clock, and sleeps as long as it is told to', async () => {
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

function throttle(response: ServerResponse | undefined): void {
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
