import { join, relative, resolve } from 'node:path';
import { version } from '../../package.json';
import { SYSTEM_TIME } from '../../rule/account/time';
import { acceptanceClients } from './clients';
import { acceptance } from './command';

/** `npm run acceptance`: see `npm run acceptance -- --help`. */
async function main(): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  process.exitCode = await acceptance(process.argv.slice(2), {
    clientsOf: (options) => acceptanceClients(options, process.env),
    time: SYSTEM_TIME,
    folder: relative(process.cwd(), join(resolve(__dirname, '..', '..'), 'dist')),
    version,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
  });
}

void main();
