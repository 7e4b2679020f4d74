const { readFileSync, writeFileSync } = require('node:fs');
const { createEmptyTestResult } = require('@jest/test-result');
const { default: runTests } = require('jest-circus/runner');
const { noteKiller, timingsFile } = require('./likeliest-first.cjs');

/** The mutant that a test has noticed. Stryker tries one after another in this process. */
let killed;

/**
 * Jest's own test runner, with two shortcuts for mutants: after a failed test it runs no other, and it does not load a file
 * if Stryker wants none of its tests. Stryker can do neither (github.com/jestjs/jest/issues/11766), and it requires
 * jest-circus in the file's name. Not TypeScript, because Jest loads it without a transform.
 */
module.exports = async function run(globalConfig, config, environment, runtime, testPath, ...rest) {
  const runFile = () => runTests(globalConfig, config, environment, runtime, testPath, ...rest);
  const mutant = process.env['__STRYKER_ACTIVE_MUTANT__'];
  if (mutant === undefined) return remember(config.rootDir, await runFile());
  if (mutant === killed || !isAskedFor(globalConfig, config.rootDir, testPath)) return skippedFile(testPath);
  const handleTestEvent = environment.handleTestEvent?.bind(environment);
  environment.handleTestEvent = async (event, state) => {
    await handleTestEvent?.(event, state);
    if (event.name === 'test_done' && event.test.errors.length > 0) {
      killed = mutant;
      noteKiller(config.rootDir, mutant, testPath);
    }
    if (event.name === 'test_start' && mutant === killed) event.test.mode = 'skip';
  };
  return runFile();
};

/** Stryker's first run, without a mutant: stores which tests each file has, and how long it takes. */
function remember(rootDir, result) {
  const file = timingsFile(rootDir);
  const seen = read(file);
  seen[result.testFilePath] = {
    names: result.testResults.map(({ fullName }) => fullName),
    milliseconds: result.perfStats.end - result.perfStats.start,
  };
  writeFileSync(file, JSON.stringify(seen));
  return result;
}

function isAskedFor({ testNamePattern }, rootDir, testPath) {
  const { names } = read(timingsFile(rootDir))[testPath] ?? {};
  const pattern = testNamePattern ? new RegExp(testNamePattern, 'i') : undefined;
  return names === undefined || pattern === undefined || names.some((name) => pattern.test(name));
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

/** Jest reports a file without tests as broken. */
function skippedFile(testFilePath) {
  const test = { ancestorTitles: [], title: '', fullName: '', status: 'pending', failureMessages: [], duration: 0 };
  return { ...createEmptyTestResult(), testFilePath, skipped: true, numPendingTests: 1, testResults: [test] };
}
