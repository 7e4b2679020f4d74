import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Synthesizes and validates the template, as `npm run synth` does, once for all the tests that use it. */
export default function synthesize(): void {
  if (process.env['SYNTHESIZED'] === 'true') return;
  const project = join(__dirname, '..');
  execFileSync(process.execPath, [join(project, 'node_modules', 'aws-cdk', 'bin', 'cdk'), 'synth', '--quiet'], {
    cwd: project,
    env: { ...process.env, CDK_VALIDATION: 'true' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
