#!/usr/bin/env node
// The command `inactive-iam-users`. In the repository its sources run, whatever dist/ holds; the package has it compiled.
// Old versions of Node must be able to run this file.
const fs = require('fs');
const path = require('path');
const refusal = require('./node-version.cjs')(process.version, require('../package.json').engines.node);

if (refusal !== undefined) {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 2;
} else if (fs.existsSync(path.join(__dirname, '..', 'audit', 'main.ts'))) {
  require('tsx/cjs');
  require('../audit/main.ts');
} else {
  require('../dist/command.js');
}
