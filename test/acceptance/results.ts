import type { Check } from '../../audit/checks/checks';
import { isRecord, parseJson } from '../../rule/decision/json';
import type { Seen } from './context';
import { type FactAnswer, type FactAnswers, type FactName, FACTS } from './facts/facts';

export const PHASES = ['begin', 'finish'] as const;
export type Phase = (typeof PHASES)[number];

/** What a step has seen, and when it ended, in ISO 8601. */
export interface StepResult extends Required<Seen> {
  readonly phase: Phase;
  readonly step: string;
  readonly ended: string;
}

/** What the acceptance run has found in one account. Times in ISO 8601. */
export interface Results {
  /** Of this product. */
  readonly version: string;
  readonly accountId: string;
  readonly region: string;
  readonly began: string;
  /** When everything that was made had been deleted again; absent before. */
  readonly removed?: string;
  readonly steps: readonly StepResult[];
}

/** @returns undefined for a text that the command has not written */
export function parseResults(text: string): Results | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const { version, accountId, region, began, removed, steps } = value;
  if (!isText(version) || !isText(accountId) || !isText(region) || !isTime(began)) return undefined;
  if (!Array.isArray(steps) || !(removed === undefined || isTime(removed))) return undefined;
  const parsed = steps.map(parseStep).filter((step) => step !== undefined);
  if (parsed.length < steps.length) return undefined;
  return { version, accountId, region, began, ...(removed !== undefined && { removed }), steps: parsed };
}

function parseStep(value: unknown): StepResult | undefined {
  if (!isRecord(value)) return undefined;
  const { phase: name, step, ended, checks, facts } = value;
  const phase = PHASES.find((known) => known === name);
  if (!phase || !isText(step) || !isTime(ended) || !Array.isArray(checks) || !checks.every(isCheck)) return undefined;
  return isFacts(facts) ? { phase, step, ended, checks, facts } : undefined;
}

function isCheck(value: unknown): value is Check {
  if (!isRecord(value) || typeof value['ok'] !== 'boolean' || !isText(value['title'])) return false;
  const { details, remedy } = value;
  return (
    (details === undefined || (Array.isArray(details) && details.every(isText))) &&
    (remedy === undefined || isText(remedy))
  );
}

function isFacts(value: unknown): value is FactAnswers {
  return isRecord(value) && Object.entries(value).every(([name, answer]) => isFactName(name) && isAnswer(name, answer));
}

export function isFactName(name: string): name is FactName {
  return Object.hasOwn(FACTS, name);
}

function isAnswer(name: FactName, value: unknown): value is FactAnswer {
  if (!isRecord(value) || !isText(value['evidence'])) return false;
  const { answer } = value;
  return answer === 'unclear' || FACTS[name].answers.some((known) => known === answer);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTime(value: unknown): value is string {
  return isText(value) && !Number.isNaN(Date.parse(value));
}
