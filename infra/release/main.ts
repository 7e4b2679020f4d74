import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Command } from 'commander';
import manifest from '../../package.json';
import { changelogSection } from './changelog';
import { refusals } from './refusals';
import { PROJECT, synthesizedTemplates } from './synthesized-template';
import { workflowSteps } from './workflow-steps';

const FOLDER = join('dist', 'release');
const WORKFLOW = '.github/workflows/release.yml';

/** `npm run release`: see `npm run release -- --help`. */
async function main(): Promise<void> {
  const { dryRun, tag } = new Command('npm run release --')
    .description(
      `Makes in ${FOLDER} what ${WORKFLOW} publishes: templates, package, checksums, text. Publishes nothing.`,
    )
    .option('--tag <tag>', 'the tag that is released; refuse another than that of the version')
    .option('--dry-run', 'make everything, say what would refuse the release, and name what only GitHub runs')
    .parse()
    .opts<{ dryRun?: true; tag?: string }>();
  const read = (file: string) => readFile(join(PROJECT, file), 'utf8');
  const found = refusals(manifest, tag);
  if (found.length > 0 && !dryRun) throw new Error(found.join('\n'));
  const { version } = manifest;
  const text = changelogSection(await read('CHANGELOG.md'), version);

  const folder = join(PROJECT, FOLDER);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const [templates, packed] = await Promise.all([synthesizedTemplates(), npmPack(folder)]);
  for (const [file, template] of templates) await writeFile(join(folder, file), template);
  await writeFile(join(folder, 'release-notes.md'), text);
  const sums = await Promise.all([...templates.keys(), packed].map((file) => checksum(folder, file)));
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''));

  console.info(`Version ${version} is in ${FOLDER}:\n${sums.join('')}`);
  if (!dryRun) return;
  for (const refusal of found) console.info(`A release would be refused: ${refusal}`);
  console.info(`Only ${WORKFLOW} runs:\n${workflowSteps(await read(WORKFLOW)).join('\n')}`);
}

/** @returns the name of the package's file */
async function npmPack(folder: string): Promise<string> {
  const npm = process.env['npm_execpath'];
  const args = ['pack', '--silent', '--pack-destination', folder];
  const run = promisify(execFile);
  const { stdout } =
    npm === undefined
      ? await run('npm', args, { cwd: PROJECT })
      : await run(process.execPath, [npm, ...args], { cwd: PROJECT });
  return stdout.trim();
}

/** A line of SHA256SUMS, as `sha256sum` writes it. */
async function checksum(folder: string, file: string): Promise<string> {
  const sum = createHash('sha256').update(await readFile(join(folder, file)));
  return `${sum.digest('hex')}  ${file}\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
