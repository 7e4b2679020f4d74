const { createEmptyTestResult } = require('@jest/test-result');
const { default: runTests } = require('jest-circus/runner');

/** The mutant that a test has failed for. Stryker tries one after the other in this process. */
let killed;

/**
 * Jest's own runner of a file of tests, which bails: once a test has failed for a mutant no further one is run. Stryker
 * cannot have Jest bail (github.com/jestjs/jest/issues/11766), and requires that the file's name tells that it is
 * jest-circus. Not TypeScript, since Jest loads it without a transform.
 */
module.exports = async function run(globalConfig, config, environment, runtime, testPath, ...rest) {
  const mutant = process.env['__STRYKER_ACTIVE_MUTANT__'];
  if (mutant === undefined) return runTests(globalConfig, config, environment, runtime, testPath, ...rest);
  if (mutant === killed) return skippedFile(testPath);
  const handleTestEvent = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, state) => {
    await handleTestEvent?.(event, state);
    if (event.name === 'test_done' && event.test.errors.length > 0) killed = mutant;
    if (event.name === 'test_start' && mutant === killed) event.test.mode = 'skip';
  };
  return runTests(globalConfig, config, environment, runtime, testPath, ...rest);
};

/** Jest takes a file without a test for a broken one. */
function skippedFile(testFilePath) {
  const test = { ancestorTitles: [], title: '', fullName: '', status: 'pending', failureMessages: [], duration: 0 };
  return { ...createEmptyTestResult(), testFilePath, skipped: true, numPendingTests: 1, testResults: [test] };
}
