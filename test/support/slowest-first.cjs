const { default: Sequencer } = require('@jest/test-sequencer');

/** The folders whose tests take longest. They begin, so that no worker ends long after the other. */
const SLOWEST = ['/test/soak/', '/test/audit/', '/test/infra/', '/sandbox/test/command/', '/test/remediation/'];

/** The order of the test files in a clean clone, in which Jest knows no durations yet. */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const rank = (test) => [...SLOWEST, ''].findIndex((folder) => test.path.includes(folder));
    return tests.toSorted((one, other) => rank(one) - rank(other));
  }
};
