import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { textOf } from './errors';

const PROJECT = join(__dirname, '..', '..');
const TEMPLATE = 'InactiveIamUsers.template.json';
const NO_FILE = '/var/empty/aws-config-of-the-sandbox';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The stack's template, from the project's own `cdk synth`.
 * @throws Error with the output of a synth that failed
 */
export async function synthesize(environment: Environment, signal?: AbortSignal): Promise<unknown> {
  const output = await mkdtemp(join(tmpdir(), 'inactive-iam-users-'));
  const cdk = [require.resolve('aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', output];
  try {
    await promisify(execFile)(process.execPath, cdk, { cwd: PROJECT, env: withoutAws(environment), signal });
    const template: unknown = JSON.parse(await readFile(join(output, TEMPLATE), 'utf8'));
    return template;
  } catch (error) {
    // The error message of a failed process ends with its standard error.
    throw new Error(`cdk synth failed: ${textOf(error)}`, { cause: error });
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

/**
 * The shell's environment without the settings and configuration files of AWS's and the CDK's tools: the CDK would look
 * up the account and region that they name. The CDK also sends nothing to AWS.
 */
export function withoutAws(environment: Environment): Environment {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|CDK)_/i.test(name))),
    AWS_CONFIG_FILE: NO_FILE,
    AWS_SHARED_CREDENTIALS_FILE: NO_FILE,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DISABLE_VERSION_CHECK: 'true',
    // The tests validate the template; here it would take seconds.
    CDK_VALIDATION: 'false',
  };
}
