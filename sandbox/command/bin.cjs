// `npm start`. Old versions of Node must be able to run this file, and the one that it shares with the audit's command.
const refusal = require('../../audit/node-version.cjs')(process.version, require('../../package.json').engines.node);

if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 2;
} else {
  require('tsx/cjs');
  require('./main.ts');
}
