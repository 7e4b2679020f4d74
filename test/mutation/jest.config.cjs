const { projects, testTimeout } = require('../../jest.config.cjs');

/** For the tests of what is mutated. Stryker's buildCommand has synthesized the template, once for all mutants. */
module.exports = {
  transform: projects[0].transform,
  testTimeout,
  rootDir: '../..',
  roots: ['<rootDir>/test/rule', '<rootDir>/test/remediation'],
  // What only chance finds kills no mutant.
  testPathIgnorePatterns: ['\\.property\\.test\\.ts$'],
  testRunner: '<rootDir>/test/mutation/bailing-jest-circus.cjs',
  testSequencer: '<rootDir>/test/mutation/likeliest-first.cjs',
};
