import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UnreadableInput } from '../aws/errors';

/** `inactive-iam-users sandbox`: the local AWS is a package of its own, which the audit must not import. */
export async function runSandbox(args: readonly string[], project: string): Promise<number> {
  const entry = resolve(project, 'sandbox', 'command', 'main.ts');
  if (!existsSync(entry)) {
    throw new UnreadableInput('the local AWS is in the repository, not in the package: clone it and run npm start');
  }
  const loader = pathToFileURL(require.resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', loader, entry, ...args], { stdio: 'inherit' });
  const passOn = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const [code]: unknown[] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
