const { jest } = require('../../package.json');

/** The project's own configuration, for the tests of what is mutated, with the product's sources in the tests' process. */
module.exports = {
  ...jest,
  rootDir: '../..',
  roots: ['<rootDir>/test/rule', '<rootDir>/test/remediation'],
  // Stryker's buildCommand has synthesized the template, once for all mutants.
  globalSetup: undefined,
  // What only chance finds kills no mutant.
  testPathIgnorePatterns: ['\\.property\\.test\\.ts$'],
  testRunner: '<rootDir>/test/mutation/bailing-jest-circus.cjs',
  testSequencer: '<rootDir>/test/mutation/cheapest-first.cjs',
};
