const { jest } = require('../../package.json');

/** The project's configuration for the tests of mutated code, with the product's sources in the tests' process. */
module.exports = {
  ...jest,
  rootDir: '../..',
  roots: ['<rootDir>/test/rule', '<rootDir>/test/remediation'],
  // Stryker's buildCommand has synthesized the template, once for all mutants.
  globalSetup: undefined,
  moduleNameMapper: { '^\\./product-under-test$': '<rootDir>/test/support/product-in-process.ts' },
  // A mutant that only chance finds is not found reliably.
  testPathIgnorePatterns: ['\\.property\\.test\\.ts$'],
  testRunner: '<rootDir>/test/mutation/bailing-jest-circus.cjs',
  testSequencer: '<rootDir>/test/mutation/cheapest-first.cjs',
};
