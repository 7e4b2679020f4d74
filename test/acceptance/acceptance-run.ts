import { join } from 'node:path';
import { type Check, checkLines, renderChecks, summary } from '../../audit/checks/checks';
import { type Look, look, paint } from '../../audit/text/look';
import { wrapText } from '../../audit/text/text';
import type { Context, Step } from './context';
import { FACTS } from './facts/facts';
import { readText, writeWhole } from './files';
import { renderResults } from './markdown';
import { type ProductTemplate, productTemplate } from './product';
import { Refusal, StepFailed } from './errors';
import { isFactName, parseResults, type Phase, type Results, type StepResult } from './results';

const TEMPLATE = 'inactive-iam-users.template.json';

/** Where the run finds its files, and what it writes to. */
export interface Surroundings {
  /** Holds the template, and gets the results: `dist`. */
  readonly folder: string;
  /** Of this product. */
  readonly version: string;
  readonly stdout: Stream;
  readonly environment: NodeJS.ProcessEnv;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One start of the command: an account, the files that belong to it, and what is shown. */
export class AcceptanceRun {
  private readonly look: Look;

  constructor(
    readonly context: Context,
    private readonly surroundings: Surroundings,
  ) {
    this.look = look(surroundings.stdout, surroundings.environment);
  }

  /** The results as JSON. */
  get file(): string {
    return join(this.surroundings.folder, `acceptance-${this.context.accountId}.json`);
  }

  /** @returns what was saved last; undefined if nothing was @throws Refusal also if the stacks are in another region */
  async saved(): Promise<Results | undefined> {
    const text = await readText(this.file);
    if (text === undefined) return undefined;
    const results = parseResults(text);
    if (!results) {
      throw new Refusal(`${this.file} does not hold results of the acceptance run: delete it, and run clean`);
    }
    if (results.removed === undefined && results.region !== this.context.region) {
      throw new Refusal(`begin was run in ${results.region}, not in ${this.context.region}: correct --region`);
    }
    return results;
  }

  /** @throws Refusal if the file does not exist, or is not a template of this product */
  async template(): Promise<ProductTemplate> {
    const file = join(this.surroundings.folder, TEMPLATE);
    const text = await readText(file);
    if (text === undefined) throw new Refusal(`there is no ${file}: run npm run template`);
    return productTemplate(text);
  }

  /** Saves results without a step, before anything is made. */
  async start(): Promise<Results> {
    const { accountId, region, time } = this.context;
    const began = time.now().toISOString();
    const results = { version: this.surroundings.version, accountId, region, began, steps: [] };
    await this.save(results);
    return results;
  }

  /** Runs the steps of the phase that have no result yet; saves and shows each result as soon as there is one. */
  async complete(phase: Phase, steps: readonly Step[], saved: Results): Promise<Results> {
    const { context } = this;
    let results = saved;
    for (const { name, run } of openSteps(phase, steps, saved)) {
      context.tell(`${phase}: ${name}`);
      const { checks = [], facts = {} } = await run(context).catch((error: unknown) => {
        throw error instanceof Refusal ? error : new StepFailed(name, error);
      });
      const result: StepResult = { phase, step: name, ended: context.time.now().toISOString(), checks, facts };
      results = { ...results, steps: [...results.steps, result] };
      await this.save(results);
      this.show([...checks.flatMap((check) => checkLines(check, this.look)), ...factLines(result, this.look)]);
    }
    return results;
  }

  /** Saves that everything that was made is gone. */
  async markRemoved(results: Results): Promise<void> {
    await this.save({ ...results, removed: this.context.time.now().toISOString() });
  }

  /** The last lines: how many checks of the phase failed, and where the results are. @returns the exit status */
  conclude(phase: Phase, { steps }: Results): 0 | 1 {
    const checks = steps.filter((step) => step.phase === phase).flatMap((step) => step.checks);
    this.show(['', paint(this.look, 'bold', summary(checks)), `The results are in ${this.markdownFile}`]);
    return checks.every(({ ok }) => ok) ? 0 : 1;
  }

  showChecks(checks: readonly Check[]): void {
    this.surroundings.stdout.write(renderChecks(checks, this.look));
  }

  showSentence(text: string): void {
    this.show([...wrapText(text, this.look.width), '']);
  }

  private show(lines: readonly string[]): void {
    if (lines.length > 0) this.surroundings.stdout.write(`${lines.join('\n')}\n`);
  }

  private async save(results: Results): Promise<void> {
    await writeWhole(this.file, `${JSON.stringify(results, null, 2)}\n`);
    await writeWhole(this.markdownFile, renderResults(results));
  }

  private get markdownFile(): string {
    return this.file.replace(/json$/, 'md');
  }
}

/** The steps of the phase that have no result yet. */
export function openSteps(phase: Phase, steps: readonly Step[], { steps: results }: Pick<Results, 'steps'>): Step[] {
  return steps.filter(({ name }) => !results.some((result) => result.phase === phase && result.step === name));
}

function factLines({ facts }: StepResult, how: Look): string[] {
  return Object.entries(facts).flatMap(([name, { answer, evidence }]) => [
    ...(isFactName(name) ? wrapText(FACTS[name].question, how.width) : []),
    `    ${paint(how, answer === 'unclear' ? 'yellow' : 'bold', answer)}`,
    ...wrapText(evidence, how.width - 4).map((line) => `    ${line}`),
  ]);
}
