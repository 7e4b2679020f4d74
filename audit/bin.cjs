#!/usr/bin/env node
// The command `inactive-iam-users`: registers the TypeScript loader, and runs main.ts.
require('tsx/cjs');
require('./main.ts');
