import type { CallCount } from '../call-counts';
import type { ScenarioResult } from '../result';
import { table } from './table';
import { count, heading, type Paint, paragraph } from './text';

/** The API calls by operation and caller, and what AWS would charge. */
export function callsAndCost(result: ScenarioResult, paint: Paint): string {
  const { calls } = result;
  const own = calls.filter(({ by }) => by !== 'operator');
  const total = own.reduce((sum, call) => sum + call.duringFirstEvaluation + call.afterwards, 0);
  const errors = own.flatMap(({ operation, errors: codes }) =>
    Object.entries(codes).map(([code, times]) => `${times} ${operation} (${code})`),
  );
  return [
    heading(`API calls: ${total}`, paint),
    '',
    callTable(own, paint),
    ...(errors.length > 0 ? ['', paragraph(`Calls that returned an error: ${errors.join(', ')}.`)] : []),
    '',
    heading('What AWS would charge', paint),
    ...costLines(result).map((line) => paragraph(line, '  ')),
  ].join('\n');
}

/** One line for each service that charges. */
export function costLines({ cost, remediations }: Pick<ScenarioResult, 'cost' | 'remediations'>): string[] {
  return [
    `Config: ${count(cost.recordedEvaluations, 'recorded evaluation')} at $0.001: ${dollars(cost.evaluationsUsd)}`,
    `Systems Manager: ${count(cost.automationSteps, 'automation step')} in ${count(remediations.length, 'run')}, at $0.002: ${dollars(cost.stepsUsd)}`,
  ];
}

function callTable(calls: readonly CallCount[], paint: Paint): string {
  const operations = [...new Set(calls.map(({ operation }) => operation))];
  return table(
    [
      { title: 'Operation', width: 41 },
      { title: 'first evaluation', width: 10, align: 'right' },
      { title: 'Lambda, later', width: 11, align: 'right' },
      { title: 'runbook', width: 8, align: 'right' },
    ],
    operations.map((operation) => {
      const by = (caller: CallCount['by']) => calls.find((call) => call.operation === operation && call.by === caller);
      const [lambda, runbook] = [by('Lambda function'), by('runbook')];
      const ofRunbook = (runbook?.duringFirstEvaluation ?? 0) + (runbook?.afterwards ?? 0);
      const numbers = [lambda?.duringFirstEvaluation, lambda?.afterwards, ofRunbook];
      return [operation, ...numbers.map((number = 0) => (number === 0 ? '' : String(number)))];
    }),
    paint,
  );
}

function dollars(amount: number): string {
  return `$${amount.toFixed(3)}`;
}
