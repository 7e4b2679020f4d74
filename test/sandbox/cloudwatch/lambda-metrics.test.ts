import { LocalAws } from '../../../sandbox/local-aws';
import { parsePolicyDocument } from '../../../sandbox/policy/parse-policy';
import { NOW } from '../events/local-events';

let aws: LocalAws;
beforeEach(async () => {
  aws = await LocalAws.start({ now: NOW });
});
afterEach(() => aws.close());

describe("A function's metrics", () => {
  it('count its invocations and its errors, at the beginning of each', async () => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } };
    const document = parsePolicyDocument({ Version: '2012-10-17', Statement: [trust] }, 'test');
    const arn = aws.lambda.createFunction({
      name: 'rule',
      roleArn: aws.roles.create({ name: 'role', path: '/', trust: document }).arn,
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      code: 'exports.handler = async ({ fails }) => { if (fails) throw new Error("no"); }',
      timeoutSeconds: 3,
      memoryMiB: 128,
      environment: {},
      logGroup: 'log',
    });
    for (const fails of [false, true, true]) {
      await aws.clock.runUntilSettled(aws.lambda.invokeByCaller(aws.operator, arn, { fails }));
    }

    const valuesOf = (name: string) =>
      aws.cloudwatch.metrics
        .datapoints({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: 'rule' } })
        .map(({ time, value, unit }) => `${value} ${unit} ${time - NOW}`);
    expect(valuesOf('Invocations')).toEqual(['1 Count 0', '1 Count 0', '1 Count 0']);
    expect(valuesOf('Errors')).toEqual(['0 Count 0', '1 Count 0', '1 Count 0']);
    expect(valuesOf('Throttles')).toEqual(['0 Count 0', '0 Count 0', '0 Count 0']);
  });
});
