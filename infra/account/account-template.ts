import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountStack, type AccountStackProps } from './account-stack';

/**
 * The account stack's template, as `cdk synth` would write it: one text, without assets. It is synthesized in an app of
 * its own, with the context of the scope's.
 */
export function accountTemplate(scope: Construct, props: Pick<AccountStackProps, 'exemptTagKey'>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'inactive-iam-users-'));
  try {
    const context: Record<string, unknown> = { ...scope.node.getAllContext() };
    const app = new App({ outdir, context, autoSynth: false });
    const { templateFile } = new AccountStack(app, 'InactiveIamUsers', props);
    app.synth();
    return readFileSync(join(outdir, templateFile), 'utf8');
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
