#!/usr/bin/env node
// The command `inactive-iam-users`: registers the TypeScript loader, and runs main.ts.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
