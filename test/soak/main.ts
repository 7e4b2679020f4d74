import { Command, InvalidArgumentError } from 'commander';
import { Progress } from '../../sandbox/command/progress';
import { synthesize } from '../../sandbox/command/synthesize';
import { parseSeed } from './chance';
import { soak } from './soak';

const MOST_DAYS = 10_000_000;

/** `npm run soak`: see `npm run soak -- --help`. */
async function main(): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const started = performance.now();
  const progress = new Progress(process.stderr);
  const { days, seed, asDeployed } = new Command('npm run soak --')
    .description('Days of faults and changes at every moment, in the local AWS; after each, no promise may be broken.')
    .option('--days <n>', 'how many', dayCount, 500)
    .option('--seed <n>', 'the same seed is the same soak; a whole number from 0 to 2^53', seedOf, 1)
    .option('--as-deployed', "the template's bundle over HTTP, instead of the sources in this process; slower")
    .parse()
    .opts<{ days: number; seed: number; asDeployed?: true }>();
  try {
    progress.watch('synthesizing the template');
    const template = await synthesize(process.env);
    let done = 0;
    let deletions = 0;
    progress.watch(() => `day ${done} of ${days}, seed ${seed}: ${deletions} deletions`);
    const tally = await soak({
      template,
      seed,
      days,
      asDeployed,
      onDay: (number, sofar) => {
        done = number;
        deletions = sofar.of('deletions');
      },
    });
    progress.end();
    const seconds = Math.round((performance.now() - started) / 1000);
    const totals = Object.entries({ days, seed, seconds, ...tally.entries() });
    process.stdout.write(totals.map(([what, count]) => `${String(count).padStart(9)}  ${what}\n`).join(''));
  } finally {
    progress.end();
  }
}

function dayCount(text: string): number {
  const number = /^[0-9]{1,8}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > MOST_DAYS) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_DAYS}.`);
  }
  return number;
}

function seedOf(text: string): number {
  try {
    return parseSeed(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
