import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Before all tests: synthesizes the template, as `npm run synth` does, for the tests that run it. */
export default function synthesize(): void {
  // The SDK's warning about this machine's Node would be printed by every worker.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const project = join(__dirname, '..');
  execFileSync(process.execPath, [join(project, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
