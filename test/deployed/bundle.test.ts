import { buildSync } from 'esbuild';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { DEFAULTS } from '../../infra/control/defaults';
import { lambdaBundle } from '../../infra/lambda/bundle';

/** What the deployed code requires at run time: the AWS SDK of Lambda's own Node runtime, as the README says. */
const OF_THE_RUNTIME = [
  '@aws-sdk/client-iam',
  '@aws-sdk/client-config-service',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-ssm',
];

const { metafile } = buildSync({
  entryPoints: [join(__dirname, '..', '..', 'infra', 'lambda', 'index.ts')],
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  external: ['@aws-sdk/*'],
  absWorkingDir: join(__dirname, '..', '..'),
});
const sources = Object.keys(metafile.inputs);

describe('The deployed code', () => {
  it('contains only this project’s code, and requires only the AWS SDK of Lambda’s runtime', () => {
    const required = Object.values(metafile.inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ external = false, path }) => external && !isBuiltin(path))
      .map(({ path }) => path);

    expect(sources).toContain('rule/decision/parameters.ts');
    expect(sources.filter((file) => !/^(infra|rule|remediation)\//.test(file))).toEqual([]);
    expect([...new Set(required)].toSorted()).toEqual(OF_THE_RUNTIME.toSorted());
  });

  it('contains no default of a parameter: a lost parameter must not be guessed', () => {
    expect(sources.filter((source) => /default/.test(source))).toEqual([]);
    expect(lambdaBundle()).not.toContain(DEFAULTS.exemptTagKey);
  });
});
