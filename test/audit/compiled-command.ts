import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildSync } from 'esbuild';
import type { LocalAws } from '../../sandbox/index';

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const PROJECT = join(__dirname, '..', '..');

/** The command in a folder of its own, compiled as the package has it: from its sources each run takes a second longer. */
export class CompiledCommand {
  readonly folder = mkdtempSync(join(tmpdir(), 'audit-'));
  readonly bin = join(this.folder, 'bin', 'inactive-iam-users.cjs');

  constructor() {
    buildSync({
      entryPoints: [join(PROJECT, 'audit', 'main.ts')],
      outfile: join(this.folder, 'dist', 'command.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      packages: 'external',
    });
    mkdirSync(join(this.folder, 'bin'));
    for (const file of ['package.json', 'bin/inactive-iam-users.cjs', 'bin/node-version.cjs']) {
      copyFileSync(join(PROJECT, file), join(this.folder, file));
    }
    symlinkSync(join(PROJECT, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  file(name: string, content: string): string {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  /** The environment of the command alone: no profile, no key and no proxy of this shell. */
  environment(): Record<string, string> {
    const nowhere = join(this.folder, 'nowhere');
    return {
      PATH: process.env['PATH'] ?? '',
      AWS_CONFIG_FILE: nowhere,
      AWS_SHARED_CREDENTIALS_FILE: nowhere,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }

  async run(args: readonly string[], { environment = {}, stdin = '', program = this.bin } = {}): Promise<Run> {
    const env = { ...this.environment(), ...environment };
    const child = spawn(process.execPath, [program, ...args], { cwd: this.folder, env });
    child.stdin.end(stdin);
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { status: Number(code), stdout, stderr };
  }
}

/** The environment that leads the command to a local AWS, as its operator. */
export function environmentOf(aws: LocalAws): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = aws.operatorCredentials();
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  };
}
