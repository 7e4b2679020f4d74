import type { AsffFinding } from '../index';
import { isoTime } from './iso-time';
import type { FindingResult } from './result';

/** The findings, as far as one tells something that another of the same rule does not, or that people read. */
export function findingResults(findings: readonly AsffFinding[]): FindingResult[] {
  return findings.map((finding) => ({
    title: finding.Title,
    description: finding.Description,
    severity: finding.Severity.Label,
    complianceStatus: finding.Compliance.Status,
    workflowStatus: finding.Workflow.Status,
    recordState: finding.RecordState,
    resource: finding.Resources[0].Id,
    created: isoTime(Date.parse(finding.CreatedAt)),
    updated: isoTime(Date.parse(finding.UpdatedAt)),
  }));
}
