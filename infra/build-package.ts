import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { lambdaBundle } from './lambda/bundle';

/**
 * `npm run build` compiles the package: dist/index.js (the construct, with the Lambda's code as text), dist/types (its
 * declarations) and dist/command.js (the command `inactive-iam-users`).
 */
const PROJECT = join(__dirname, '..');
const DIST = join(PROJECT, 'dist');

/** Replaces lambda/bundle.ts with its result, so the package needs neither esbuild nor the sources. */
const prebuiltLambda: Plugin = {
  name: 'prebuilt-lambda',
  setup: (library) =>
    library.onLoad({ filter: /[\\/]infra[\\/]lambda[\\/]bundle\.ts$/ }, () => ({
      contents: `export const lambdaBundle = () => ${JSON.stringify(lambdaBundle())};`,
    })),
};

async function main(): Promise<void> {
  for (const part of ['index.js', 'command.js', 'types']) rmSync(join(DIST, part), { recursive: true, force: true });
  const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node20', packages: 'external' } as const;
  await build({
    ...common,
    entryPoints: [join(PROJECT, 'infra', 'index.ts')],
    outfile: join(DIST, 'index.js'),
    plugins: [prebuiltLambda],
  });
  await build({
    ...common,
    entryPoints: [join(PROJECT, 'audit', 'main.ts')],
    outfile: join(DIST, 'command.js'),
  });
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '--project', join(PROJECT, 'tsconfig.build.json')], { stdio: 'inherit' });
}

void main();
