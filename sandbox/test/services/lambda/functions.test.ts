import { LocalAws } from '../../../aws/local-aws';
import type { FunctionResult } from '../../../services/lambda/lambda';
import { loopbackUrl } from '../../../services/lambda/variables';
import { parsePolicyDocument } from '../../../policy/parse-policy';

const NOW = Date.parse('2026-11-24T08:00:00Z');

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
});
afterEach(() => aws.close());

interface Settings {
  readonly timeoutSeconds?: number;
  readonly environment?: Record<string, string>;
  readonly actions?: readonly string[];
}

/** Deploys a function whose handler has this body, and invokes it as the operator. */
async function run(body: string, settings: Settings = {}): Promise<FunctionResult> {
  return await invoke(deploy(body, settings));
}

function deploy(body: string, { timeoutSeconds = 60, environment = {}, actions = ['iam:*'] }: Settings = {}): string {
  const policy = (statement: object) =>
    parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }, 'test');
  const trust = policy({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
  const role = aws.roles.create('role', trust, new Map([['policy', policy({ Action: actions, Resource: '*' })]]));
  return aws.lambda.createFunction({
    name: 'function',
    roleArn: role.arn,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: `exports.handler = async (event, context) => { ${body} };`,
    timeoutSeconds,
    memoryMiB: 128,
    environment,
    logGroup: 'log',
  });
}

async function invoke(arn: string, event: unknown = {}): Promise<FunctionResult> {
  return await aws.clock.runUntilSettled(aws.lambda.invokeByCaller(aws.operator, arn, event));
}

const LIST_USERS = `const { IAMClient, ListUsersCommand } = require('@aws-sdk/client-iam');
  const { Users } = await new IAMClient({}).send(new ListUsersCommand({}));
  return Users.map((user) => user.UserName);`;

describe('A function', () => {
  it('returns its value as JSON, null for none', async () => {
    expect(await run('return { got: event.a, id: context.awsRequestId.length };')).toMatchObject({
      payload: '{"id":36}',
    });
    expect(await invoke('function', { a: 'x' })).toMatchObject({ payload: '{"got":"x","id":36}' });
  });

  it('answers with the error that it throws', async () => {
    const result = await run('throw new TypeError("no good");');

    expect(result.functionError).toBe('Unhandled');
    expect(JSON.parse(result.payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no good' });
    expect(result.log).toHaveLength(1);
    expect(JSON.parse(result.log[0] ?? '')).toMatchObject({ level: 'ERROR', message: { errorType: 'TypeError' } });
  });

  it.each([
    { what: 'once if it succeeds', failures: 0, minutes: [0] },
    { what: 'again after a minute if it fails', failures: 1, minutes: [0, 1] },
    { what: 'three times at most', failures: 5, minutes: [0, 1, 3] },
    { what: 'not again once it is deleted', failures: 5, deleted: true, minutes: [0] },
  ])('runs, invoked asynchronously, $what', async ({ failures, minutes, deleted }) => {
    const arn = deploy(
      `console.info('ran'); globalThis.count = (globalThis.count ?? 0) + 1;
       if (globalThis.count <= ${failures}) throw new Error('no');`,
    );
    const sourceArn = 'arn:aws:events:us-east-1:111122223333:rule/r';
    const service = { principal: 'events.amazonaws.com', sourceAccount: '111122223333', sourceArn };
    aws.lambda.addPermission({ id: 'events', functionArn: arn, principal: service.principal, sourceArn });

    aws.clock.spawn(() => aws.lambda.invokeAsync(service, arn, {}));
    await aws.clock.runUntil(NOW + 30_000);
    if (deleted) aws.lambda.deleteFunction('function');
    await aws.clock.runUntilIdle();

    const times = aws.cloudwatch.metrics.datapoints({
      namespace: 'AWS/Lambda',
      name: 'Invocations',
      dimensions: { FunctionName: 'function' },
    });
    expect(times.map(({ time }) => (time - NOW) / 60_000)).toEqual(minutes);
  });

  it('is not invoked by a source that its permission does not name', async () => {
    const arn = deploy('return 0;');
    const [rule, other] = ['r', 's'].map((name) => `arn:aws:events:us-east-1:111122223333:rule/${name}`);
    aws.lambda.addPermission({ id: 'events', functionArn: arn, principal: 'events.amazonaws.com', sourceArn: rule });
    const may = (sourceArn = '') =>
      aws.lambda.mayInvokeByService(
        { principal: 'events.amazonaws.com', sourceAccount: '111122223333', sourceArn },
        arn,
      );

    expect([may(rule), may(other)]).toEqual([true, false]);
  });

  it('keeps its globals from one invocation to the next', async () => {
    const arn = deploy('globalThis.count = (globalThis.count ?? 0) + 1; return globalThis.count;');

    expect([(await invoke(arn)).payload, (await invoke(arn)).payload]).toEqual(['1', '2']);
  });

  it('calls the local AWS with the SDK, as its role', async () => {
    aws.iam.seed({ userName: 'dave', createDate: NOW - 1000 });

    expect((await run(LIST_USERS)).payload).toBe('["dave"]');
    expect(aws.endpoint.calls).toMatchObject([
      { operation: 'ListUsers', caller: 'arn:aws:sts::111122223333:assumed-role/role/function' },
    ]);
  });

  it('may do only what its role may', async () => {
    const result = await run(LIST_USERS, { actions: ['iam:GetUser'] });

    expect(JSON.parse(result.payload)).toMatchObject({ errorType: 'AccessDenied' });
  });

  it('logs JSON lines, one a call, from INFO upwards', async () => {
    const { log } = await run(
      'console.debug("hidden"); console.info("%s is %d", "one", 1); console.warn({ two: 2 }); return 0;',
    );

    expect(log.map((line): unknown => JSON.parse(line))).toMatchObject([
      { timestamp: '2026-11-24T08:00:00.000Z', level: 'INFO', message: 'one is 1' },
      { level: 'WARN', message: { two: 2 } },
    ]);
  });

  it('logs what it writes to stdout as it is, one line for each line break', async () => {
    const { log } = await run(
      `process.stdout.write('{"a":1}\\n{"b":'); process.stdout.write(Buffer.from('2}\\n'));
       await new Promise((resolve) => process.stdout.write('last', resolve)); return 0;`,
    );

    expect(log).toEqual(['{"a":1}', '{"b":2}', 'last']);
  });

  it('keeps the lines of stdout and of the console in their order', async () => {
    const { log } = await run("console.info('one'); process.stdout.write('two\\n'); console.info('three');");

    expect(log.map((line) => /one|two|three/.exec(line)?.[0])).toEqual(['one', 'two', 'three']);
  });

  it.each(['aws-cdk-lib', './other', 'left-pad'])(
    'does not find the module %s, which Lambda does not have',
    async (name) => {
      expect(JSON.parse((await run(`require('${name}');`)).payload)).toMatchObject({
        errorMessage: expect.stringContaining(`Cannot find module '${name}'`),
      });
    },
  );

  it('runs several invocations at once, each in an environment of its own', async () => {
    const arn = deploy('await new Promise((resolve) => setTimeout(resolve, 1000)); return Date.now();');

    const results = await aws.clock.runUntilSettled(
      Promise.all(Array.from({ length: 6 }, () => aws.lambda.invokeByCaller(aws.operator, arn, {}))),
    );

    // Four run at once; the others follow.
    expect(results.map(({ payload }) => (Number(payload) - NOW) / 1000)).toEqual([1, 1, 1, 1, 2, 2]);
  });
});

describe('Time in a function', () => {
  it("is the local clock's: a wait of ten minutes takes no real time", async () => {
    const started = performance.now();

    const { payload } = await run(
      `const before = new Date();
       await new Promise((resolve) => setTimeout(resolve, 600000));
       return [before, new Date(), Date.now() - before, new Date(0)];`,
      { timeoutSeconds: 900 },
    );

    expect(JSON.parse(payload)).toEqual([
      '2026-11-24T08:00:00.000Z',
      '2026-11-24T08:10:00.000Z',
      600_000,
      '1970-01-01T00:00:00.000Z',
    ]);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('ends at the function’s timeout', async () => {
    const result = await run('await new Promise((resolve) => setTimeout(resolve, 61000));', { timeoutSeconds: 60 });

    expect(result.functionError).toBe('Unhandled');
    expect(result.payload).toContain('Task timed out after 60.00 seconds');
    expect(aws.clock.now()).toBe(NOW + 60_000);
  });

  it('goes on for the next invocation after one that was ended', async () => {
    const arn = deploy('if (event.long) await new Promise((resolve) => setTimeout(resolve, 99000)); return "done";');
    await invoke(arn, { long: true });

    expect((await invoke(arn)).payload).toBe('"done"');
  });

  it('goes on in a new environment after one that has crashed', async () => {
    const arn = deploy('if (event.crash) process.exit(1); return "done";');

    expect((await invoke(arn, { crash: true })).payload).toContain('Runtime exited');
    expect((await invoke(arn)).payload).toBe('"done"');
  });

  it('does not run an interval, and says so', async () => {
    expect((await run('setInterval(() => undefined, 1000);')).payload).toContain(
      'not modelled by this local AWS: setInterval',
    );
  });
});

describe('A function never leaves this machine', () => {
  it('inherits no environment variable of the shell', async () => {
    const shell = {
      AWS_PROFILE: 'production',
      AWS_ENDPOINT_URL: 'https://iam.amazonaws.com',
      AWS_ENDPOINT_URL_IAM: 'https://iam.amazonaws.com',
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
      AWS_ACCESS_KEY_ID: 'AKIAREAL',
      SECRET: 'x',
    };
    Object.assign(process.env, shell);
    try {
      const environment: unknown = JSON.parse(
        (await run('return process.env;', { environment: { OWN: 'yes' } })).payload,
      );

      expect(environment).toMatchObject({ OWN: 'yes', AWS_ENDPOINT_URL: aws.url });
      for (const name of [
        'AWS_PROFILE',
        'AWS_ENDPOINT_URL_IAM',
        'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
        'SECRET',
        'PATH',
      ]) {
        expect(environment).not.toHaveProperty(name);
      }
      expect(JSON.stringify(environment)).not.toContain('AKIAREAL');
    } finally {
      for (const name of Object.keys(shell)) delete process.env[name];
    }
  });

  it.each([
    ['the SDK with another endpoint', `endpoint: 'https://iam.amazonaws.com'`],
    ['the SDK with a private address', `endpoint: 'http://10.0.0.1'`],
  ])('by %s', async (_name, option) => {
    const { payload } = await run(
      `const { IAMClient, ListUsersCommand } = require('@aws-sdk/client-iam');
       await new IAMClient({ ${option}, maxAttempts: 1 }).send(new ListUsersCommand({}));`,
    );

    expect(payload).toContain('the sandbox connects to the loopback interface only, not to');
  });

  it('by fetch', async () => {
    expect((await run(`await fetch('http://198.51.100.1/');`)).functionError).toBe('Unhandled');
  });

  it.each(['https://127.0.0.1:1', 'http://10.0.0.1', 'http://localhost.example.com', 'http://127.0.0.1.example.com'])(
    'by an endpoint such as %s',
    (url) => {
      expect(() => loopbackUrl(url)).toThrow('must be http on the loopback interface');
    },
  );
});
