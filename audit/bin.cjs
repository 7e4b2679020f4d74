#!/usr/bin/env node
// The command `inactive-iam-users`. In the repository its sources run, whatever dist/ holds; the package has it compiled.
const fs = require('node:fs');
const path = require('node:path');

if (fs.existsSync(path.join(__dirname, 'main.ts'))) {
  require('tsx/cjs');
  require('./main.ts');
} else {
  require('../dist/command.js');
}
