/** `npm run mutate`: which changes of what decides and what acts would no test notice? See test/mutation/survivors.md. */
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['rule/**/*.ts', 'remediation/**/*.ts'],
  buildCommand: 'cdk synth --quiet',
  testRunner: 'jest',
  jest: {
    configFile: 'test/mutation/jest.config.cjs',
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Waits take no time and circles end by themselves (DeployedAccount.settle): a busy machine is to kill no mutant.
  timeoutMS: 30_000,
  // Jest keeps more memory from file to file than is good for it.
  maxTestRunnerReuse: 40,
  ignorePatterns: [
    // Stryker would rewrite it with TypeScript's API, which TypeScript 7 does not have.
    '/tsconfig.json',
    '/audit',
    '/cdk.out',
    '/test/*',
    '!/test/{infra,mutation,remediation,rule,support}',
  ],
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
