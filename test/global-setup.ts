import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Synthesizes the template once for all the tests that use it; infra/checks.test.ts validates it. */
export default function synthesize(): void {
  if (process.env['SYNTHESIZED'] === 'true') return;
  const project = join(__dirname, '..');
  execFileSync(process.execPath, [join(project, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
