import { LocalAws } from '../../../aws/local-aws';
import { parsePolicyDocument } from '../../../policy/parse-policy';
import { NOW } from '../events/local-events';

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
});
afterEach(() => aws.close());

/** A function that may write its log, and whose handler has this body. */
function deploy(body: string): string {
  const policy = (statement: object) =>
    parsePolicyDocument({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }, 'test');
  const trust = policy({ Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } });
  const log = policy({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' });
  const { arn } = aws.roles.create('role', trust, new Map([['log', log]]));
  aws.logs.createLogGroup('log');
  return aws.lambda.createFunction({
    name: 'rule',
    roleArn: arn,
    runtime: 'nodejs24.x',
    handler: 'index.handler',
    code: `exports.handler = async (event) => { ${body} }`,
    timeoutSeconds: 3,
    memoryMiB: 128,
    environment: {},
    logGroup: 'log',
  });
}

async function invoke(arn: string, event: object = {}): Promise<void> {
  await aws.clock.runUntilSettled(aws.lambda.invokeByCaller(aws.operator, arn, event));
}

const valuesOf = (namespace: string, name: string, dimensions: Record<string, string> = {}) =>
  aws.cloudwatch.metrics.datapoints({ namespace, name, dimensions }).map(({ time, value }) => `${value} ${time - NOW}`);

describe("A function's metrics", () => {
  it('count its invocations and its errors, at the beginning of each', async () => {
    const arn = deploy('if (event.fails) throw new Error("no");');
    for (const fails of [false, true, true]) await invoke(arn, { fails });

    const ofFunction = (name: string) => valuesOf('AWS/Lambda', name, { FunctionName: 'rule' });
    expect(ofFunction('Invocations')).toEqual(['1 0', '1 0', '1 0']);
    expect(ofFunction('Errors')).toEqual(['0 0', '1 0', '1 0']);
    expect(ofFunction('Throttles')).toEqual(['0 0', '0 0', '0 0']);
  });

  // As the function would write them.
  const metrics = `const directive = { Namespace: 'rule', Dimensions: [[]], Metrics: [{ Name: 'Users' }] };
    const embedded = (Users) => ({ _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] }, Users });`;

  it('are those that it embeds in a line of stdout, which the console would wrap', async () => {
    await invoke(
      deploy(`${metrics}
        process.stdout.write(JSON.stringify(embedded(12)) + '\\n');
        console.info(embedded(13));
        console.info(JSON.stringify(embedded(14)));`),
    );

    expect(valuesOf('rule', 'Users')).toEqual(['12 0']);
    expect(aws.logs.lines('log')).toHaveLength(3);
  });

  it('fail the invocation by name if they are embedded wrongly', async () => {
    const arn = deploy(`${metrics} process.stdout.write(JSON.stringify(embedded('twelve')) + '\\n');`);

    await expect(invoke(arn)).rejects.toThrow('Users must be a number from -2^360 to 2^360');
  });
});
