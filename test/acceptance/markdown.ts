import { escaped, tableRow } from '../../audit/formats/markdown';
import { type FactAnswers, type FactName, FACTS } from './facts/facts';
import { isFactName, PHASES, type Results, type StepResult } from './results';

/** The account id of AWS's examples: the file is for a public issue. */
const ANY_ACCOUNT = '111122223333';

/** The results for a report to the project, without the account's id. */
export function renderResults(results: Results): string {
  const { version, accountId, region, began, steps } = results;
  const parts = [
    `# Acceptance run of inactive-iam-users ${version}`,
    `Region ${region}; \`begin\` started on ${began}${finishedText(steps)}.`,
    '## What AWS does',
    factsTable(factsOf(steps)),
    ...PHASES.flatMap((phase) =>
      checksOf(
        steps.filter((step) => step.phase === phase),
        phase,
      ),
    ),
  ];
  return `${parts.join('\n\n')}\n`.replaceAll(accountId, ANY_ACCOUNT);
}

/** The answers of all steps. */
export function factsOf(steps: readonly StepResult[]): FactAnswers {
  return Object.assign({}, ...steps.map(({ facts }) => facts));
}

function finishedText(steps: readonly StepResult[]): string {
  const last = steps.findLast(({ phase }) => phase === 'finish');
  return last ? `; the last step of \`finish\` ended on ${last.ended}` : '; `finish` has not been run';
}

function factsTable(facts: FactAnswers): string {
  const names = Object.keys(FACTS).filter(isFactName);
  return [
    tableRow(['Fact', 'Question', 'Answer', 'Evidence']),
    tableRow([':--', ':--', ':--', ':--']),
    ...names.map((name) => factRow(name, facts)),
  ].join('\n');
}

function factRow(name: FactName, facts: FactAnswers): string {
  const { answer = 'not asked yet', evidence = '' } = facts[name] ?? {};
  return tableRow(
    [`\`${name}\``, FACTS[name].question, `**${answer}**`, evidence].map((cell, index) =>
      index === 3 ? escaped(cell) : cell,
    ),
  );
}

function checksOf(steps: readonly StepResult[], phase: string): string[] {
  if (steps.length === 0) return [];
  const lines = steps.flatMap(({ checks }) =>
    checks.flatMap(({ ok, title, details = [] }) => [
      `- ${ok ? '✓' : '✗'} ${escaped(title)}`,
      ...details.map((detail) => `  - ${escaped(detail)}`),
    ]),
  );
  return [`## Checks of \`${phase}\``, lines.join('\n')];
}
