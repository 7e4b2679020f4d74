/**
 * `npm run mutate`: which changes to what decides and what acts does no test notice? See survivors.md. Stryker is not
 * among the project's packages: it would be a fifth of all that `npm ci` installs. Its paths are relative to the root.
 */
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
  // Waits take no time and loops end by themselves (DeployedAccount.settle), so only a real hang reaches this.
  timeoutMS: 30_000,
  // Jest's memory grows from file to file.
  maxTestRunnerReuse: 40,
  ignorePatterns: [
    // Stryker would rewrite it with TypeScript's API, which TypeScript 7 does not have.
    '/tsconfig.json',
    '/audit',
    '/cdk.out',
    '/test/*',
    '!/test/{infra,mutation,remediation,rule,support}',
    '/test/mutation/node_modules',
  ],
  reporters: ['clear-text', 'progress', 'html', 'json'],
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
};
