import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { version as VERSION } from '../package.json';
import { PROJECT, synthesizedTemplates, TEMPLATE_FILES } from './release/synthesized-template';
import { verifyTemplate } from './release/verify-template';

const FILES = TEMPLATE_FILES.map((file) => join('dist', file));

/** `npm run template`: see `npm run template -- --help`. */
async function main(): Promise<void> {
  const command = new Command('npm run template --')
    .description(`Writes ${FILES.join(' and ')}. Other options go to cdk synth, e.g. -c exemptTagKey=my:key.`)
    .option('--verify <file>', 'write nothing: say whether this template is what this checkout builds, byte for byte')
    .allowUnknownOption()
    .allowExcessArguments()
    .parse();
  const { verify: file } = command.opts<{ verify?: string }>();
  const build = () => synthesizedTemplates(command.args);
  if (file === undefined) {
    await mkdir(join(PROJECT, 'dist'), { recursive: true });
    for (const [name, template] of await build()) {
      await writeFile(join(PROJECT, 'dist', name), template);
      console.info(join('dist', name));
    }
    return;
  }
  const { isSame, message } = await verifyTemplate(file, await readFile(file), VERSION, async () => [
    ...(await build()).values(),
  ]);
  if (isSame) console.info(message);
  else throw new Error(message);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
