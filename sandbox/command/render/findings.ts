import type { ScenarioResult } from '../result';
import { count, heading, type Paint, paragraph, shownTime } from './text';

/** How many findings Security Hub creates, and one of them. */
export function findings(result: ScenarioResult, paint: Paint): string {
  const { findings: all } = result;
  // One that failed and is resolved shows the most.
  const example =
    all.find(({ workflowStatus }) => workflowStatus === 'RESOLVED') ??
    all.find(({ complianceStatus }) => complianceStatus === 'FAILED') ??
    all[0];
  return [
    heading(`Security Hub: ${findingCounts(result)}`, paint),
    paragraph(
      `If Security Hub is enabled, it creates a finding from each user's verdict, without the reason, and updates it when the verdict changes.${example ? ' One of them:' : ''}`,
    ),
    ...(example ? ['', ...shown(example)] : []),
  ].join('\n');
}

/** e.g. `18 findings, FAILED: 8, PASSED: 10`. */
export function findingCounts({ findings: all }: Pick<ScenarioResult, 'findings'>): string {
  const counts = (['FAILED', 'PASSED', 'NOT_AVAILABLE'] as const).flatMap((status) => {
    const number = all.filter(({ complianceStatus }) => complianceStatus === status).length;
    return number > 0 ? [`${status}: ${number}`] : [];
  });
  return [count(all.length, 'finding'), ...counts].join(', ');
}

function shown(finding: ScenarioResult['findings'][number]): string[] {
  const members = {
    Title: finding.title,
    Description: finding.description,
    Severity: finding.severity,
    Resource: finding.resource,
    Status: finding.complianceStatus,
    Workflow: finding.workflowStatus,
    Record: finding.recordState,
    Created: shownTime(finding.created),
    Updated: shownTime(finding.updated),
  };
  return Object.entries(members).map(([name, value]) => paragraph(value, ' '.repeat(15), `  ${name}`.padEnd(15)));
}
