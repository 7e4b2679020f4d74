import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { version as VERSION } from '../package.json';
import { PROJECT, synthesizedTemplate, TEMPLATE_FILE } from './release/synthesized-template';
import { verifyTemplate } from './release/verify-template';

const FILE = join('dist', TEMPLATE_FILE);

/** `npm run template`: see `npm run template -- --help`. */
async function main(): Promise<void> {
  const command = new Command('npm run template --')
    .description(`Writes the account template to ${FILE}. Other options go to cdk synth, e.g. -c exemptTagKey=my:key.`)
    .option('--verify <file>', 'write nothing: say whether this template is what this checkout builds, byte for byte')
    .allowUnknownOption()
    .allowExcessArguments()
    .parse();
  const { verify: file } = command.opts<{ verify?: string }>();
  const build = () => synthesizedTemplate(command.args);
  if (file === undefined) {
    const path = join(PROJECT, FILE);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await build());
    console.info(FILE);
    return;
  }
  const { isSame, message } = await verifyTemplate(file, await readFile(file), VERSION, build);
  if (isSame) console.info(message);
  else throw new Error(message);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
