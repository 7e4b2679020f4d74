const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** In Stryker's first run, the runner writes each test file's tests and duration to this file. */
const fileOfTimings = (rootDir) => path.join(rootDir, 'test/mutation/timings.json');

/** Runs the fastest test files first, to find the cheapest test that notices a mutant. */
module.exports = class CheapestFirst extends Sequencer {
  sort(tests) {
    const rootDir = tests[0]?.context.config.rootDir;
    const file = rootDir && fileOfTimings(rootDir);
    if (!file || !existsSync(file)) return tests;
    const timings = JSON.parse(readFileSync(file, 'utf8'));
    const price = (test) => timings[test.path]?.milliseconds ?? 0;
    return tests.toSorted((one, other) => price(one) - price(other));
  }
};
module.exports.fileOfTimings = fileOfTimings;
