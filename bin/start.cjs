// `npm start`. Old versions of Node must be able to run this file.
const refusal = require('./node-version.cjs')(process.version, require('../package.json').engines.node);

if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 2;
} else {
  require('tsx/cjs');
  require('../sandbox/command/main.ts');
}
