const { existsSync, readFileSync } = require('node:fs');
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** Where the runner notes, in Stryker's first run, what each file of tests holds and how long it takes. */
const fileOfTimings = (rootDir) => path.join(rootDir, 'test/mutation/timings.json');

/** The files of tests in the order of their price: a mutant is to meet the cheapest test that notices it first. */
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
