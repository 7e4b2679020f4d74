import type { FindingResult, ScenarioResult } from '../result';
import type { Paint } from './paint';
import { count, heading, paragraph, shownTime } from './text';

const STATUSES = ['FAILED', 'PASSED', 'NOT_AVAILABLE'] as const;

/** How many findings Security Hub makes of the rule's results, and one of them as it shows it. */
export function found({ findings }: ScenarioResult, paint: Paint): string {
  const counts = STATUSES.flatMap((status) => {
    const number = findings.filter(({ complianceStatus }) => complianceStatus === status).length;
    return number > 0 ? [`${status}: ${number}`] : [];
  });
  const example = mostTelling(findings);
  return [
    heading(`Security Hub: ${[count(findings.length, 'finding'), ...counts].join(', ')}`, paint),
    paragraph(
      `Where it is enabled, Security Hub makes a finding of each user's verdict by itself, without the reason, and updates it when the verdict changes.${example ? ' One of them:' : ''}`,
    ),
    ...(example ? ['', ...shown(example)] : []),
  ].join('\n');
}

/** One that has failed and is resolved tells of the whole way; else one that is to be resolved. */
function mostTelling(findings: readonly FindingResult[]): FindingResult | undefined {
  return (
    findings.find(({ workflowStatus }) => workflowStatus === 'RESOLVED') ??
    findings.find(({ complianceStatus }) => complianceStatus === 'FAILED') ??
    findings[0]
  );
}

function shown(finding: FindingResult): string[] {
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
  const width = Math.max(...Object.keys(members).map(({ length }) => length)) + 4;
  return Object.entries(members).map(([name, value]) => paragraph(value, ' '.repeat(width), `  ${name}`.padEnd(width)));
}
