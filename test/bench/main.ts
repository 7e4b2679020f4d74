import { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../sandbox/command/synthesize';
import { measureAudit } from './audit/measure-audit';
import { auditReport, auditTargets } from './audit/report';
import { drawChart } from './chart';
import { measureAll, SIZES } from './measurements';
import { MIXED, MIXED_MANY, POPULATIONS } from './population';
import { remediateAtScale } from './remediation-at-scale';
import { IAM_BURST, IAM_CALLS_PER_SECOND, LATENCY_MS } from './simulated-account';
import { report } from './report';
import { targetsOf } from './targets';

const PROJECT = join(__dirname, '..', '..');
const PICTURE = join(PROJECT, 'docs', 'bench.svg');
const REMEDIATED_USERS = 5_000;
/** The populations to remediate, each with the age of the credential report in hours; 0: no report yet. */
const REMEDIATIONS = [
  [MIXED, 0],
  [MIXED_MANY, 3],
] as const;

const watch = (what: string) => void process.stderr.write(`${what}\n`);

async function main(): Promise<void> {
  const command = new Command('npm run bench --')
    .description('Measures evaluations and remediations in the local AWS, and draws docs/bench.svg.')
    .option('--json', 'one JSON document instead of the tables')
    .action(({ json = false }: { json?: boolean }) => benchRule(json));
  command
    .command('audit')
    .description('Measures the audit of saved credential reports: 200,000 users in 1 file, and 5,000 in each of 1,000.')
    .option('--duckdb <folder>', 'one whose node_modules have @duckdb/node-api, to measure it too', PROJECT)
    .option('--users <n>', 'users of the single file', Number, 200_000)
    .option('--files <n>', 'files of 5,000 users', Number, 1_000)
    .action(({ duckdb, ...sizes }: { duckdb: string; users: number; files: number }) => benchAudit(sizes, duckdb));
  await command.parseAsync();
}

async function benchAudit(sizes: { users: number; files: number }, duckdb: string): Promise<void> {
  const measurements = await measureAudit({ ...sizes, usersOfFile: 5_000 }, duckdb, watch);
  const targets = auditTargets(measurements);
  process.stdout.write(auditReport(measurements, targets));
  if (targets.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

async function benchRule(json: boolean): Promise<void> {
  const started = performance.now();

  const template = await synthesize(process.env);
  const evaluations = await measureAll(template, watch);
  watch(
    `remediating all inactive users of ${REMEDIATED_USERS}: a few with no credential report, many with a 3-hour-old one`,
  );
  const remediations = await Promise.all(
    REMEDIATIONS.map(([population, age]) => remediateAtScale(template, population, REMEDIATED_USERS, age)),
  );
  const result = {
    conditions: {
      latencyMs: LATENCY_MS,
      iamCallsPerSecond: IAM_CALLS_PER_SECOND,
      iamBurst: IAM_BURST,
      node: process.version,
    },
    sizes: SIZES,
    populations: POPULATIONS,
    evaluations,
    remediations,
    targets: targetsOf(evaluations, remediations),
    seconds: Math.round((performance.now() - started) / 1000),
  };
  writeFileSync(PICTURE, drawChart(evaluations));
  process.stdout.write(json ? `${JSON.stringify(result, undefined, 2)}\n` : report(result));
  if (result.targets.some(({ isMet }) => !isMet)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
