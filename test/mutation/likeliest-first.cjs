const fs = require('node:fs');
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const MUTATED = ['rule', 'remediation'];

/** Where the runner notes, in Stryker's first run, what each file of tests contains and how long it takes. */
const timingsFile = (rootDir) => path.join(rootDir, 'test/mutation/timings.json');

/** By source file: the file of tests that noticed its last mutant. */
const killers = new Map();

/** The source file that each of Stryker's mutants is in, by the mutant's id. */
let sources;

function sourceOf(rootDir, mutant) {
  sources ??= new Map(
    MUTATED.flatMap((folder) => fs.readdirSync(path.join(rootDir, folder), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .flatMap((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const ids = fs.readFileSync(file, 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g);
        return [...ids].map(([, id]) => [id, file]);
      }),
  );
  return sources.get(mutant);
}

/**
 * The order in which a mutant meets the files of tests: first the one that noticed the last mutant of the same source
 * file, then the one named after it, then by price.
 */
module.exports = class LikeliestFirst extends Sequencer {
  sort(tests) {
    const rootDir = tests[0]?.context.config.rootDir;
    const mutant = process.env['__STRYKER_ACTIVE_MUTANT__'];
    if (mutant === undefined || !fs.existsSync(timingsFile(rootDir))) return tests;
    const timings = JSON.parse(fs.readFileSync(timingsFile(rootDir), 'utf8'));
    const source = sourceOf(rootDir, mutant);
    const namesake = `/${path.basename(source ?? '', '.ts')}.test.ts`;
    const rank = (test) => {
      if (test.path === killers.get(source)) return -2;
      return test.path.endsWith(namesake) ? -1 : (timings[test.path]?.milliseconds ?? 0);
    };
    return tests.toSorted((one, other) => rank(one) - rank(other));
  }
};
module.exports.timingsFile = timingsFile;
module.exports.noteKiller = (rootDir, mutant, testPath) => killers.set(sourceOf(rootDir, mutant), testPath);
