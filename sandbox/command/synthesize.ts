import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROJECT = join(__dirname, '..', '..');
const TEMPLATE = 'InactiveIamUsers.template.json';
const NOWHERE = '/var/empty/aws-config-of-the-sandbox';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The stack's template, as the project's own `cdk synth` writes it.
 * @throws Error with the output of a synth that failed
 */
export async function synthesize(environment: Environment, signal?: AbortSignal): Promise<unknown> {
  const output = await mkdtemp(join(tmpdir(), 'inactive-iam-users-'));
  try {
    await cdkSynth(output, environment, signal);
    const template: unknown = JSON.parse(await readFile(join(output, TEMPLATE), 'utf8'));
    return template;
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function cdkSynth(output: string, environment: Environment, signal: AbortSignal | undefined): Promise<void> {
  const cdk = require.resolve('aws-cdk/bin/cdk');
  try {
    await promisify(execFile)(process.execPath, [cdk, 'synth', '--quiet', '--output', output], {
      cwd: PROJECT,
      env: withoutAws(environment),
      ...(signal && { signal }),
    });
  } catch (error) {
    throw new Error(`cdk synth failed:\n${outputOf(error)}`, { cause: error });
  }
}

/**
 * The shell's environment without any setting of AWS's or the CDK's tools, which would look for the account and region
 * that it names; nor are they to be found in configuration files, nor anything to be told to AWS.
 */
export function withoutAws(environment: Environment): Environment {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|CDK)_/i.test(name))),
    AWS_CONFIG_FILE: NOWHERE,
    AWS_SHARED_CREDENTIALS_FILE: NOWHERE,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    // The tests validate the template; here it would take seconds.
    CDK_VALIDATION: 'false',
  };
}

/** What the child process said, or why it could not be started. */
function outputOf(error: unknown): string {
  const streams = ['stdout', 'stderr'].map((name) => {
    const text: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof text === 'string' ? text.trim() : '';
  });
  return streams.filter((text) => text !== '').join('\n') || String(error);
}
